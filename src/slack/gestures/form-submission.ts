/**
 * A form that is sent: what is wrong is told at its field, in the ack; what is right goes the way of what is typed, and its
 * answer to where the form was opened.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Answer } from '../../../commands/answer.ts';
import { diagnosticAnswer } from '../../../commands/answers/diagnostic-answer.ts';
import { offers } from '../../../commands/answers/parts.ts';
import { sentText } from '../../../commands/grammar/wire.ts';
import type { PreparedChange, PreparedPlan } from '../../../commands/run.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import type { FormDesk } from '../../receive/form-desk.ts';
import type { CommandRequest, FrontDesk } from '../../receive/front-desk.ts';
import { cut, shown } from '../rendering/plain.ts';
import { formCallback } from '../rendering/render-form.ts';
import { askerIn, type FormMetadata, formIn } from '../rendering/view-metadata.ts';
import { type FilledIn, filledIn, stateSchema } from '../rendering/view-state.ts';
import { type AnsweringParts, answering } from './answering.ts';
import type { FormParts } from './forms.ts';
import { actorOf, who } from './who.ts';

/** Of a view_submission, what is believed: who, and what was filled into which form. */
const submission = who.extend({
  view: z.object({
    id: z.string(),
    root_view_id: z.string().nullish(),
    private_metadata: z.string(),
    state: stateSchema,
  }),
});

export function listenToForms(
  app: App,
  desk: FrontDesk,
  { forms }: FormParts,
  parts: AnsweringParts,
): void {
  app.view(formCallback, async ({ body, ack }) => {
    const came = performance.now();
    const sent = submission.safeParse(body);
    if (!sent.success) {
      await ack();
      parts.log.warn('a form was sent in a way that is not known');
      return;
    }
    const { user, view } = sent.data;
    const { blockIds, ...sentIn } = filledIn(view.state);
    const read = parts.inFlight.isClosed ? restarting : readSubmission(forms, view, sentIn);
    if (read.kind === 'faulty') {
      await ack({ response_action: 'errors', errors: errorsAt(read.messages, blockIds) });
      parts.onAck?.((performance.now() - came) / 1000);
      return;
    }
    const { channel } = read.metadata;
    const asker = askerIn(user.id, read.metadata);
    const delivery = {
      asker,
      ack: async (content?: MessageContent) => {
        // A form that lies on another modal takes that one along.
        await (view.root_view_id === view.id ? ack() : ack({ response_action: 'clear' }));
        if (content !== undefined) await parts.respond(asker, content);
      },
    };
    await answering(parts, delivery, () => () => {
      const request: CommandRequest = {
        actor: actorOf(sent.data),
        channel,
        threadTs: asker.threadTs,
        surface: 'form',
        // A view is submitted once: sent twice, it is the same operation.
        delivery: view.id,
        understood: read.prepared,
      };
      return taken(desk, request, parts);
    });
  });
}

type Submitted =
  | {
      readonly kind: 'good';
      readonly metadata: FormMetadata;
      readonly prepared: PreparedChange | PreparedPlan;
    }
  /** By field; what is about none stands at the first one. */
  | { readonly kind: 'faulty'; readonly messages: ReadonlyMap<string, string> };

const restarting: Submitted = {
  kind: 'faulty',
  messages: new Map([['', 'zonebot is being restarted. Send it again in a minute.']]),
};

function readSubmission(
  forms: FormDesk,
  { private_metadata }: { readonly private_metadata: string },
  { filled, from }: Pick<FilledIn, 'filled' | 'from'>,
): Submitted {
  const metadata = formIn(private_metadata);
  const command = metadata && forms.command(metadata.command);
  if (metadata === undefined || command === undefined) {
    const message = 'This form is of another release of zonebot. Close it and type the command.';
    return { kind: 'faulty', messages: new Map([['', message]]) };
  }
  const read = forms.read(command, filled, from);
  if (read.kind === 'good') return { kind: 'good', metadata, prepared: read.prepared };
  const messages = [...read.faults].map(([field, fault]) => [field, sentence(fault)] as const);
  return { kind: 'faulty', messages: new Map(messages) };
}

/** Slack shows an error at an input and nowhere else. */
function errorsAt(
  messages: ReadonlyMap<string, string>,
  blockIds: ReadonlyMap<string, string>,
): Record<string, string> {
  const [first = ''] = blockIds.values();
  return Object.fromEntries(
    [...messages].map(([field, message]) => [blockIds.get(field) ?? first, message]),
  );
}

const mostInError = 300;

const sentence = ({ message, help = '' }: Diagnostic): string =>
  cut(shown(`${message}. ${help}`.replaceAll('`', '').trim()), mostInError);

/** What can't be planned is told with a way back into the form. */
async function taken(
  desk: FrontDesk,
  request: CommandRequest,
  { log }: AnsweringParts,
): Promise<Answer | undefined> {
  try {
    return await desk.take(request);
  } catch (error) {
    if (!(error instanceof Diagnostic) || error.code.startsWith('zmgr::access::')) throw error;
    log.info({ user: request.actor.user, channel: request.channel, err: error }, 'refused');
    const answer = diagnosticAnswer(error);
    const edit = { label: 'Edit', text: sentText(request.understood.text) };
    return { ...answer, parts: [...answer.parts, offers(edit)] };
  }
}
