/** What a composer may offer while somebody types: the verbs that they may use, and the keys of each. */
import type { Command } from './define.ts';
import type { Desk } from './desk.ts';
import { argumentsOf, usageOf } from './grammar/usage.ts';

export interface Completion {
  /** What is typed, `create`; it ends in a blank or in `=` where something must follow. */
  readonly text: string;
  readonly summary: string;
}

export interface VerbCompletion extends Completion {
  /** `create <zone> [template=] …` */
  readonly usage: string;
  /** `template=`, `boot=yes`: each may follow once the verb stands there. */
  readonly keys: readonly Completion[];
}

export function completions(
  commands: readonly Command[],
  may: Desk['may'],
): readonly VerbCompletion[] {
  return commands
    .filter(({ path }) => may(path).allowed)
    .map((command) => ({
      text: needsMore(command) ? `${command.path} ` : command.path,
      summary: command.summary,
      usage: usageOf(command),
      keys: Object.entries(argumentsOf(command)).flatMap(([name, { kind, summary }]) => {
        if (kind === 'flag') return [{ text: `${name}=yes`, summary }];
        return kind === 'option' || kind === 'list' ? [{ text: `${name}=`, summary }] : [];
      }),
    }));
}

const needsMore = ({ kind, args }: Command): boolean =>
  kind === 'plan' || kind === 'breakglass' || Object.values(args).some(({ required }) => required);
