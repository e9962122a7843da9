/** Zones, and their entries in the registry. */
import type { Explanations } from './explanation.ts';

export const zoneDiagnostics = {
  'zmgr::zone::ambiguous': {
    happened: 'Several hosts have a zone of this name. Nothing was done.',
    remedy: 'Name the host before it, like `hv-04/web01`.',
  },
  'zmgr::zone::bad-name': {
    happened:
      'No zone can have this name: at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first, and not `global` or a name that begins with `SUNW`. zonecfg(8).',
    remedy: 'Choose a name like `web01`.',
  },
  'zmgr::zone::bad-xml': {
    happened:
      "The zone's configuration file in `/etc/zones` can't be understood. The zone is shown without it.",
    remedy: 'Look at it on the host with `zonecfg -z <zone> info`.',
  },
  'zmgr::zone::bad-zonepath': {
    happened: 'The zonepath is none that a zone can have.',
    remedy: 'Write it like `/zones/web01`.',
  },
  'zmgr::zone::bhyve': {
    happened: 'The entry is of a virtual machine. The bot shows it and leaves it to vm-manager.',
    remedy: 'Nothing needs to be done.',
  },
  'zmgr::zone::double-allocation': {
    happened: 'An address or a VNIC stands in the entries of two zones, or twice in one.',
    remedy: 'Look on the host which zone has it, and correct the other entry.',
  },
  'zmgr::zone::exists': {
    happened: 'The host has a zone of this name already. Nothing was done.',
    remedy: 'Choose another name; `/zone show <zone>` tells about the one that there is.',
  },
  'zmgr::zone::has-entry': {
    happened:
      'The registry has an entry of this name, though the host has no such zone: an operation left it, or somebody removed the zone by hand. Nothing was done.',
    remedy:
      'Look at `/zone op list` for an operation to resume or unwind; otherwise remove the entry on the host, or choose another name.',
  },
  'zmgr::zone::no-xml': {
    happened:
      "The index of zones names a zone whose configuration file is not in `/etc/zones`, or can't be read.",
    remedy: "Look at it on the host with `zonecfg -z <zone> info`, as the bot's user.",
  },
  'zmgr::zone::not-created': {
    happened:
      "After a create the host's own tools do not show all of it. The operation does not count as done.",
    remedy: '`/zone show <zone>` shows what there is, `/zone op resume <id>` does what is missing.',
  },
  'zmgr::zone::outside-pools': {
    happened:
      'An entry has an address that is in the network of no pool. It is kept, and never given to another zone.',
    remedy: 'If it is not meant, correct the entry or add a pool.',
  },
  'zmgr::zone::reserved-name': {
    happened:
      "illumos can't have a zone of this name: its tools would take the number for a zone's id, or the name is that of a system's own zone template in `/etc/zones`. Nothing was done.",
    remedy: 'Choose another name.',
  },
  'zmgr::zone::two-spellings': {
    happened:
      "The entry has net blocks and a net of its own beside them, and it can't be told which one is meant.",
    remedy: 'Move what stands beside them into a net block.',
  },
  'zmgr::zone::unfit-argument': {
    happened:
      "An argument of the zone's installation has a character that zoneadm would hand to a shell. Nothing was done.",
    remedy: 'Use letters, digits and `. _ : / = @ % + , -` only.',
  },
  'zmgr::zone::unfit-value': {
    happened:
      "A value can't be written into a zone's configuration, or two that exclude each other were given. zonecfg(8). Nothing was done.",
    remedy: 'Correct it as the message says, in the template or pool that it comes from.',
  },
  'zmgr::zone::unknown': {
    happened: 'No host that could be read has a zone of this name.',
    remedy: '`/zone list` shows all zones; the message names hosts that could not be read.',
  },
  'zmgr::zone::zonepath-taken': {
    happened: "Another zone's zonepath is the same, or lies above or below it. Nothing was done.",
    remedy: 'Choose another name, or another `zonepath-prefix` in `config.kdl` of the registry.',
  },
} satisfies Explanations;
