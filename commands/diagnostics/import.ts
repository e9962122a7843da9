/** Entries for zones that have none. */
import type { Explanations } from './explanation.ts';

export const importDiagnostics = {
  'zmgr::import::has-entry': {
    happened: 'The zone has an entry already, and nothing is written over. Nothing was done.',
    remedy:
      '`/zone show <zone>` tells whether the entry is right. `/zone forget <zone>` drops it, and a second `/zone import <zone>` writes it anew.',
  },
  'zmgr::import::left': {
    happened:
      "No entry was written: an address or a VNIC of the zone is somebody else's by the registry or the host, its configuration can't be read, or only the zone itself knows its addresses and could not be asked.",
    remedy: 'Put right what the message names, and ask again.',
  },
  'zmgr::import::not-in-pool': {
    happened: 'A pool was named for a net whose addresses lie outside its network.',
    remedy:
      'Name the pool that holds them, or leave `pool=` out: the addresses are kept either way.',
  },
  'zmgr::import::not-ours': {
    happened: 'The zone is a virtual machine. The bot shows it and leaves it to vm-manager.',
    remedy: 'Nothing needs to be done.',
  },
  'zmgr::import::not-written': {
    happened:
      'The host reported that entries were written, and one of them was not seen afterwards, or could not be understood.',
    remedy: '`/zone validate` shows what is wrong with the files.',
  },
  'zmgr::import::nothing-left': {
    happened:
      'Every zone of the host that needs an entry has one, so that an import would write nothing. Nothing was changed.',
    remedy: '`/zone drift` shows whether the entries are right.',
  },
  'zmgr::import::other-kind': {
    happened: 'The chosen template is for zones of another brand, or of another kind of IP stack.',
    remedy: 'Choose another template, or `without-template=yes`, which keeps the brand alone.',
  },
  'zmgr::import::unsure': {
    happened:
      'For none of the zones without an entry it is beyond doubt which template it is like: several fit alike, or none does. Nothing was written.',
    remedy:
      'Say it: `/zone import <zone> template=oi`, or `/zone import template=oi` for all that it fits; `without-template=yes` keeps the brand alone.',
  },
  'zmgr::import::which-pools': {
    happened: 'Pools were named, and it is not clear which is for which net of the zone.',
    remedy: 'Name one for each net, in the order of the message.',
  },
} satisfies Explanations;
