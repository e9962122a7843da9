/** What the code of a message means to whoever looks it up. */
import type { Answer } from '../answer.ts';
import { code, paragraph } from './parts.ts';

export const isDiagnosticCode = (text: string): boolean => /^[a-z]+::[a-z-]+::[a-z-]+$/i.test(text);

/** The message that bears the code says what happened and what to type; the code finds it again, in chat and in logs. */
export function diagnosticCodeHelp(text: string): Answer {
  const [, area = '', what = ''] = text.toLowerCase().split('::');
  return {
    summary: `${text} is the code of a message`,
    parts: [
      paragraph(
        code(text.toLowerCase()),
        ` is the code of a message about ${area}: ${what.replaceAll('-', ' ')}.`,
      ),
      paragraph(
        'The message itself says what happened and what to type. Its code stays the same from release to release: search for it in this channel and in the log.',
      ),
    ],
  };
}
