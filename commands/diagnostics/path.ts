/** Paths on a host. */
import type { Explanations } from './explanation.ts';

export const pathDiagnostics = {
  'zmgr::path::bad': {
    happened:
      'The text is no absolute path that can be used safely: it must begin with `/`, and hold no `..`, no quotes and no slash at its end.',
    remedy: 'Write it like `/etc/zmgr`.',
  },
} satisfies Explanations;
