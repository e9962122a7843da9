/**
 * What a plan warns of: trouble that does not stand in its way, as it was seen when planning. Told to people with the
 * plan and no part of its digest, for it may come and go with what others do.
 */
import { z } from 'zod';
import type { Diagnostic } from '../diagnostic.ts';
import type { Plan } from './plan.ts';

const warnings = z.array(z.object({ code: z.string(), message: z.string(), help: z.string() }));
export type Warnings = Readonly<z.infer<typeof warnings>>;

/** For a plan's `chosen`; nothing where there is nothing to warn of. */
export const warned = (diagnostics: readonly Diagnostic[]): { readonly warnings?: Warnings } =>
  diagnostics.length === 0
    ? {}
    : {
        warnings: diagnostics.map(({ code, message, help = '' }) => ({ code, message, help })),
      };

/** None of a plan of another release. */
export const warningsOf = ({ chosen }: Pick<Plan, 'chosen'>): Warnings =>
  warnings.safeParse(chosen.warnings).data ?? [];
