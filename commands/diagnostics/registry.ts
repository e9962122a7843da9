/** The registry of a host, below /etc/zmgr. */
import type { Explanations } from './explanation.ts';

export const registryDiagnostics = {
  'zmgr::registry::missing': {
    happened:
      'The host has no registry: the directory with templates, pools and zones is not there. Nothing was done.',
    remedy:
      "Make it on the host with its directories `templates`, `pools` and `zones`, owned by the bot's user, and write a template and a pool.",
  },
  'zmgr::registry::name-mismatch': {
    happened:
      "A file of the registry has another name than what it holds. A template, pool or publisher goes by its file's name; a zone's entry can't be used until the two agree, since it can't be told whose addresses these are.",
    remedy: 'Rename the file, or correct the name in it.',
  },
  'zmgr::registry::unreadable': {
    happened:
      "The registry is there and can't be read by the bot's user. It is not taken for empty.",
    remedy: 'Let that user enter the directory and read what is in it.',
  },
} satisfies Explanations;
