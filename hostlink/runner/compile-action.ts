/** Actions as calls of sh/actions.sh. Every value goes through quote(). */
import { type Command, type Elevation, elevated } from '../shell/command.ts';
import { quote, quoteAll } from '../shell/quote.ts';
import type { Action } from '../steps/define-step.ts';
import { hunkTexts } from './compile-probe.ts';

/** One shell command. */
export function compileAction(action: Action, elevation: Elevation): string {
  switch (action.kind) {
    case 'run': {
      const words = quoteAll(elevated(action.command, elevation));
      const { again, pardons, regardless, input } = action;
      const fed = input === undefined ? '' : `feed ${quote(input)} `;
      // What follows is done all the same; the step's own status stays that of the failure (see stepFunctions).
      const otherwise = regardless === true ? ' || missed=$?' : '';
      if (again === undefined && pardons === undefined)
        return `${fed}carry_out ${words}${otherwise}`;
      const { complains, seconds } = again ?? { complains: '', seconds: 0 };
      const manner = quoteAll([String(seconds), complains, pardons ?? '']);
      return `${fed}carry_out_so ${manner} ${words}${otherwise}`;
    }
    case 'create-file':
      return `create_file ${quoteAll([action.path, action.text, action.mode])}`;
    case 'remove-file':
      return `remove_file ${quoteAll([action.path, ...action.texts])}`;
    case 'create-directory':
      return `create_directory ${quoteAll([action.path, action.mode])}`;
    case 'remove-directory':
      return `remove_directory ${quoteAll([action.path])}`;
    case 'drop-line':
      return `drop_line ${quoteAll([action.path, action.line])}`;
    case 'insert-line':
      return `insert_line ${quoteAll([action.path, action.after, action.line])}`;
    case 'replace-hunks':
      return `replace_hunks ${quoteAll([action.path, ...hunkTexts(action.hunks)])}`;
    case 'put-file':
      return compilePut(action);
    case 'clear-root-file':
      return `clear_root_file ${quoteAll([action.path, action.within ?? ''])}`;
    case 'see-mounted': {
      const { path, commands, again } = action;
      const manner = quoteAll([String(again?.seconds ?? 0), again?.complains ?? '', '']);
      const calls = commands.map(
        (one) => `carry_out_so ${manner} ${quoteAll(elevated(one, elevation))}`,
      );
      return `is_mounted ${quote(path)} || { ${[...calls, `must_be_mounted ${quote(path)}`].join(' && ')}; }`;
    }
    case 'put-hunks': {
      const judge = judgeWords(action.judge);
      const places = [...judge, ...hunkTexts(action.hunks)];
      return `put_hunks ${quoteAll([action.path, action.within ?? '', String(judge.length), ...places])}`;
    }
    case 'note':
      return `note_down ${quoteAll([action.name, ...elevated(action.command, elevation)])}`;
    default:
      return action satisfies never;
  }
}

function compilePut({ from, to, judge, ...put }: Extract<Action, { kind: 'put-file' }>): string {
  const where = [put.path, put.within ?? ''];
  const words = judgeWords(judge);
  if (to === null) return `take_file ${quoteAll([...where, from ?? ''])}`;
  if (from === null)
    return `put_new_file ${quoteAll([...where, put.owner, put.mode, to, ...words])}`;
  return `put_file ${quoteAll([...where, from, to, ...words])}`;
}

const judgeWords = (judge: Command | undefined): readonly string[] => judge?.argv ?? [];

/** The file that an action writes, beside which it may leave half a file when it is killed. */
export function writtenPath(
  action: Action,
): { readonly path: string; readonly isRoots: boolean } | undefined {
  switch (action.kind) {
    case 'create-file':
    case 'drop-line':
    case 'insert-line':
    case 'replace-hunks':
      return { path: action.path, isRoots: false };
    case 'put-file':
    case 'put-hunks':
      return { path: action.path, isRoots: true };
    case 'run':
    case 'remove-file':
    case 'create-directory':
    case 'remove-directory':
    case 'note':
    case 'clear-root-file':
    case 'see-mounted':
      return undefined;
    default:
      return action satisfies never;
  }
}
