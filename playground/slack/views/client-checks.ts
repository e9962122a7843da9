/** What Slack's own client refuses before the app hears of it: inputs that must be filled in, lengths, numbers, addresses. */
import { heldValue } from '../interactions/element-values.ts';
import { isList, isObject, type Json, type JsonObject, stringAt } from '../json.ts';
import { blocksOf, type Values, type View } from './view.ts';

/** What stands at the fields, by block_id; empty when the form may go. */
export function clientErrors(view: View, values: Values): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const block of blocksOf(view)) {
    const { element } = block;
    if (block.type !== 'input' || !isObject(element)) continue;
    const blockId = stringAt(block, 'block_id') ?? '';
    const holds = values[blockId]?.[stringAt(element, 'action_id') ?? ''];
    const value = holds === undefined ? null : heldValue(holds);
    const error = isEmpty(value)
      ? block.optional !== true && 'Please complete this required field.'
      : errorOf(element, value);
    if (typeof error === 'string') errors[blockId] = error;
  }
  return errors;
}

const isEmpty = (value: Json): boolean =>
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (isList(value) && value.length === 0);

/** plain_text_input takes no more than this whatever it says. */
const mostTyped = 3000;

function errorOf(element: JsonObject, value: Json): string | undefined {
  const number = (key: string): number | undefined =>
    element[key] === undefined ? undefined : Number(element[key]);
  if (isList(value)) {
    const most = number('max_selected_items') ?? number('max_files') ?? Number.POSITIVE_INFINITY;
    return value.length > most ? `Please choose no more than ${most}.` : undefined;
  }
  if (typeof value !== 'string') return undefined;
  switch (element.type) {
    case 'plain_text_input': {
      const least = number('min_length') ?? 0;
      const most = number('max_length') ?? mostTyped;
      if (value.length < least) return `Please enter at least ${least} characters.`;
      return value.length > most ? `Please enter no more than ${most} characters.` : undefined;
    }
    case 'number_input':
      return numberError(value, element.is_decimal_allowed === true, {
        least: number('min_value'),
        most: number('max_value'),
      });
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
        ? undefined
        : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

interface Bounds {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

function numberError(text: string, takesDecimals: boolean, bounds: Bounds): string | undefined {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = bounds;
  const value = Number(text);
  if (!Number.isFinite(value)) return 'Please enter a valid number.';
  if (!takesDecimals && !Number.isInteger(value)) return 'Please enter a whole number.';
  if (value < least) return `Please enter a number of at least ${least}.`;
  return value > most ? `Please enter a number of at most ${most}.` : undefined;
}
