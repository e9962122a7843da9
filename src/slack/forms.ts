/**
 * Forms in Slack: opened within three seconds from what is known, and filled up once the hosts have been looked at;
 * shown anew when another host is chosen; and what is submitted goes the way of what is typed.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Answer } from '../../commands/answer.ts';
import { diagnosticAnswer } from '../../commands/answers/diagnostic-answer.ts';
import { offers } from '../../commands/answers/parts.ts';
import type { Filled } from '../../commands/forms/read-form.ts';
import type { Wish } from '../../commands/grammar/incomplete-command.ts';
import { sentText } from '../../commands/grammar/wire.ts';
import type { PreparedChange, PreparedPlan } from '../../commands/run.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { ActorId } from '../authorise/decide.ts';
import type { MessageContent } from '../outbox/writer.ts';
import type { FormDesk, FormPlace } from '../receive/form-desk.ts';
import type { CommandRequest, FrontDesk } from '../receive/front-desk.ts';
import { type AnsweringParts, answering } from './answering.ts';
import { cut, shown } from './plain.ts';
import { formCallback, formView } from './render-form.ts';
import type { Asker } from './respond.ts';
import { askerIn, type FormMetadata, formIn, placeOf } from './view-metadata.ts';
import { filledIn, stateSchema, type ViewState } from './view-state.ts';
import type { OpenView, Views } from './views.ts';

export interface FormParts {
  readonly forms: FormDesk;
  readonly views: Views;
}

export interface Opening {
  readonly actor: ActorId;
  /** To whom, and where, the answer goes once it is submitted. */
  readonly asker: Asker;
  readonly triggerId: string;
  /** It is asked for in a modal, and lies on top of that one. */
  readonly isInModal?: boolean;
  readonly wish: Wish;
}

/**
 * Shows the form, and once more when the hosts turn out to have something else by now.
 * @throws Diagnostic `zmgr::access::…` for who may not, `zmgr::slack::no-modal`
 */
export async function openForm({ forms, views }: FormParts, opening: Opening): Promise<void> {
  const { actor, asker, triggerId, isInModal = false, wish } = opening;
  const place = { actor, channel: asker.channel };
  const metadata = metadataOf(wish, asker);
  const first = formView(await forms.form(place, wish), metadata);
  const open = await (isInModal ? views.push : views.open)(triggerId, first);
  await lookAndShow({ forms, views }, { place, wish, metadata, open, shown: first });
}

const metadataOf = ({ command }: Wish, asker: Asker): FormMetadata => ({
  command: command.path,
  ...placeOf(asker),
});

interface Shown {
  readonly place: FormPlace;
  readonly wish: Wish;
  readonly metadata: FormMetadata;
  readonly open: OpenView;
  readonly shown: unknown;
}

/** What is typed meanwhile stays, since Slack keeps what an input holds as long as it is the same input. */
async function lookAndShow({ forms, views }: FormParts, before: Shown): Promise<void> {
  const { place, wish, metadata, open, shown } = before;
  await forms.look(wish);
  const view = formView(await forms.form(place, wish), metadata);
  if (JSON.stringify(view) !== JSON.stringify(shown)) await views.update(open, view);
}

/** A form in which something was done. */
export interface FormTouched {
  readonly actor: ActorId;
  readonly view: OpenView & { readonly private_metadata: string; readonly state: ViewState };
}

/** Another host was chosen: the form offers what that one has. */
export async function showAnew({ forms, views }: FormParts, touched: FormTouched): Promise<void> {
  const { actor, view } = touched;
  const metadata = formIn(view.private_metadata);
  if (metadata === undefined) return;
  const place = { actor, channel: metadata.channel };
  const command = forms.command(metadata.command);
  if (command === undefined) return;
  const wish = forms.wishIn(command, filledIn(view.state).filled);
  const next = formView(await forms.form(place, wish), metadata);
  const open = await views.update(view, next);
  if (open === undefined) return;
  await lookAndShow({ forms, views }, { place, wish, metadata, open, shown: next });
}

/** Of a view_submission, what is believed: who, and what was filled into which form. */
const submission = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
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
    const { user, team, view } = sent.data;
    const { filled, blockIds } = filledIn(view.state);
    const read = parts.inFlight.isClosed ? restarting : readSubmission(forms, view, filled);
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
      const actor = { team: user.team_id ?? team?.id ?? '', user: user.id };
      // A view is submitted once: sent twice, it is the same operation.
      const { threadTs } = asker;
      const request = { actor, channel, threadTs, delivery: view.id, understood: read.prepared };
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
  filled: Filled,
): Submitted {
  const metadata = formIn(private_metadata);
  const command = metadata && forms.command(metadata.command);
  if (metadata === undefined || command === undefined) {
    const message = 'This form is of another release of zonebot. Close it and type the command.';
    return { kind: 'faulty', messages: new Map([['', message]]) };
  }
  const read = forms.read(command, filled);
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
