/** A command as a person would type it: for records, and for buttons that ask it again or open its form. */
import type { ArgumentTexts } from '../argument.ts';
import type { CommandMeaning } from '../define.ts';

/** What is said: a wish, or a look. */
export interface Speech {
  readonly command: Pick<CommandMeaning, 'path' | 'args'>;
  readonly texts: ArgumentTexts;
  readonly dryRun?: boolean;
  readonly reason?: string;
  /** Its answer is for all. */
  readonly share?: boolean;
}

/** Without `/zone`: `create web01 template=oi -- for Ann`. Read again it says the same. */
export function spoken({ command, texts, dryRun = false, reason, share = false }: Speech): string {
  const words = [command.path];
  let isInPlace = true;
  for (const [name, { kind }] of Object.entries(command.args)) {
    const values = texts[name] ?? [];
    if (kind === 'rest' || (kind === 'positional' && isInPlace && values.length > 0)) {
      words.push(...values.map((value) => quoted(value, bareWord)));
    } else if (values.length > 0) {
      words.push(`${name}=${values.map((value) => quoted(value, bareValue)).join(',')}`);
    }
    // A word without a key fills the first place that is left.
    if (kind === 'positional' && values.length === 0) isInPlace = false;
  }
  if (dryRun) words.push('dry-run=yes');
  if (share) words.push('share=yes');
  if (reason !== undefined) words.push(`-- ${reason}`);
  return words.join(' ');
}

/** What the lexer reads as it stands; `help` anywhere asks for help. */
const bareWord = /^(?!help$)[a-z0-9][a-z0-9._/+-]*$/i;
const bareValue = /^[a-z0-9][a-z0-9._/+:-]*$/i;
/** With those that the lexer takes for straight ones. */
const doubleQuotes = /["“”„‟]/g;
const singleQuotes = /['‘’‚‛]/;

/** No quote can be written within itself: of a text that has both, the double ones become single. */
function quoted(text: string, bare: RegExp): string {
  if (bare.test(text)) return text;
  if (text.search(doubleQuotes) === -1) return `"${text}"`;
  return singleQuotes.test(text) ? `"${text.replace(doubleQuotes, "'")}"` : `'${text}'`;
}
