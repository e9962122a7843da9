/** Answers in modals: to what is pressed in a modal or in an App Home, where nobody would see an answer in a channel. */
import type { MessageContent } from '../../outbox/writer.ts';
import { plain, rich, section } from '../rendering/blocks.ts';
import type { JsonObject } from '../rendering/spans.ts';
import { encodeMetadata, type PlaceMetadata } from '../rendering/view-metadata.ts';
import type { Respond } from './respond.ts';
import type { Modal, OpenView, Views } from './views.ts';

/** The callback_ids: an answer is replaced by what is pressed in it, and a choice of actions stays below. */
const titles = { answer: 'Answer', actions: 'Zone actions' } as const;

export const answerModal = (
  blocks: MessageContent['blocks'],
  place: PlaceMetadata,
  callback: keyof typeof titles = 'answer',
): Modal => ({
  type: 'modal',
  callback_id: callback,
  title: plain(titles[callback], 24),
  close: plain('Close', 24),
  private_metadata: encodeMetadata(place),
  blocks,
});

const looking: readonly JsonObject[] = [rich(section('Looking…'))];

interface Ground {
  readonly triggerId: string;
  readonly place: PlaceMetadata;
  /** The modal in which was pressed; left out in an App Home. */
  readonly below?: OpenView & { readonly callback_id: string };
}

/** An answer takes the place of an answer, and lies on top of anything else. */
export function answerView(views: Views, { triggerId, place, below }: Ground) {
  let open: OpenView | undefined;
  /** Undefined where Slack opens none. */
  const show = (blocks: MessageContent['blocks']): Promise<OpenView | undefined> => {
    const method = below === undefined ? views.open : views.push;
    return method(triggerId, answerModal(blocks, place)).catch(() => undefined);
  };
  return {
    /** At once: a trigger is short-lived, and hosts may take their time. */
    open: async (): Promise<void> => {
      open = below?.callback_id === 'answer' ? below : await show(looking);
    },
    /** What does not get into a modal is told where it was asked from. */
    respond:
      (otherwise: Respond): Respond =>
      async (asker, content, how) => {
        const shown =
          open !== undefined
            ? await views.update(open, answerModal(content.blocks, place))
            : below === undefined
              ? await show(content.blocks)
              : undefined;
        if (shown === undefined) await otherwise(asker, content, how);
      },
  };
}
