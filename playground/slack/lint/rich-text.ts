/** The rich_text block, from its lists and preformatted sections down to single words. */
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

const style = object(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);

const leaves: Readonly<Record<string, ObjectShape>> = {
  text: object({ text: string(40_000) }, { style }),
  link: object({ url: string(3000) }, { text: string(40_000), unsafe: boolean, style }),
  emoji: object({ name: string() }, { unicode: string(), style, skin_tone: number() }),
  user: object({ user_id: string() }, { style }),
  usergroup: object({ usergroup_id: string() }, { style }),
  channel: object({ channel_id: string() }, { style }),
  team: object({ team_id: string() }, { style }),
  broadcast: object({ range: oneOf('here', 'channel', 'everyone') }, { style }),
  color: object({ value: string() }, { style }),
  date: object(
    { timestamp: number(), format: string() },
    { url: string(3000), fallback: string(), style },
  ),
};

const line: Shape = list(variant(() => leaves));
const border: Shape = number(0, 1);

const section = object({ elements: line });
const sections: Readonly<Record<string, ObjectShape>> = {
  rich_text_section: section,
  rich_text_list: object(
    {
      style: oneOf('bullet', 'ordered'),
      elements: list(variant(() => ({ rich_text_section: section }))),
    },
    { indent: number(0), offset: number(0), border },
  ),
  rich_text_preformatted: object({ elements: line }, { border, language: anything }),
  rich_text_quote: object({ elements: line }, { border }),
};

/** The elements of a rich_text block. */
export const richTextElements: Shape = list(
  variant(() => sections),
  undefined,
  1,
);
