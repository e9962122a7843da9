/** Amounts that may also be none: a size, a number of processors, a whole number. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { bytesIn } from '../../../hostlink/illumos/zone-limits.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** null says that there is to be none. */
export type Amount = number | null;

const isNone = (text: string): boolean => /^(none|null|no|off)$/i.test(text);

/** Bytes: `2G`, `1.5G`, `512MiB`, none. A bare number is refused: bytes and megabytes are both meant by it. */
export const size: ArgumentType<Amount> = {
  placeholder: 'size',
  parse: (text) => {
    if (isNone(text)) return null;
    const bytes = bytesIn(text);
    if (bytes === undefined) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-size',
        message: `"${text.slice(0, 80)}" is no size`,
        help: 'Write a number and its unit, K, M, G or T: 512M, 1.5G. `none` takes the limit away.',
      });
    }
    return bytes;
  },
};

/** Hundredths of a processor, as the kernel counts them: `1.5`, none. */
export const processors: ArgumentType<Amount> = {
  placeholder: 'processors',
  parse: (text) => {
    if (isNone(text)) return null;
    const hundredths = /^[0-9]{1,4}(?:\.[0-9]{1,2})?$/.test(text)
      ? Math.round(Number(text) * 100)
      : 0;
    if (hundredths < 1) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-processors',
        message: `"${text.slice(0, 80)}" is no number of processors`,
        help: 'Write how many it may use at most, down to hundredths: 2, 0.5. `none` takes the limit away.',
      });
    }
    return hundredths;
  },
};

/** A whole number in a range, or none. */
export const wholeOrNone = (
  least: number,
  most: number,
  example: number,
): ArgumentType<Amount> => ({
  placeholder: 'number',
  parse: (text) => {
    if (isNone(text)) return null;
    const value = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
    if (value < least || value > most) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-number',
        message: `"${text.slice(0, 80)}" is no number from ${least} to ${most}`,
        help: `Write a whole number, for example ${example}, or \`none\`.`,
      });
    }
    return value;
  },
});
