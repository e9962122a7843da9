/**
 * A step for one of several zones that are brought up or down by one operation: its failure takes nothing back of the
 * others, and leaves out only those that need it.
 */
import { z } from 'zod';
import type { OnFailure } from './define-step.ts';

const schema = z
  .object({
    /** Numbers (from 1) of the steps of zones that come before this one in any case. */
    needs: z.array(z.int().positive()).readonly(),
    /** Seconds that are let pass after it, before what follows. */
    pause: z.int().positive().optional(),
  })
  .strict();

export type Among = z.infer<typeof schema>;

/** Left out of a step for a zone alone. */
export const among = schema.optional();

export const ifAmong = {
  onFailure: ({ among }: { readonly among?: Among | undefined }): OnFailure =>
    among === undefined ? 'unwind' : 'pass',
  needs: ({ among }: { readonly among?: Among | undefined }): readonly number[] =>
    among?.needs ?? [],
};
