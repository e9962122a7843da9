/** A person of the chat: mentioned, or by id. Never a name, which anybody can take. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { referenceOf } from '../reference.ts';

export const user: ArgumentType<string> = {
  placeholder: 'person',
  parse: (text) => {
    const reference = referenceOf(text);
    if (reference?.kind === 'user') return reference.id;
    if (/^[UW][A-Z0-9]{2,20}$/.test(text)) return text;
    throw new Diagnostic({
      code: 'zmgr::command::bad-person',
      message: `"${text.slice(0, 80)}" is nobody of this chat`,
      help: 'Mention them with @, or write their id, like U024BE7LH.',
    });
  },
};
