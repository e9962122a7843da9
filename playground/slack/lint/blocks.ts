/**
 * Blocks, and which surface takes which. Limits: types of @slack/types 3.2.0 and
 * https://docs.slack.dev/reference/block-kit/blocks
 */
import {
  accessories,
  actionElements,
  buttons,
  contextActionElements,
  image,
  inputElements,
} from './elements.ts';
import { richTextElements } from './rich-text.ts';
import {
  anything,
  boolean,
  list,
  number,
  type ObjectShape,
  object,
  oneOf,
  type Shape,
  string,
  variant,
} from './shape.ts';
import { mrkdwn, plainText, text } from './text-objects.ts';

export type Surface = 'message' | 'modal' | 'home';

/** Every block may have an id; Slack makes one up where there is none. */
const block = (
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
  either?: readonly string[],
): ObjectShape => object(required, { ...optional, block_id: string(255) }, either);

const section = block(
  {},
  {
    text: text(3000),
    fields: list(text(2000), 10, 1),
    accessory: variant(() => accessories),
    expand: boolean,
  },
  ['text', 'fields'],
);

const header = block({ text: plainText(150) }, { level: number(1, 4) });

const contextElements = {
  plain_text: object({ text: string(3000) }, { emoji: boolean }),
  mrkdwn: object({ text: string(3000) }, { verbatim: boolean }),
  image,
};

const tableCell = variant(() => ({
  rich_text: object({ elements: richTextElements }, { block_id: string(255) }),
  raw_text: object({ text: string(40_000) }),
  raw_number: object({ value: number(), text: string(40_000) }),
}));

const card = block(
  {},
  {
    hero_image: variant(() => ({ image })),
    icon: anything,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(variant(() => buttons)),
  },
  ['hero_image', 'title', 'actions', 'body'],
);

const basic: Readonly<Record<string, ObjectShape>> = {
  section,
  header,
  divider: block({}),
  context: block({
    elements: list(
      variant(() => contextElements),
      10,
      1,
    ),
  }),
  actions: block({
    elements: list(
      variant(() => actionElements),
      25,
      1,
    ),
  }),
  image: block(
    { alt_text: string(2000) },
    { title: plainText(2000), image_url: string(3000), slack_file: anything },
    ['image_url', 'slack_file'],
  ),
  input: block(
    { label: plainText(2000), element: variant(() => inputElements) },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: block({ elements: richTextElements }),
  video: block(
    {
      video_url: string(3000),
      thumbnail_url: string(3000),
      alt_text: string(2000),
      title: plainText(199),
    },
    {
      title_url: string(3000),
      author_name: string(49),
      provider_name: string(),
      provider_icon_url: string(3000),
      description: plainText(200),
    },
  ),
};

const table = block(
  { rows: list(list(tableCell, 20, 1), 100, 1) },
  { column_settings: list(anything, 20) },
);

/** What only messages take. `file` cannot be sent: it only shows up in what is read. */
const messageOnly: Readonly<Record<string, ObjectShape>> = {
  markdown: block({ text: string(12_000) }),
  table,
  data_table: block(
    { rows: list(list(tableCell, undefined, 1), undefined, 1), caption: string() },
    { page_size: number(1, 100), row_header_column_index: number(0) },
  ),
  card,
  context_actions: block({
    elements: list(
      variant(() => contextActionElements),
      5,
      1,
    ),
  }),
  container: block(
    {
      child_blocks: list(
        variant(() => contained),
        10,
        1,
      ),
    },
    {
      title: plainText(150),
      rich_text_title: anything,
      subtitle: text(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: anything,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
    ['title', 'rich_text_title'],
  ),
  task_card: block(
    {
      task_id: string(),
      title: string(),
      status: oneOf('pending', 'in_progress', 'complete', 'error'),
    },
    { details: anything, output: anything, sources: anything },
  ),
  plan: block({ title: string() }, { tasks: list(anything) }),
};

const contained = { ...basic, table };
const carousel = block({
  elements: list(
    variant(() => ({ card })),
    10,
    1,
  ),
});

const bySurface: Readonly<Record<Surface, Readonly<Record<string, ObjectShape>>>> = {
  message: { ...basic, ...messageOnly, carousel },
  modal: {
    ...basic,
    alert: block(
      { text: text(3000) },
      { level: oneOf('default', 'info', 'warning', 'error', 'success') },
    ),
  },
  home: { ...basic, carousel, card },
};

const most: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** The `blocks` of a surface. */
export const blocksOf = (surface: Surface): Shape =>
  list(
    variant(() => bySurface[surface]),
    most[surface],
  );
