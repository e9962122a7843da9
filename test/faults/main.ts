/** npm run faults: runs a campaign, says how it goes, and ends with 1 where anything leaked or a fault never fired. */
import { isClean } from './campaign.ts';
import { readCommandLine, usage } from './command-line.ts';
import { replicasMain, replicasUsage } from './replicas/main.ts';
import { leakLines, table, tryLine } from './report.ts';
import { runCampaign } from './run-campaign.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

// It has no tries: all goes on at once.
if (process.argv[2] === 'replicas') process.exit(await replicasMain(process.argv.slice(3), say));

const understood = readCommandLine(process.argv.slice(2));
if (understood.kind === 'mistake') {
  say(`${understood.message}\n\n${usage}\n\n${replicasUsage}`);
  process.exit(2);
}
const { campaign, json, ...options } = understood.wish;
const stopping = new AbortController();
const stop = () => {
  say('Stopping after this try …');
  stopping.abort();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
const outcome = await runCampaign(campaign, {
  ...options,
  signal: stopping.signal,
  onTry: (tried, number, of) => say(tryLine(tried, number, of)),
}).catch((error: unknown) => {
  if (!stopping.signal.aborted) throw error;
  process.exit(1);
});
process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : `\n${table(outcome)}\n`);
for (const line of leakLines(outcome)) say(line);
process.exit(isClean(outcome) ? 0 : 1);
