/**
 * zonebot store rebuild [host …]: after the loss of the database, puts back what the hosts' journals tell of operations.
 * What is in the database already stays as it is, so that it may be run again, and beside bots that work with PostgreSQL.
 */
import { randomBytes } from 'node:crypto';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { guardKinds } from '../../hostlink/guards/guard-kinds.ts';
import { parseHostName } from '../../hostlink/names/host-name.ts';
import { HostLinks } from '../../hostlink/ssh/hosts.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config/load.ts';
import { readConfigEnvironment, readStoreEnvironment } from '../env.ts';
import { createLog } from '../log/log.ts';
import { titlesOf } from '../operations/host-runs.ts';
import { type Rebuilt, rebuildFrom } from '../operations/rebuild.ts';
import { printFaults } from '../print-faults.ts';
import { cardKey } from '../receive/operation-outputs.ts';
import { openRestore } from '../store/open-restore.ts';
import type { CliCommand } from './cli-command.ts';

export const storeRebuild: CliCommand = {
  path: 'store rebuild',
  summary:
    "After the loss of the database: put back what the hosts' journals tell of operations, of all hosts or of those named; what the database has stays as it is",
  usage: 'store rebuild [host …]',
  run: async (words, { variables, say, complain }) => {
    const config = loadConfig(readConfigEnvironment(variables));
    const place = readStoreEnvironment(variables);
    const wrong = [config, place].flatMap((one) => (one.kind === 'faulty' ? one.faults : []));
    if (config.kind === 'faulty' || place.kind === 'faulty') {
      complain(printFaults(wrong));
      return 1;
    }
    const links = new HostLinks(config.value.hosts, {
      now: systemClock.now,
      random: Math.random,
    });
    try {
      const chosen = words.length === 0 ? links.names : words.map(parseHostName);
      const hosts = chosen.map((name) => links.link(name));
      const log = createLog({ level: 'silent', write: () => {} });
      const { restore, close } = await openRestore(place.value, log);
      let isWhole = true;
      try {
        for (const link of hosts) {
          const { name } = link.spec;
          const rebuilt = await rebuildFrom(
            {
              restore,
              titles: titlesOf(stepKinds, guardKinds),
              mark: () => randomBytes(16).toString('hex'),
              cardKey,
              now: systemClock.now,
            },
            link,
          ).catch((error: unknown): Rebuilt => {
            if (!(error instanceof Diagnostic) || error.code.startsWith('zmgr::store::'))
              throw error;
            return { restored: [], known: 0, faults: [error] };
          });
          say(report(name, rebuilt));
          if (rebuilt.faults.length > 0) complain(printFaults(rebuilt.faults));
          isWhole &&= rebuilt.faults.length === 0;
        }
      } finally {
        await close();
      }
      say(
        'A bot that runs takes up within a minute what is under way; one that is started, at once.\n',
      );
      return isWhole ? 0 : 1;
    } catch (error) {
      if (!(error instanceof Diagnostic)) throw error;
      complain(printFaults([error]));
      return 1;
    } finally {
      await links.close();
    }
  },
};

function report(host: string, { restored, known, faults }: Rebuilt): string {
  const counts = new Map<string, number>();
  for (const { state } of restored) {
    const word = state === 'queued' ? 'running' : state;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const each = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  const mark = faults.length === 0 ? '✓' : '✗';
  return [
    `${mark} ${host}: ${restored.length} put back${each === '' ? '' : ` (${each})`}, ${known} known already`,
    ...restored
      .filter(({ endedAt }) => endedAt === undefined)
      .map(({ id, command, state }) =>
        state === 'queued'
          ? `  ${id}  ${command}: its host is at work on it`
          : `  ${id}  ${command}: ${state}; /zone op show ${id} says what can be done`,
      ),
    '',
  ].join('\n');
}
