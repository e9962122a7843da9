/** What there is once an operation is done, in the words of who asked for it: `web01 runs on hv-04 at 10.1.0.13`. */
import type { Plan } from '../../hostlink/plan/plan.ts';

/** By verb. Without one here, a verb's last word is that every step was carried out. */
const outcomes: ReadonlyMap<string, (plan: Plan) => string> = new Map([
  [
    'create',
    ({ subject, host, steps, holds }) => {
      const boots = steps.some(({ kind }) => kind === 'zone.boot');
      const at = holds.length === 0 ? '' : ` at ${holds.join(', ')}`;
      return boots
        ? `${subject} runs on ${host}${at}`
        : `${subject} is installed on ${host}${at}, and not booted`;
    },
  ],
]);

export const outcomeOf = (plan: Plan): string | undefined => outcomes.get(plan.verb)?.(plan);
