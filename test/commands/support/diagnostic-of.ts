/** The diagnostic that something throws, for tests that look at it. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';

export function diagnosticOf(act: () => unknown): Diagnostic {
  try {
    act();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

export async function diagnosticOfPromise(act: () => Promise<unknown>): Promise<Diagnostic> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}
