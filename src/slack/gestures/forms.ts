/**
 * Forms in Slack: opened within three seconds from what is known, shown once more when the hosts turn out to have
 * something else, and anew when another host is chosen. form-submission.ts is about what is sent.
 */
import type { Wish } from '../../../commands/grammar/incomplete-command.ts';
import type { ActorId } from '../../authorise/actor-id.ts';
import type { FormDesk, FormPlace } from '../../receive/form-desk.ts';
import { formView } from '../rendering/render-form.ts';
import { type FormMetadata, formIn, placeOf } from '../rendering/view-metadata.ts';
import { filledIn, type ViewState } from '../rendering/view-state.ts';
import type { Asker } from './respond.ts';
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
  const { filled, from } = filledIn(view.state);
  const wish = forms.wishIn(command, filled, from);
  const next = formView(await forms.form(place, wish), metadata);
  const open = await views.update(view, next);
  if (open === undefined) return;
  await lookAndShow({ forms, views }, { place, wish, metadata, open, shown: next });
}
