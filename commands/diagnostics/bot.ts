/** The bot itself. */
import type { Explanations } from './explanation.ts';

export const botDiagnostics = {
  'zmgr::bot::bug': {
    happened:
      'The bot met something that it was not made for while it worked on an operation. What the host has begun, the host goes on with by itself.',
    remedy:
      '`/zone op show <id>` shows how far it came. Please report it, with the lines of the log that name the operation.',
  },
  'zmgr::bot::fault': {
    happened:
      'Something went wrong inside the bot that no other code describes: a fault of ours. Details are in the log alone, since they may hold anything.',
    remedy: 'Try it again. If it happens again, please report it with what the log says.',
  },
  'zmgr::bot::no-form': {
    happened:
      'A button asks for a form, and its words are of something that has none: what only looks, or decides about an operation. Nothing was done.',
    remedy: 'Type the words after `/zone`.',
  },
  'zmgr::bot::not-pressable': {
    happened:
      'A button carries words that change something. Buttons of answers only look: whoever changes something has read it and typed it, or pressed a button that names the operation. Nothing was done.',
    remedy: 'Type the words after `/zone`.',
  },
  'zmgr::bot::only-looks': {
    happened:
      'Somebody mentioned zonebot with words that change something. A mention only looks. Nothing was done.',
    remedy: 'Type the words after `/zone`, in the message field of the channel.',
  },
  'zmgr::bot::stopping': {
    happened:
      'The bot is being stopped or restarted and takes nothing new. Operations that run go on, on their hosts.',
    remedy: 'Type it again in a minute.',
  },
  'zmgr::bot::unknown-button': {
    happened:
      'The button stands on a message of another release, or was made by nobody we know. Nothing was done.',
    remedy:
      '`/zone op list` shows the operations; decide by `/zone op cancel`, `op resume` or `op unwind`.',
  },
} satisfies Explanations;
