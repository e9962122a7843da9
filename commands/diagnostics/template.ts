/** Templates, in `templates/` of a host's registry. */
import type { Explanations } from './explanation.ts';

export const templateDiagnostics = {
  'zmgr::template::bad-name': {
    happened: "A template can't have this name: it names a file in `templates/`.",
    remedy: 'Use at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first.',
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
  'zmgr::template::two-spellings': {
    happened:
      "The template has a pool of its own and net blocks, and it can't be told which one is meant.",
    remedy: 'Move the pool into a net block.',
  },
  'zmgr::template::unknown': {
    happened: "There is no template of this name in the host's registry.",
    remedy: 'Take one of those that the message names, or write `templates/<name>.kdl`.',
  },
} satisfies Explanations;
