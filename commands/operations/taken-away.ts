/** What a change takes away from people, in words that need no knowledge of its steps: for whoever says yes to it. */
import type { Plan } from '../../hostlink/plan/plan.ts';

type About = Pick<Plan, 'verb' | 'subject' | 'risk'>;

/** By verb. Without one here, it is told by the risk alone. */
const losses: ReadonlyMap<string, (plan: About) => string> = new Map<
  string,
  (plan: About) => string
>([
  [
    'halt',
    ({ subject }) =>
      `${subject} stops at once, as if its power were cut, and stays down until somebody boots it`,
  ],
  [
    'shutdown',
    ({ subject }) => `${subject} stops its services, and stays down until somebody boots it`,
  ],
  [
    'destroy',
    ({ subject }) =>
      `all of ${subject} is destroyed, its files and its snapshots with it; no copy is kept`,
  ],
  ['rename', ({ subject }) => `whoever speaks of ${subject} by its name does not find it any more`],
  [
    'dhcp stop',
    () =>
      'nobody gets an address from DHCP until it is started again; who has a lease keeps it until that ends',
  ],
  ['dhcp restart', () => 'DHCP answers nobody for a moment; no lease is lost'],
  ['reboot', ({ subject }) => `${subject} is down until it has booted again`],
]);

/** `tag:web` is what is typed for all that have the tag. */
const inWords = (subject: string): string =>
  subject.startsWith('tag:') ? `each zone with the tag ${subject.slice('tag:'.length)}` : subject;

/** Undefined where nothing that is used goes away. */
export function takenAway(plan: About): string | undefined {
  const told = losses.get(plan.verb)?.({ ...plan, subject: inWords(plan.subject) });
  if (told !== undefined) return told;
  switch (plan.risk) {
    case 'routine':
      return undefined;
    case 'disruptive':
      return `What ${plan.subject} does for people is taken away for a while`;
    case 'destructive':
      return 'What is removed can not be brought back';
    default:
      return plan.risk satisfies never;
  }
}
