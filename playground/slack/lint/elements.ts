/**
 * Elements: what stands in blocks and can be pressed, picked or filled in.
 * https://docs.slack.dev/reference/block-kit/block-elements
 */
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
} from './shape.ts';
import { boxOption, confirm, menuOption, optionGroup, plainText, style } from './text-objects.ts';

type Shapes = Readonly<Record<string, Shape>>;
type Objects = Readonly<Record<string, ObjectShape>>;

/** Which conversations a menu offers. */
const filter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4, 1),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

/** What every interactive element may have. Slack makes an action_id up where there is none. */
const actionable: Shapes = { action_id: string(255) };
const confirmable: Shapes = { ...actionable, confirm };
const focusable: Shapes = { ...confirmable, focus_on_load: boolean };
const placeable: Shapes = { ...focusable, placeholder: plainText(150) };
const typed: Shapes = {
  ...actionable,
  focus_on_load: boolean,
  placeholder: plainText(150),
  dispatch_action_config: object(
    {},
    { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2, 1) },
  ),
};

const button = object(
  { text: plainText(75) },
  {
    ...confirmable,
    value: string(2000, 0),
    url: string(3000),
    style,
    accessibility_label: string(75),
  },
);

const options = list(menuOption, 100, 1);
const groups = list(optionGroup, 100, 1);

const menus: Objects = {
  static_select: object(
    {},
    { ...placeable, options, option_groups: groups, initial_option: menuOption },
    ['options', 'option_groups'],
  ),
  external_select: object(
    {},
    { ...placeable, initial_option: menuOption, min_query_length: number(0) },
  ),
  users_select: object({}, { ...placeable, initial_user: string() }),
  conversations_select: object(
    {},
    {
      ...placeable,
      initial_conversation: string(),
      default_to_current_conversation: boolean,
      filter,
      response_url_enabled: boolean,
    },
  ),
  channels_select: object(
    {},
    { ...placeable, initial_channel: string(), response_url_enabled: boolean },
  ),
};

const several: Shapes = { ...placeable, max_selected_items: number(1) };
const multiMenus: Objects = {
  multi_static_select: object(
    {},
    { ...several, options, option_groups: groups, initial_options: list(menuOption, 100, 1) },
    ['options', 'option_groups'],
  ),
  multi_external_select: object(
    {},
    { ...several, initial_options: list(menuOption, 100, 1), min_query_length: number(0) },
  ),
  multi_users_select: object({}, { ...several, initial_users: list(string()) }),
  multi_conversations_select: object(
    {},
    {
      ...several,
      initial_conversations: list(string()),
      default_to_current_conversation: boolean,
      filter,
    },
  ),
  multi_channels_select: object({}, { ...several, initial_channels: list(string()) }),
};

const pickers: Objects = {
  checkboxes: object(
    { options: list(boxOption, 10, 1) },
    { ...focusable, initial_options: list(boxOption, 10, 1) },
  ),
  radio_buttons: object(
    { options: list(boxOption, 10, 1) },
    { ...focusable, initial_option: boxOption },
  ),
  datepicker: object({}, { ...placeable, initial_date: string() }),
  timepicker: object({}, { ...placeable, initial_time: string(), timezone: string() }),
  datetimepicker: object({}, { ...focusable, initial_date_time: number() }),
};

const overflow: Objects = { overflow: object({ options: list(menuOption, 5, 1) }, confirmable) };

export const image = object(
  { alt_text: string(2000) },
  { image_url: string(3000), slack_file: anything },
  ['image_url', 'slack_file'],
);

/** Elements of an actions block. */
export const actionElements: Objects = {
  button,
  workflow_button: object(
    { text: plainText(75), workflow: anything },
    { ...actionable, style, accessibility_label: string(75) },
  ),
  rich_text_input: object({}, { ...typed, initial_value: anything }),
  ...menus,
  ...multiMenus,
  ...pickers,
  ...overflow,
};

/** The one element beside the text of a section. */
export const accessories: Objects = { ...actionElements, image };

/** Elements of an input block. */
export const inputElements: Objects = {
  plain_text_input: object(
    {},
    {
      ...typed,
      initial_value: string(3000, 0),
      multiline: boolean,
      min_length: number(0, 3000),
      max_length: number(1, 3000),
    },
  ),
  // Numbers go as strings here, bounds and all.
  number_input: object(
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: string(), min_value: string(), max_value: string() },
  ),
  email_text_input: object({}, { ...typed, initial_value: string() }),
  url_text_input: object({}, { ...typed, initial_value: string() }),
  rich_text_input: object({}, { ...typed, initial_value: anything }),
  file_input: object({}, { ...actionable, filetypes: list(string()), max_files: number(1, 10) }),
  ...menus,
  ...multiMenus,
  ...pickers,
};

/** Elements of a context_actions block. */
export const contextActionElements: Objects = {
  feedback_buttons: object({ positive_button: anything, negative_button: anything }, actionable),
  icon_button: object(
    { icon: string(), text: plainText(75) },
    {
      ...confirmable,
      value: string(2000, 0),
      accessibility_label: string(75),
      visible_to_user_ids: list(string()),
    },
  ),
};

/** Buttons alone: those of a card. */
export const buttons: Objects = { button };
