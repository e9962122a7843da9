/**
 * What apps suggested lately: a picked option is told whole, with the text that stood in the list, though whoever picks
 * names it by its value. By the menu's action_id; the newest of the same value counts.
 */
import { type JsonObject, stringAt } from '../json.ts';

export class Suggestions {
  readonly #options = new Map<string, JsonObject>();

  remember(element: JsonObject, options: readonly JsonObject[]): void {
    for (const option of options) this.#options.set(key(element, option), option);
  }

  find(element: JsonObject, picked: JsonObject): JsonObject | undefined {
    return this.#options.get(key(element, picked));
  }
}

const key = (element: JsonObject, option: JsonObject): string =>
  JSON.stringify([element.action_id, stringAt(option, 'value')]);
