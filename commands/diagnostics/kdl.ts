/** KDL files, the bot's configuration and the registry's. Each message has the line and a mark under the place. */
import type { Explanations } from './explanation.ts';

export const kdlDiagnostics = {
  'zmgr::kdl::arguments': {
    happened: 'A node has too few or too many values.',
    remedy: 'Write it with the number of values that the message names.',
  },
  'zmgr::kdl::duplicate': {
    happened:
      "Something stands twice that can stand only once, and it can't be told which one is meant.",
    remedy: 'Keep one of the two; `/-` before the other makes it a comment.',
  },
  'zmgr::kdl::edit': {
    happened:
      'The bot would have to touch what people wrote around the place that it edits. It did not write anything.',
    remedy: 'Put each node on a line of its own, and ask again.',
  },
  'zmgr::kdl::missing': {
    happened: 'A node or property is missing, without which the file means nothing.',
    remedy: 'Add it as the message says.',
  },
  'zmgr::kdl::syntax': {
    happened: 'The file is not KDL, from the marked place on.',
    remedy:
      'Mend it there. A string needs closing quotes and a block its brace; true, false and null are written `#true`, `#false`, `#null`.',
  },
  'zmgr::kdl::type': {
    happened: 'A value is of another type than is meant.',
    remedy:
      'Write it as the message says; numbers stand without quotes, `#true` and `#false` with a #.',
  },
  'zmgr::kdl::unknown': {
    happened: 'A node or property stands where it means nothing, perhaps by a slip of the pen.',
    remedy: 'Write the name that the message offers, or remove it.',
  },
} satisfies Explanations;
