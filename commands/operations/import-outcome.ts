/** What there is once zones were imported: which have an entry now, and what is left for people. */
import type { Plan } from '../../hostlink/plan/plan.ts';
import { zonesImportSchema } from '../../hostlink/plans/zones-import.ts';
import { someOf } from '../../hostlink/some-of.ts';

const mostNamed = 5;

export function importOutcome({ host, steps, chosen }: Plan): string {
  const { unsure = [], left = [] } = zonesImportSchema.safeParse(chosen.import).data ?? {};
  const names = steps.map(({ args }) => String(args.zone));
  const [only] = names;
  return [
    names.length === 1
      ? `${only} on ${host} has an entry now`
      : `${names.length} zones of ${host} have an entry now: ${someOf(names, mostNamed)}`,
    ...(unsure.length === 0
      ? []
      : [`${unsure.length} ${unsure.length === 1 ? 'waits' : 'wait'} for a choice`]),
    ...(left.length === 0
      ? []
      : [
          `${left.length} ${left.length === 1 ? 'was' : 'were'} left as ${left.length === 1 ? 'it is' : 'they are'}`,
        ]),
  ].join('; ');
}
