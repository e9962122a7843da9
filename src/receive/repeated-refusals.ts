/**
 * Somebody who is refused again and again is told to the team, once an hour: a colleague who lacks a right, or an account
 * that is not in its owner's hands.
 */
import type { Answer } from '../../commands/answer.ts';
import { code, context, paragraph, person } from '../../commands/answers/parts.ts';
import type { AuditTrail } from '../../commands/audit/trail.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import type { Clock } from '../clock.ts';

/** So many within so many milliseconds are more than a slip. */
const many = 5;
const within = 10 * 60_000;
const hour = 60 * 60_000;

export interface RepeatedRefusalsParts {
  readonly trail: Pick<AuditTrail, 'count'>;
  /** Where the team sees it; once for each key. */
  readonly post: (key: string, answer: Answer) => Promise<void>;
  readonly clock: Clock;
}

/** Asked after each refusal, when it is in the trail. */
export type NoticeRefusal = (actor: ActorId) => Promise<void>;

export const repeatedRefusals =
  ({ trail, post, clock }: RepeatedRefusalsParts): NoticeRefusal =>
  async ({ team, user }) => {
    const now = clock.now();
    const since = new Date(now.getTime() - within);
    const count = await trail.count({ actor: `${team}:${user}`, event: 'refused', since });
    if (count < many) return;
    await post(`refusals:${team}:${user}:${Math.floor(now.getTime() / hour)}`, {
      summary: `⚠ Somebody was refused ${count} times within ten minutes`,
      parts: [
        paragraph('⚠ ', person(user), ` was refused ${count} times within ten minutes.`),
        context('An admin sees what it was: ', code('/zone audit event=refused since=1h')),
      ],
    });
  };
