/** What is filled in, from `state.values`: by field, and the block_id under which an error of the field stands. */
import { z } from 'zod';
import type { Filled } from '../../../commands/forms/read-form.ts';
import { fieldOf, leftOut, sourceOf } from './render-form.ts';

const chosen = z.object({ value: z.string() });
/** Of any element: an input that was left alone is there, with null or nothing. */
const holding = z.object({
  value: z.string().nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).nullish(),
});
export const stateSchema = z.object({
  values: z.record(z.string(), z.record(z.string(), holding)),
});

export type ViewState = z.infer<typeof stateSchema>;

export interface FilledIn {
  readonly filled: Filled;
  readonly blockIds: ReadonlyMap<string, string>;
  /** Of what it was filled in with what that said then; undefined where it began empty. */
  readonly from: string | undefined;
}

export function filledIn({ values }: ViewState): FilledIn {
  const filled: Record<string, readonly string[]> = {};
  const blockIds = new Map<string, string>();
  let from: string | undefined;
  for (const [blockId, holdings] of Object.entries(values)) {
    const field = fieldOf(blockId);
    blockIds.set(field, blockId);
    from ??= sourceOf(blockId);
    filled[field] = Object.values(holdings)
      .flatMap(({ value, selected_option, selected_options }) => [
        value ?? '',
        selected_option?.value ?? '',
        ...(selected_options ?? []).map((option) => option.value),
      ])
      .filter((text) => text !== '' && text !== leftOut);
  }
  return { filled, blockIds, from };
}
