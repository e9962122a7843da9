/** The registry of a host, below /etc/zmgr. */
import type { Explanations } from './explanation.ts';

export const registryDiagnostics = {
  'zmgr::registry::ambiguous': {
    happened:
      'Several hosts have a pool, template or publisher of this name, and none of them is meant more than another. Nothing was done.',
    remedy: 'Name the host before it, `hv-04/internal`, or with `host=`.',
  },
  'zmgr::registry::complete': {
    happened:
      'The host has a registry already, and nothing of a first one is missing. Nothing was changed; what is there is never written over.',
    remedy:
      'Go on with `/zone create`, or edit the files by hand. Where a pool is missing, the message says how to make one.',
  },
  'zmgr::registry::kept': {
    happened:
      'Something was said for a file of the registry that is there already, and files are never written over.',
    remedy: 'Leave it out, and change the file by hand on the host.',
  },
  'zmgr::registry::maybe-elsewhere': {
    happened:
      "A host can't be read, and may have a pool, template or publisher of this name. Nothing was done on a guess.",
    remedy: 'Name the host before it, `hv-04/internal`, or try again once the host answers.',
  },
  'zmgr::registry::missing': {
    happened:
      'The host has no registry: the directory with templates, pools and zones is not there. Nothing was done.',
    remedy:
      '`/zone host init` begins one; `/zone plan host init` shows before what it would write.',
  },
  'zmgr::registry::name-mismatch': {
    happened:
      "A file of the registry has another name than what it holds. A template, pool or publisher goes by its file's name; a zone's entry can't be used until the two agree, since it can't be told whose addresses these are.",
    remedy: 'Rename the file, or correct the name in it.',
  },
  'zmgr::registry::no-brands': {
    happened:
      'None of the brands that zones can be made with is installed on the host, so that a registry would be of no use.',
    remedy: 'Install one as root, as `pkg install brand/ipkg`, and ask again.',
  },
  'zmgr::registry::no-zones-dataset': {
    happened:
      'A zone can only lie below a directory that is a mounted ZFS dataset, and none was found that fits: not mounted, the root of the system, part of a boot environment, or not there at all.',
    remedy:
      'Make one as root, as `zfs create -o mountpoint=/zones rpool/zones`, or name another with `zonepath-prefix=`.',
  },
  'zmgr::registry::not-as-asked': {
    happened:
      "The host carried out all steps, and a file of its registry is another one all the same: somebody has written it meanwhile, or it can't be understood.",
    remedy: 'Look at it, and ask for the change again if you still want it.',
  },
  'zmgr::registry::not-begun': {
    happened:
      'The host reported that the registry was written, and a file of it was not seen afterwards, or could not be read.',
    remedy: 'Look at the directory on the host; `/zone host init` makes what is missing.',
  },
  'zmgr::registry::not-in-list': {
    happened: 'Something was to go from a list, with a `-` before it, and does not stand there.',
    remedy: 'Write it as it stands there; the message shows what does.',
  },
  'zmgr::registry::not-writable': {
    happened:
      "The bot's user may not make the registry's directory, or not write into it. Nothing was done.",
    remedy:
      "Give it the directory: `mkdir -p /etc/zmgr && chown -R zoneops /etc/zmgr` as root on the host, with the bot's own user.",
  },
  'zmgr::registry::unchanged': {
    happened: 'What was asked for is what the file says already. Nothing was changed.',
    remedy: 'There is nothing to do.',
  },
  'zmgr::registry::unreadable': {
    happened:
      "The registry is there and can't be read by the bot's user. It is not taken for empty.",
    remedy: 'Let that user enter the directory and read what is in it.',
  },
} satisfies Explanations;
