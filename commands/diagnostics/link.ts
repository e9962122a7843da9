/** Datalinks: VNICs, etherstubs, and MAC addresses. */
import type { Explanations } from './explanation.ts';

export const linkDiagnostics = {
  'zmgr::link::bad-mac': {
    happened: 'The text is no MAC address of one machine.',
    remedy: 'Write it like `02:08:20:ab:0c:01`.',
  },
  'zmgr::link::bad-name': {
    happened:
      'illumos takes no datalink of this name: at most 31 letters, digits, `_` and `.`, a letter or `_` first, a number without leading zeros last. dladm(8).',
    remedy:
      'Write a name like `web_01_0`; for a VNIC that exists, the one that `dladm show-vnic` prints.',
  },
  'zmgr::link::bad-pattern': {
    happened:
      'The pattern for names of VNICs has no `{zone}`, or braces around something that is none of `{zone}`, `{net}` and `{index}`.',
    remedy: 'Write it like `{zone}_{index}` or `rtr_{zone}_{index}`.',
  },
  'zmgr::link::busy': {
    happened: 'A link was to be deleted while the host, a zone or another link uses it.',
    remedy: 'Give it back on the host, as the message says, and resume the operation.',
  },
  'zmgr::link::exists': {
    happened: 'The host has a link of this name, or this VLAN over this link, already.',
    remedy: '`/zone link show` tells what it is and who uses it.',
  },
  'zmgr::link::in-use': {
    happened:
      'The link is not to be deleted while somebody uses it: a zone that runs with it or whose configuration names it, the host with an address, links over it, a pool.',
    remedy: 'Take it from them first, as the message names them.',
  },
  'zmgr::link::incomplete': {
    happened: 'A link of this type needs something that was not said.',
    remedy: 'The message names it: `over=igb0`, `vlan=100`.',
  },
  'zmgr::link::mac-in-use': {
    happened: 'Another VNIC of the host has this MAC address.',
    remedy: 'Leave `mac=` out: one that is free is found.',
  },
  'zmgr::link::not-as-asked': {
    happened: 'The host reported success, and the link is not there, or still is.',
    remedy: '`/zone link list` shows what there is.',
  },
  'zmgr::link::not-of-type': {
    happened: 'Something was said that a link of this type knows nothing of.',
    remedy: 'Leave it out, or name the type that is meant: `type=vnic`.',
  },
  'zmgr::link::not-ours-to-delete': {
    happened: 'NICs, aggregations, bridges and their like are neither made nor deleted from here.',
    remedy: 'There is dladm on the host.',
  },
  'zmgr::link::unknown': {
    happened: 'The host has no link of this name.',
    remedy: '`/zone link list` shows those that it has.',
  },
  'zmgr::link::wrong-lower': {
    happened:
      'Nothing can lie over a link of this class: illumos makes no VNIC or VLAN over another one.',
    remedy: 'Name the link below it, with `vlan=` where it is a VLAN.',
  },
} satisfies Explanations;
