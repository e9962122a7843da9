/** What the code of a message means to whoever looks it up: the catalogue's answer. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { nearest } from '../../hostlink/nearest.ts';
import type { Answer } from '../answer.ts';
import { catalogue, explanations } from '../diagnostics/catalogue.ts';
import { code, context, marked, paragraph, strong } from './parts.ts';

export const isDiagnosticCode = (text: string): boolean => /^[a-z]+::[a-z-]+::[a-z-]+$/i.test(text);

/** @throws Diagnostic `zmgr::command::unknown-code` with the nearest codes */
export function diagnosticCodeHelp(text: string): Answer {
  const [wanted, explanation] =
    Object.entries(explanations).find(([known]) => known === text.toLowerCase()) ?? [];
  if (wanted === undefined || explanation === undefined) throw unknownCode(text.toLowerCase());
  const { happened, remedy } = explanation;
  return {
    summary: `${wanted}: ${happened}`,
    parts: [
      paragraph(code(wanted)),
      paragraph(...marked(happened)),
      paragraph(strong('What to do'), ': ', ...marked(remedy)),
      context('The message that bears the code names the thing, and says what to type.'),
    ],
  };
}

function unknownCode(text: string): Diagnostic {
  const [, area = ''] = text.split('::');
  const ofArea = Object.keys(catalogue[area] ?? {});
  const near = nearest(text, Object.keys(explanations));
  return new Diagnostic({
    code: 'zmgr::command::unknown-code',
    message: `No message of this release has the code ${text.slice(0, 80)}`,
    help: helpFor(area, near.length > 0, ofArea),
    suggestions: near.map((known) => `/zone help ${known}`),
  });
}

function helpFor(area: string, isNear: boolean, ofArea: readonly string[]): string {
  if (isNear) return 'Did you mean this?';
  return ofArea.length > 0
    ? `Codes about ${area}: ${ofArea.map((known) => `\`${known}\``).join(', ')}.`
    : `Codes are about ${Object.keys(catalogue).join(', ')}.`;
}
