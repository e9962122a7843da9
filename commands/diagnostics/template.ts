/** Templates, in `templates/` of a host's registry. */
import type { Explanations } from './explanation.ts';

export const templateDiagnostics = {
  'zmgr::template::bad-attribute': {
    happened:
      'An attribute of a template has a name or a value that zonecfg could not hold, or one that zonebot says in another way.',
    remedy:
      'Write `attributes { kernel-version "4.4" }`; `resolvers` and `dns-domain` stand beside `brand`.',
  },
  'zmgr::template::bad-domain': {
    happened: 'The dns-domain of a template is no name of a domain.',
    remedy: 'Write a name like `example.net`, without a dot at its ends.',
  },
  'zmgr::template::bad-image': {
    happened: 'The image of a template is neither a path nor a dataset or snapshot.',
    remedy: 'Write `image "/export/images/alpine.tar.gz"` or `image "rpool/images/alpine@1"`.',
  },
  'zmgr::template::bad-name': {
    happened: "A template can't have this name: it names a file in `templates/`.",
    remedy: 'Use at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first.',
  },
  'zmgr::template::bad-resource': {
    happened: 'A limit, a file system or a dataset of a template is none that a zone could get.',
    remedy:
      'Write it as docs/registry.md shows: `resources { memory "2G"; cpu-cap 1.5 }`, `fs "/export/data" special="/tank/data"`, `dataset "rpool/data/{zone}" quota="20G"`.',
  },
  'zmgr::template::bad-sysconfig': {
    happened:
      'Something that a zone is to set up at its first boot is not of the shape that it must have. Root runs a script of these values in the zone, so nothing doubtful is let into it.',
    remedy:
      'Write it as docs/registry.md shows: `sysconfig { nameserver "9.9.9.9"; timezone "Europe/Berlin"; user "ops" { ssh-key "ssh-ed25519 AAAA… ops" } }`. Of a password the hash is written, as `openssl passwd -5` prints it.',
  },
  'zmgr::template::exists': {
    happened: 'The host has a template of this name, and nothing is written over.',
    remedy: 'Choose another name, or change it: `/zone template edit <template>`.',
  },
  'zmgr::template::needed': {
    happened:
      'The template can not go: entries of zones name it, or config.kdl does as the default, as the message says. Nothing was changed.',
    remedy: '`/zone list template=<template>` shows the zones that were made from it.',
  },
  'zmgr::template::net-order': {
    happened:
      'The pools of a template were given in another order than its nets have in the file, and a net means more than its pool.',
    remedy:
      'Name pools that stay in their order and new ones behind them, or say what comes and goes: `pool=+lab,-old`.',
  },
  'zmgr::template::no-nets': {
    happened:
      'The change would leave the template without a net, and so its zones without an address.',
    remedy: 'Name one pool at least.',
  },
  'zmgr::template::no-resolvers': {
    happened:
      'The template names resolvers or a dns-domain, which only brands of OmniOS take from the configuration of a zone. Nothing was made: a zone that finds no names is not what was asked for.',
    remedy:
      'Write them in the template\'s file as `sysconfig { nameserver "9.9.9.9"; search "example.net" }` instead, which every distribution understands.',
  },
  'zmgr::template::same-network': {
    happened:
      'Two nets of a template are on the same network, and illumos does not say by which of them packets leave.',
    remedy: 'Give each net a pool of its own.',
  },
  'zmgr::template::two-default-routes': {
    happened: 'Two nets of a template carry the default route, and a zone has one.',
    remedy: 'Keep `default-route #true` on one net.',
  },
  'zmgr::template::two-resolvers': {
    happened:
      'A zone was to get its name servers in two ways: by `resolvers` or `dns-domain` of its template, and by sysconfig or what was typed. One would overwrite the other.',
    remedy: 'Keep what stands in `sysconfig`, and take `resolvers` and `dns-domain` out.',
  },
  'zmgr::template::two-spellings': {
    happened:
      "The template has a pool of its own and net blocks, and it can't be told which one is meant.",
    remedy: 'Move the pool into a net block.',
  },
  'zmgr::template::unknown': {
    happened: "There is no template of this name in the host's registry.",
    remedy:
      'Take one of those that the message names, or make it: `/zone template create <template>`.',
  },
} satisfies Explanations;
