/**
 * Operations whose runner lives on a host, whoever started them: another bot's are seen as well. ps(1) shows the script's
 * path, as alive.sh looks for it.
 */
import { type OperationId, parseOperationId } from '../names/operation-id.ts';
import { commandFact } from '../observe/define-fact.ts';
import { command } from '../shell/command.ts';

export const livingOperations = commandFact({
  name: 'ps',
  command: command('ps', '-e', '-o', 'args='),
  parse: parseLiving,
});

export function parseLiving(stdout: string): ReadonlySet<OperationId> {
  return new Set(
    [...stdout.matchAll(/ ops\/([a-z2-7]{10})\/script /g)].flatMap(([, id]) =>
      id === undefined ? [] : [parseOperationId(id)],
    ),
  );
}
