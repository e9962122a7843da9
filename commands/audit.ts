/**
 * /zone audit [actor=] [zone=] [host=] [operation=] [event=] [since=] [until=] [limit=] [export=csv|jsonl]
 * Who did what, and who was refused. A copy is a file for the asker alone, and taking one is in the trail as well.
 */

import { counted, paragraph } from './answers/parts.ts';
import { option } from './argument.ts';
import { auditAnswer } from './audit/audit-answer.ts';
import { auditFile, auditFormats } from './audit/audit-file.ts';
import { auditEvents } from './audit/record.ts';
import type { AuditFilter } from './audit/trail.ts';
import { defineRead } from './define.ts';
import { dateOf, moment } from './grammar/types/moment.ts';
import { hostName, operationId, zoneName } from './grammar/types/names.ts';
import { oneOf } from './grammar/types/one-of.ts';
import { user } from './grammar/types/user.ts';
import { count } from './grammar/types/words.ts';

const usualLimit = 20;
/** What a file may hold: a year of a busy team. */
const mostExported = 50_000;

export const audit = defineRead({
  path: 'audit',
  summary: 'Show who asked for what, who decided, and who was refused',
  role: 'admin',
  args: {
    actor: option(user, 'only what this person did'),
    zone: option(zoneName, 'only about this zone'),
    host: option(hostName, 'only about this host'),
    operation: option(operationId, 'only about this operation'),
    event: option(oneOf('event', auditEvents), 'only this: asked, refused, voted, ended, …'),
    since: option(moment, 'from then on: 24h, 7d, or a day like 2026-11-20'),
    until: option(moment, 'only before then'),
    limit: option(count(50), `how many rows, ${usualLimit} if left out`),
    export: option(oneOf('format', auditFormats), 'a file with all rows that fit: csv or jsonl'),
  },
  examples: [
    'audit',
    'audit zone=web01 since=7d',
    'audit event=refused since=24h',
    'audit since=2026-11-01 export=csv',
  ],
  answer: async ({ actor, zone, since, until, limit = usualLimit, ...args }, desk) => {
    const { trail, now } = desk;
    const filter: AuditFilter = {
      ...(actor !== undefined && { actor: `${desk.actor.team}:${actor}` }),
      ...(zone !== undefined && { subject: zone }),
      ...(args.host !== undefined && { host: args.host }),
      ...(args.operation !== undefined && { operation: args.operation }),
      ...(args.event !== undefined && { event: args.event }),
      ...(since !== undefined && { since: dateOf(since, now) }),
      ...(until !== undefined && { until: dateOf(until, now) }),
    };
    if (args.export === undefined) {
      const [lines, found, head] = await Promise.all([
        trail.list(filter, limit),
        trail.count(filter),
        trail.head(),
      ]);
      return auditAnswer({ records: lines.map(({ record }) => record), count: found, head });
    }
    const lines = await trail.list(filter, mostExported + 1);
    const taken = lines.slice(0, mostExported).toReversed();
    await trail.append({
      event: 'exported',
      surface: 'command',
      actor: `${desk.actor.team}:${desk.actor.user}`,
      outcome: counted(taken.length, 'row'),
    });
    const all = `${counted(taken.length, 'row')} of the audit trail`;
    return {
      summary: all,
      parts: [
        paragraph(
          lines.length > taken.length
            ? `The newest ${all}, oldest first; there are more. Narrow it down with since= and until=.`
            : `${all}, oldest first.`,
        ),
      ],
      file: auditFile(taken, args.export, now),
    };
  },
});
