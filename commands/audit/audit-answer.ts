/** Rows of the audit trail for a chat, the newest first: who did what, to what, and what came of it. */
import type { Answer, Line, Span } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  paragraph,
  person,
  strong,
  time,
} from '../answers/parts.ts';
import type { AuditEvent, AuditRecord } from './record.ts';
import type { AuditHead } from './trail.ts';

export interface AuditPage {
  /** Newest first. */
  readonly records: readonly AuditRecord[];
  /** How many fit what was asked for. */
  readonly count: number;
  readonly head: AuditHead;
}

export function auditAnswer({ records, count, head }: AuditPage): Answer {
  const shown =
    records.length === count ? counted(count, 'row') : `${records.length} of ${count} rows`;
  if (count === 0) {
    return {
      summary: 'Nothing in the audit trail fits',
      parts: [paragraph('Nothing in the audit trail fits what was asked for.'), headPart(head)],
    };
  }
  return {
    summary: `Audit trail: ${shown}`,
    parts: [
      heading(`Audit trail · ${shown}`),
      bullets(records.map(recordLine)),
      ...(records.length < count
        ? [paragraph('Narrow it down, or take it whole as a file with ', code('export=csv'), '.')]
        : []),
      headPart(head),
    ],
  };
}

/** Whoever notes it can tell later that nothing was cut off. */
const headPart = ({ seq, hash }: AuditHead) =>
  seq === 0
    ? context('The trail is empty.')
    : context(
        'The newest row is ',
        code(`${seq}:${hash}`),
        '. Note it elsewhere: ',
        code('npx zonebot audit verify'),
        ' with it tells later whether anything was altered or cut off.',
      );

/** `12 · today 10:14 · @olga asked: destroy web01 on hv-04 (button) · rule …` */
function recordLine(record: AuditRecord): Line {
  const { seq, at, actor, event, verb, subject, host, operation, outcome, because, rule } = record;
  const what = [verb, subject].filter((word) => word !== undefined).join(' ');
  const details: readonly (Span | undefined)[] = [
    outcome !== undefined && event !== 'refused' ? outcome : undefined,
    because,
    rule,
    record.reason === undefined ? undefined : `“${record.reason}”`,
  ];
  return [
    `${seq} · `,
    time(new Date(at)),
    ' · ',
    ...(actor === undefined ? ['zonebot'] : [person(userOf(actor))]),
    ' ',
    strong(words[event]),
    ...(what === '' ? [] : [' ', what]),
    ...(host === undefined ? [] : [` on ${host}`]),
    ...details.flatMap((detail): readonly Span[] => (detail === undefined ? [] : [' · ', detail])),
    ...(operation === undefined ? [] : [' · ', code(operation)]),
  ];
}

/** Of `team:user`. */
const userOf = (actor: string): string => actor.slice(actor.indexOf(':') + 1);

const words: Readonly<Record<AuditEvent, string>> = {
  configured: 'began with a configuration',
  asked: 'asked for',
  refused: 'was refused',
  planned: 'planned',
  waits: 'asks people about',
  voted: 'voted on',
  'glass-broken': 'broke the glass for',
  'glass-reviewed': 'reviewed',
  'glass-closed': 'was reviewed by enough people:',
  'glass-overdue': 'is overdue for its review:',
  directed: 'directed',
  started: 'began',
  stopped: 'came to a halt with',
  ended: 'ended',
  restored: 'was read back from its host:',
  exported: 'took a copy of the trail',
};
