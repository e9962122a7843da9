/**
 * What an operation keeps of what was asked: the texts of its arguments, as JSON. Whoever reads them back believes
 * nothing: another release may have written them.
 */
import { z } from 'zod';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type ArgumentTexts, valuesOf } from '../argument.ts';
import type { Command } from '../define.ts';

const schema = z.record(z.string(), z.array(z.string()).min(1));

export const encodeArgs = (texts: ArgumentTexts): z.infer<typeof schema> =>
  Object.fromEntries(Object.entries(texts).map(([name, values]) => [name, [...values]]));

/** @throws Diagnostic `zmgr::command::stored-arguments` where this release's command would not take them. */
export function decodeArgs({ path, args }: Command, stored: unknown): ArgumentTexts {
  try {
    const texts = schema.parse(stored);
    const unknown = Object.keys(texts).find((name) => !Object.hasOwn(args, name));
    if (unknown !== undefined) throw new Error(`There is no argument "${unknown}"`);
    valuesOf(args, texts);
    return texts;
  } catch (cause) {
    throw new Diagnostic({
      code: 'zmgr::command::stored-arguments',
      message: `What was asked of "${path}" can't be read back from the store`,
      help: 'Another release may have written it; ask for it again.',
      cause,
    });
  }
}
