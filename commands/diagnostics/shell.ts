/** Shell text. */
import type { Explanations } from './explanation.ts';

export const shellDiagnostics = {
  'zmgr::shell::nul': {
    happened: 'A command would hold a NUL character, which no argument can. Nothing was run.',
    remedy: 'Look for it in what was typed or in the file that the value comes from.',
  },
} satisfies Explanations;
