/** Zones, and their entries in the registry. */
import type { Explanations } from './explanation.ts';

export const zoneDiagnostics = {
  'zmgr::zone::address-only-in-entry': {
    happened:
      'The zone configures its addresses itself, so that its entry alone says that they are taken: without it they would be given to another zone. Nothing was done.',
    remedy: "Reserve the addresses in their pool's file, as the message says, and ask again.",
  },
  'zmgr::zone::all-so-already': {
    happened:
      'All zones with a tag are as they were to be: they run, or are down. Nothing was changed.',
    remedy: '`/zone list` shows how all zones are.',
  },
  'zmgr::zone::ambiguous': {
    happened: 'Several hosts have a zone of this name. Nothing was done.',
    remedy: 'Name the host before it, like `hv-04/web01`.',
  },
  'zmgr::zone::bad-name': {
    happened:
      'No zone can have this name: at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first, and not `global` or a name that begins with `SUNW`. zonecfg(8).',
    remedy: 'Choose a name like `web01`.',
  },
  'zmgr::zone::bad-tag': {
    happened:
      'A word is no tag: at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first.',
    remedy: 'Write tags like `web` or `prod`, with commas between them: `tags=web,prod`.',
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
  'zmgr::zone::datasets-held-back': {
    happened:
      "The brand's uninstall stopped at a snapshot of the zone that somebody holds, or has cloned since it was planned. The zone is incomplete, and the operation goes on from there when it is resumed.",
    remedy:
      'Release the hold (`zfs release`), promote or destroy the clone, and resume the operation: `/zone op resume <id>`.',
  },
  'zmgr::zone::dedicated-cpu': {
    happened:
      'The zone has, or is to get, processors of its own (dedicated-cpu), beside which zonecfg takes no cap and no shares. Nothing was changed.',
    remedy:
      'Choose one of the two. Of a zone that there is: `zonecfg -z <zone> remove dedicated-cpu` on the host, and ask again.',
  },
  'zmgr::zone::delete-protected': {
    happened:
      "The zone's entry says `delete-protection #true`: it is not to be destroyed while that stands there. Nothing was done.",
    remedy: 'Take the line out of the entry, which the message names, and ask again.',
  },
  'zmgr::zone::depends-on-itself': {
    happened:
      'With this dependency zones would wait for each other in a circle, and none could be booted first. Nothing was changed.',
    remedy: 'Leave out one of the dependencies that the message lists.',
  },
  'zmgr::zone::depends-on-unknown': {
    happened:
      'An entry names a zone by `depends-on` that has no entry. The zone is booted only while that one runs.',
    remedy: 'Correct the name, or take it out with `/zone set <zone> depends-on=…`.',
  },
  'zmgr::zone::double-allocation': {
    happened:
      'An address or a VNIC stands in the entries of two zones, or twice in one; or something else on the host, or a zone of another host in the same network, has the address.',
    remedy: 'Look on the host which zone has it, and correct the other entry.',
  },
  'zmgr::zone::entry-changed': {
    happened:
      "Somebody wrote into a zone's entry while an operation was to remove it, and what people write is not thrown away. Everything else of the zone is gone.",
    remedy:
      'Look at the entry on the host, remove it by hand if nothing of it is needed, and resume the operation.',
  },
  'zmgr::zone::exists': {
    happened: 'The host has a zone of this name already. Nothing was done.',
    remedy: 'Choose another name; `/zone show <zone>` tells about the one that there is.',
  },
  'zmgr::zone::global': {
    happened: "`global` is the host's own zone. The bot looks after the others only.",
    remedy: '`/zone list` shows them.',
  },
  'zmgr::zone::going-down': {
    happened:
      "The zone is on its way down, `shutting_down` or `down`, and can't be booted, shut down or rebooted before it is `installed`. Nothing was done.",
    remedy:
      'Wait a moment. Where it stays so, something holds on to it: `/zone halt <zone>` tries again.',
  },
  'zmgr::zone::halted-already': {
    happened: 'A zone that does not run was to be halted. Nothing was done.',
    remedy: '`/zone boot <zone>` starts it.',
  },
  'zmgr::zone::has-clones': {
    happened:
      "A dataset was cloned from a snapshot of the zone, and can't live without it. Nothing was done.",
    remedy: 'Promote the clone (`zfs promote`), or destroy it first.',
  },
  'zmgr::zone::has-entry': {
    happened:
      'The registry has an entry of this name, though the host has no such zone: an operation left it, or somebody removed the zone by hand. Nothing was done.',
    remedy:
      'Look at `/zone op list` for an operation to resume or unwind; otherwise `/zone destroy <zone>` removes what is left, or choose another name.',
  },
  'zmgr::zone::has-net': {
    happened: 'The zone has a net of the name of this pool already. Nothing was changed.',
    remedy: '`/zone show <zone>` shows its nets.',
  },
  'zmgr::zone::link-unavailable': {
    happened:
      'The zone did not boot, since a link of its configuration is not there, is used by the host, or by another zone.',
    remedy:
      '`/zone show <zone>` shows its links; make the missing one, or give it back, and boot the zone again.',
  },
  'zmgr::zone::maybe-elsewhere': {
    happened:
      "One host has the zone, another can't be read and may have one of the same name. Nothing was done.",
    remedy: 'Name the host before it, like `hv-04/web01`.',
  },
  'zmgr::zone::mounted-below': {
    happened:
      "File systems are mounted below the zone's root, and zoneadm uninstalls nothing while they are.",
    remedy: 'Unmount on the host what the output of the step names, and ask again.',
  },
  'zmgr::zone::mounted-twice': {
    happened: 'Two file systems are to be mounted on one directory of a zone.',
    remedy: "Correct `fs` in the template's file, or `fs=`: each needs a directory of its own.",
  },
  'zmgr::zone::must-be-down': {
    happened: 'This takes a zone that does not run. Nothing was done.',
    remedy: '`/zone shutdown <zone>` brings it down.',
  },
  'zmgr::zone::no-entry': {
    happened:
      'The registry has no entry of the zone, so that there is nothing to forget. Nothing was done.',
    remedy: '`/zone list` shows which zones have one.',
  },
  'zmgr::zone::no-such-net': {
    happened: 'The entry of the zone has no such net with a VNIC of its own. Nothing was changed.',
    remedy: '`/zone show <zone>` shows its nets.',
  },
  'zmgr::zone::no-such-tag': {
    happened: 'No zone has this tag. Nothing was changed.',
    remedy: '`/zone set <zone> tags=+web` gives a tag to a zone; `/zone show` shows those it has.',
  },
  'zmgr::zone::no-xml': {
    happened:
      "The index of zones names a zone whose configuration file is not in `/etc/zones`, or can't be read.",
    remedy: "Look at it on the host with `zonecfg -z <zone> info`, as the bot's user.",
  },
  'zmgr::zone::none-fits': {
    happened:
      'There are zones with this tag, and with none of them can be done what was asked; the message says why not. Nothing was changed.',
    remedy: 'Look at each with `/zone show <zone>`.',
  },
  'zmgr::zone::not-as-asked': {
    happened:
      'After the operation the zone is in another state than the one that was asked for: it went down again, or somebody changed it. The operation does not count as done.',
    remedy: '`/zone show <zone>` shows how it stands, `/zone op resume <id>` tries again.',
  },
  'zmgr::zone::not-created': {
    happened:
      "After a create the host's own tools do not show all of it. The operation does not count as done.",
    remedy: '`/zone show <zone>` shows what there is, `/zone op resume <id>` does what is missing.',
  },
  'zmgr::zone::not-destroyed': {
    happened:
      "After a destroy the host's own tools still show something of the zone. The operation does not count as done.",
    remedy:
      '`/zone show <zone>` shows what there is; `/zone destroy <zone>` begins anew with that.',
  },
  'zmgr::zone::not-forgotten': {
    happened:
      'After the entry was removed there is one again, or the zone is gone. The operation does not count as done.',
    remedy: '`/zone show <zone>` shows how it stands.',
  },
  'zmgr::zone::not-installed': {
    happened:
      'The zone is only `configured`, or `incomplete`, and must be installed before it can boot. Nothing was done.',
    remedy:
      'Resume or unwind the operation that left it so (`/zone op list`), or install it on the host.',
  },
  'zmgr::zone::not-renamed': {
    happened:
      "After a rename the host's own tools still show the old name, or not all of the new one. The operation does not count as done.",
    remedy: '`/zone show` of both names shows what there is.',
  },
  'zmgr::zone::not-running': {
    happened: 'A zone that does not run was to be shut down or rebooted. Nothing was done.',
    remedy: '`/zone boot <zone>` starts it.',
  },
  'zmgr::zone::nothing-to-set': {
    happened: 'A zone was named, and nothing that is to be set of it.',
    remedy: 'Say what, as in `/zone set web01 memory=2G tags=web`.',
  },
  'zmgr::zone::odd-control': {
    happened:
      "The zone's configuration has a resource control in a form that the bot could not write again, and so does not change. Nothing was changed.",
    remedy: 'Look at it on the host with `zonecfg -z <zone> info rctl`, and change it there.',
  },
  'zmgr::zone::odd-net': {
    happened:
      'The net is not in the configuration of the zone as its entry says, or in a form that the bot could not give back. Nothing was changed.',
    remedy: 'Look at it on the host with `zonecfg -z <zone> info net`, and change it there.',
  },
  'zmgr::zone::only-ready': {
    happened:
      'The zone is `ready`: its place is prepared and nothing runs in it, so that nothing can be shut down. Nothing was done.',
    remedy: '`/zone boot <zone>` boots it, `/zone halt <zone>` brings it down.',
  },
  'zmgr::zone::other-brand': {
    happened:
      'A clone has the files of the zone that it is made from, and so must be of its brand; the template makes zones of another.',
    remedy:
      "Name a template of the source's brand: `/zone clone <zone> <name> template=<template>`.",
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
  'zmgr::zone::runs-already': {
    happened: 'A zone that runs was to be booted. Nothing was done.',
    remedy: '`/zone reboot <zone>` boots it anew.',
  },
  'zmgr::zone::same-network': {
    happened:
      'Two nets of a zone have addresses in one network, so that it is not defined which way packets leave.',
    remedy:
      'Where it is not meant, take one of the nets away: `/zone set <zone> remove-net=<net>`.',
  },
  'zmgr::zone::services-closed': {
    happened:
      "The bot's user may not ask for the services inside a zone: their repository lies below the zonepath, which is root's alone. Everything else is shown.",
    remedy:
      'Give the rights profile `Zonebot` the line `Zonebot:solaris:cmd:::/usr/bin/svcs:uid=0`, as `install/host/exec_attr` has it, and merge it with `svcadm restart svc:/system/rbac:default`.',
  },
  'zmgr::zone::services-gone': {
    happened: 'The zone went down while it was looked at, and its services with it.',
    remedy: 'Show it once more.',
  },
  'zmgr::zone::set-already': {
    happened: 'All that was to be set of a zone is so already. Nothing was changed.',
    remedy:
      '`/zone show <zone>` shows what it has. A limit that is configured and does not hold yet holds from its next boot on.',
  },
  'zmgr::zone::shared-stack': {
    happened:
      'The zone shares the IP stack of its host; the bot gives nets only to zones with a stack of their own. Nothing was changed.',
    remedy: 'Give it an address on the host, with `zonecfg -z <zone>`.',
  },
  'zmgr::zone::shutdown-timed-out': {
    happened:
      'The zone was told to shut down and did not within the time that the host allows (the stop method of `svc:/system/zones`). It may run on with some of its services stopped.',
    remedy:
      '`/zone halt <zone>` stops it at once, `/zone reboot <zone> force=yes` boots it again after that; what its services had not written is lost.',
  },
  'zmgr::zone::snapshots-held': {
    happened:
      "Somebody holds a snapshot of the zone (`zfs hold`), so that it can't be destroyed, and an uninstall would fail half way. Nothing was done.",
    remedy:
      '`zfs holds <snapshot>` on the host names the tag, `zfs release <tag> <snapshot>` lets go of it.',
  },
  'zmgr::zone::special-address': {
    happened:
      "An entry gives its zone an address that none can have: a pool's gateway, or the network's own or broadcast address.",
    remedy: "Look on the host which address the zone has, and correct the zone's entry.",
  },
  'zmgr::zone::state-forbids': {
    happened: 'illumos does not allow this in the state in which the zone is. Nothing was done.',
    remedy: 'The message says how the zone leaves that state.',
  },
  'zmgr::zone::too-little': {
    happened:
      'A limit is lower than a zone can have: 1M of memory, 50M of swap; and it can lock no more memory than it may have. Nothing was changed.',
    remedy: 'Write more.',
  },
  'zmgr::zone::two-spellings': {
    happened:
      "The entry has net blocks and a net of its own beside them, and it can't be told which one is meant.",
    remedy: 'Move what stands beside them into a net block.',
  },
  'zmgr::zone::unfinished': {
    happened:
      "The zone's entry says that it is being created, destroyed or moved, and nobody else may bring it up meanwhile. Nothing was done.",
    remedy: 'Resume or unwind the operation that is at it: `/zone op list`.',
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
  'zmgr::zone::unregistered': {
    happened:
      'Tags, delete-protection and the place in the boot order stand in the entry of a zone, and this zone has none. Nothing was changed.',
    remedy:
      "Write an entry in the registry of the host, `zones/<zone>.kdl`, with the zone's nets and addresses. Limits and autoboot can be set without one.",
  },
  'zmgr::zone::used-by-zone': {
    happened:
      'Another zone is configured with a dataset or a directory of this one. Nothing was done.',
    remedy: 'Take it out of the other zone with zonecfg, or destroy that one first.',
  },
  'zmgr::zone::virtual-machine': {
    happened:
      'The zone is a virtual machine, which vm-manager looks after. The bot shows it and changes nothing about it.',
    remedy: 'Use vm-manager on the host.',
  },
  'zmgr::zone::zonepath-taken': {
    happened: "Another zone's zonepath is the same, or lies above or below it. Nothing was done.",
    remedy: 'Choose another name, or another `zonepath-prefix` in `config.kdl` of the registry.',
  },
} satisfies Explanations;
