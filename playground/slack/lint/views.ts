/** Modals and App Homes. https://docs.slack.dev/reference/views */
import { blocksOf } from './blocks.ts';
import { boolean, object, type Shape, string, variant } from './shape.ts';
import { plainText } from './text-objects.ts';

const common = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};

export const view: Shape = variant(() => ({
  modal: object(
    { title: plainText(24), blocks: blocksOf('modal') },
    {
      ...common,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
    },
  ),
  home: object({ blocks: blocksOf('home') }, common),
}));
