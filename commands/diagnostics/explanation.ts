/** What the code of a diagnostic means, to somebody who has only the code. Backticks mark what can be typed. */
import type { DiagnosticCode } from '../../hostlink/diagnostic.ts';

export interface Explanation {
  /** What happened, and what it means for hosts where that is not plain: whole sentences. */
  readonly happened: string;
  /** What to do about it: whole sentences, preferably with something to type. */
  readonly remedy: string;
}

export type Explanations = Readonly<Record<DiagnosticCode, Explanation>>;
