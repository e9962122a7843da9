/** Package publishers, in `publishers/` of a host's registry. */
import type { Explanations } from './explanation.ts';

export const publisherDiagnostics = {
  'zmgr::publisher::bad-name': {
    happened: "A publisher can't have this name: it names a file in `publishers/`.",
    remedy: 'Use at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first.',
  },
  'zmgr::publisher::bad-origin': {
    happened:
      'What was given is no address of a package repository, or has a password in it, which everybody would read who reads the registry.',
    remedy: 'Write one like `https://pkg.openindiana.org/hipster` or `file:///export/repo`.',
  },
  'zmgr::publisher::exists': {
    happened: 'The host has a publisher of this name, and nothing is written over.',
    remedy: 'Choose another name, or change it: `/zone publisher edit <publisher>`.',
  },
  'zmgr::publisher::needed': {
    happened:
      'The publisher can not go: templates name it, as the message says. Nothing was changed.',
    remedy: 'Take it out of them: `/zone template edit <template> publishers=-<publisher>`.',
  },
  'zmgr::publisher::not-taken': {
    happened:
      'A template names a publisher that zones of its brand could not use: they come from an image, or have the publishers of the host and can only be given more. Nothing was made.',
    remedy: 'Take it out of `publishers`, write `mode "add"` into its file, or take another brand.',
  },
  'zmgr::publisher::two-replace': {
    happened:
      "A zone's installation takes one publisher instead of the host's, and the template names several, or one and a `-P`.",
    remedy: 'Keep one of them with `mode "replace"`, and let the others be added.',
  },
  'zmgr::publisher::unknown': {
    happened: "There is no publisher of this name in the host's registry.",
    remedy:
      'Take one of those that the message names, or make it: `/zone publisher create <publisher>`.',
  },
} satisfies Explanations;
