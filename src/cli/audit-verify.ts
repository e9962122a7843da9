/**
 * zonebot audit verify [<seq>:<hash>]: reads the whole audit trail and tells each row that is not as it was written.
 * Given a head that was noted before, also whether rows were cut off since.
 */
import type { AuditHead } from '../../commands/audit/trail.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type Breach, ChainReader } from '../audit/chain.ts';
import { readStoreEnvironment } from '../env.ts';
import { printFaults } from '../print-faults.ts';
import type { AuditTable } from '../store/audit-table.ts';
import { openAudit } from '../store/open-audit.ts';
import type { CliCommand } from './cli-command.ts';

const page = 1_000;
/** A trail that was rewritten may be wrong everywhere. */
const mostTold = 20;

export const auditVerify: CliCommand = {
  path: 'audit verify',
  summary:
    'Read the audit trail and tell every row that was altered, removed or moved; with a head noted before (as it prints one), also whether the newest rows were cut off',
  usage: 'audit verify [<number>:<hash>]',
  run: async ([noted, ...more], { variables, say, complain }) => {
    const head = noted === undefined ? undefined : parseHead(noted);
    if (more.length > 0 || (noted !== undefined && head === undefined)) {
      complain('A head is written as the bot prints it: 42:9f86d081884c7d65…, all 64 digits.\n');
      return 2;
    }
    const environment = readStoreEnvironment(variables);
    if (environment.kind === 'faulty') {
      complain(printFaults(environment.faults));
      return 1;
    }
    try {
      const { audit, close } = await openAudit(environment.value);
      try {
        return report(await readAll(audit, head), say, complain);
      } finally {
        await close();
      }
    } catch (error) {
      if (!(error instanceof Diagnostic)) throw error;
      complain(printFaults([error]));
      return 1;
    }
  },
};

function parseHead(text: string): AuditHead | undefined {
  const match = /^([1-9][0-9]{0,15}):([0-9a-f]{64})$/.exec(text);
  return match === null ? undefined : { seq: Number(match[1]), hash: match[2] ?? '' };
}

type Reading = ReturnType<ChainReader['end']>;

async function readAll(audit: AuditTable, head: AuditHead | undefined): Promise<Reading> {
  const reader = new ChainReader(head);
  for (let after = 0; ; ) {
    const rows = await audit.rows(after, page);
    const last = rows.at(-1);
    if (last === undefined) return reader.end();
    for (const row of rows) reader.read(row);
    after = last.seq;
  }
}

function report(
  { head, breaches }: Reading,
  say: (text: string) => void,
  complain: (text: string) => void,
): number {
  const told = breaches.slice(0, mostTold).map((breach) => `✗ ${inWords(breach)}\n`);
  if (breaches.length > mostTold) told.push(`… and ${breaches.length - mostTold} more\n`);
  if (breaches.length > 0) {
    complain(told.join(''));
    return 1;
  }
  say(
    head.seq === 0
      ? 'The audit trail is empty.\n'
      : `✓ ${head.seq} rows, each as it was written\n  head: ${head.seq}:${head.hash}\n`,
  );
  return 0;
}

function inWords(breach: Breach): string {
  switch (breach.kind) {
    case 'missing':
      return breach.until - breach.seq === 1
        ? `row ${breach.seq} is missing`
        : `rows ${breach.seq} to ${breach.until - 1} are missing`;
    case 'altered':
      return `row ${breach.seq} was altered, or the row before it was`;
    case 'moved':
      return breach.says === undefined
        ? `row ${breach.seq} holds no record`
        : `row ${breach.seq} is the record of row ${breach.says}`;
    case 'cut':
      return `the trail was cut off: row ${breach.seq}, whose hash you noted, is not there`;
    case 'other-head':
      return `row ${breach.seq} is not the one whose hash you noted: the trail was written anew`;
    default:
      return breach satisfies never;
  }
}
