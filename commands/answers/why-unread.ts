/** Why a detail can't be read, in one sentence without its end: what happened, and what the tool itself said. */
import { causeChain, type Diagnostic } from '../../hostlink/diagnostic.ts';

const mostSaid = 200;

export function whyUnread({ message, cause }: Diagnostic): string {
  const [root] = causeChain(cause).toReversed();
  const said = root?.message.split('\n')[0]?.slice(0, mostSaid) ?? '';
  return said === '' ? message : `${message} (${said})`;
}
