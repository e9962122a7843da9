/** `npm run faults -- replicas`: says how it goes on standard error, and what came of it on standard output. */
import { parseArgs } from 'node:util';
import { adoptionLimit, type ReplicasOutcome, runReplicas } from './run.ts';
import { quick, whole } from './size.ts';

export const replicasUsage =
  '  replicas  three bots on one PostgreSQL, killed and stopped every few seconds: [--quick] [--seed=n] [--json]';

/** @returns the exit status */
export async function replicasMain(
  argv: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const begun = performance.now();
  const at = () => `${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s`;
  const outcome = await runReplicas(values.quick ? quick : whole, Number(values.seed), (line) =>
    say(`${at()}  ${line}`),
  );
  process.stdout.write(
    values.json ? `${JSON.stringify(outcome, null, 2)}\n` : `\n${figures(outcome)}\n`,
  );
  for (const found of outcome.findings) say(found);
  return outcome.findings.length === 0 ? 0 : 1;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function figures({
  struck,
  size,
  done,
  turnedAway,
  lived,
  shown,
  findings,
  seed,
}: ReplicasOutcome) {
  const times = (kind: 'killed' | 'stopped') => {
    const all = struck
      .filter((one) => one.kind === kind)
      .flatMap(({ adoptions }) => adoptions)
      .toSorted((a, b) => a - b);
    const median = all[Math.floor(all.length / 2)];
    const slowest = all.at(-1);
    if (median === undefined || slowest === undefined) return 'none adopted';
    return `${all.length} adopted, median ${seconds(median)}, slowest ${seconds(slowest)}`;
  };
  const count = (kind: 'killed' | 'stopped') => struck.filter((one) => one.kind === kind).length;
  return [
    `seed ${seed}: ${size.bots} bots, ${size.hosts} hosts, ${size.zones} zones`,
    `${done} operations carried out, ${turnedAway} that were typed twice turned away`,
    `${count('killed')} times a bot was killed: ${times('killed')}`,
    `${count('stopped')} times a bot was stopped: ${times('stopped')}`,
    `all zones were through after ${seconds(lived)}, Slack showed it after ${seconds(shown)}`,
    `limit for an adoption: ${seconds(adoptionLimit)}; ${findings.length} findings`,
  ].join('\n');
}
