/** blocks.validate: what the linter finds in some blocks, a message or a view, with no more done. */
import type { Json } from '../../json.ts';
import { isObject } from '../../json.ts';
import type { Issue } from '../../lint/issue.ts';
import { lintMessage, lintView } from '../../lint/lint.ts';
import { ApiError, type Arguments, invalidArguments, nested } from '../call.ts';
import type { Method } from '../method.ts';

const kinds = ['blocks', 'message', 'view'] as const;
type Kind = (typeof kinds)[number];

export const blocksValidate: Method = {
  name: 'blocks.validate',
  token: 'bot',
  scopes: [],
  accepts: kinds,
  answer: (args) => {
    const kind = oneOf(args);
    const issues = issuesIn(kind, nested(args, kind, 'invalid_json'));
    if (issues.length === 0) return {};
    throw new ApiError(`invalid_${kind}`, {
      // Pointers begin at what was given; the codes are the linter's own: Slack's are not published.
      errors: issues.map(({ pointer, code, message }) => ({
        pointer: pointer.replace(/^\/(?:blocks|view)/, kind === 'message' ? '$&' : ''),
        code,
        message,
      })),
    });
  },
};

function oneOf(args: Arguments): Kind {
  const [kind, ...others] = kinds.filter((name) => args[name] !== undefined);
  if (kind !== undefined && others.length === 0) return kind;
  throw invalidArguments('provide exactly one of `blocks`, `view`, or `message`');
}

function issuesIn(kind: Kind, value: Json | undefined): readonly Issue[] {
  switch (kind) {
    case 'blocks':
      return lintMessage({ blocks: value });
    case 'message':
      return lintMessage(isObject(value) ? value : {});
    case 'view':
      return lintView(value);
    default:
      return kind satisfies never;
  }
}
