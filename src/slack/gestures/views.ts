/**
 * views.open, views.push and views.update. A trigger works once and for three seconds: where Slack does not take it, the
 * person is told in words what the modal would have shown, so a refusal here is an ordinary answer.
 */
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Log } from '../../log/log.ts';
import { refusalOf } from '../web-api/call-fault.ts';
import type { SlackClients } from '../web-api/clients.ts';

/** A modal as the Web API takes it. */
export type Modal = Readonly<Record<string, unknown>>;

/** A modal that is open, as it was when its hash was made. */
export interface OpenView {
  readonly id: string;
  readonly hash: string;
}

export interface Views {
  /** @throws Diagnostic `zmgr::slack::no-modal` */
  open(triggerId: string, view: Modal): Promise<OpenView>;
  /** On top of the modal in which was pressed. @throws Diagnostic `zmgr::slack::no-modal` */
  push(triggerId: string, view: Modal): Promise<OpenView>;
  /** Undefined where the modal was closed or has changed meanwhile: then there is nothing to do. */
  update(open: OpenView, view: Modal): Promise<OpenView | undefined>;
}

export const noModal = 'zmgr::slack::no-modal';

const answer = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });

export function createViews({ interactive }: Pick<SlackClients, 'interactive'>, log: Log): Views {
  const call = async (method: string, args: Record<string, unknown>): Promise<OpenView> =>
    answer.parse(await interactive.apiCall(method, args)).view;
  const show = (method: 'views.open' | 'views.push') => async (triggerId: string, view: Modal) => {
    try {
      return await call(method, { trigger_id: triggerId, view });
    } catch (error) {
      log.warn({ method, refusal: refusalOf(error), err: error }, 'a modal was not opened');
      throw new Diagnostic({
        code: noModal,
        message: 'Slack did not open the form',
        help: 'Try again, or type the command: `/zone help` shows how.',
      });
    }
  };
  return {
    open: show('views.open'),
    push: show('views.push'),
    update: async ({ id, hash }, view) => {
      try {
        return await call('views.update', { view_id: id, hash, view });
      } catch (error) {
        log.info({ refusal: refusalOf(error) ?? 'no answer' }, 'a modal was not updated');
        return undefined;
      }
    },
  };
}
