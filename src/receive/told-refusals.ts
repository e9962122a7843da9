/**
 * Tells the audit trail of everybody who was refused: what they wanted, and by which rule not. They are refused all the
 * same where the trail can't be written, and whoever looks after the bot reads of it in the log.
 */

import type { AuditEntry } from '../../commands/audit/record.ts';
import type { Surface } from '../../commands/surface.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import { appHome } from '../authorise/app-home.ts';
import type { Log } from '../log/log.ts';
import { type FrontDesk, surfaceOf } from './front-desk.ts';
import type { NoticeRefusal } from './repeated-refusals.ts';

export interface RefusalParts {
  readonly append: (entry: AuditEntry) => Promise<unknown>;
  readonly notice: NoticeRefusal;
  readonly log: Log;
}

interface Wanted extends Pick<AuditEntry, 'verb' | 'command' | 'operation'> {
  readonly actor: ActorId;
  readonly channel: string;
  readonly surface: Surface;
}

export function tellingRefusals(desk: FrontDesk, { append, notice, log }: RefusalParts): FrontDesk {
  const tell = async (wanted: Wanted, refusal: Diagnostic): Promise<void> => {
    try {
      await append(entryOf(wanted, refusal));
      await notice(wanted.actor);
    } catch (failure) {
      log.error({ err: failure, user: wanted.actor.user }, 'a refusal was not told');
    }
  };
  const telling = async <T>(wanted: Wanted, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Diagnostic && isRefusal(error)) await tell(wanted, error);
      throw error;
    }
  };
  return {
    ...desk,
    take: (request) => {
      const { actor, channel, surface, understood } = request;
      const { command, text } = understood;
      const wanted = { actor, channel, surface, verb: command.path, command: text };
      return telling(wanted, () => desk.take(request));
    },
    press: (request) => {
      const { actor, channel, action, operation } = request;
      const surface = surfaceOf(request);
      const wanted = { actor, channel, surface, verb: action, operation } as const;
      return telling(wanted, () => desk.press(request));
    },
    ballot: (request) => {
      const { actor, channel, decision, operation } = request;
      const surface = surfaceOf(request);
      const wanted = { actor, channel, surface, verb: decision, operation } as const;
      return telling(wanted, () => desk.ballot(request));
    },
    details: (request) => {
      const { actor, channel, operation } = request;
      const surface = surfaceOf(request);
      const wanted = { actor, channel, surface, verb: 'details', operation } as const;
      return telling(wanted, () => desk.details(request));
    },
    thingsIn: (request) => {
      const { actor, channel } = request;
      const wanted = { actor, channel, surface: 'shortcut' } as const;
      return telling(wanted, () => desk.thingsIn(request));
    },
  };
}

/** What authorise() and the rules of approval say no with. */
const isRefusal = ({ code }: Diagnostic): boolean => /^zmgr::(access|approval|glass)::/.test(code);

const entryOf = (
  { actor, channel, ...wanted }: Wanted,
  { code, message, location }: Diagnostic,
): AuditEntry => ({
  event: 'refused',
  actor: `${actor.team}:${actor.user}`,
  ...(channel !== appHome && { channel }),
  ...wanted,
  outcome: code,
  because: message,
  ...(location !== undefined && { rule: `${location.source}:${location.line}` }),
});
