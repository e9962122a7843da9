/**
 * How a command is typed, in one line: `create <zone> [template=] [boot=]`. Flags too are shown as `key=`, which no
 * telephone turns into a dash.
 */
import type { Argument, Arguments } from '../argument.ts';
import { option, toggle } from '../argument.ts';
import type { Command } from '../define.ts';
import { text, word } from './types/words.ts';

/** Besides its own, each change takes these. */
export const changeArguments = {
  'dry-run': toggle('show the plan and change nothing'),
  reason: option(text, 'why, for those who read about it later'),
} satisfies Arguments;

/** A change that is done by break-glass takes these; its reason is not left out. */
export const breakGlassArguments = {
  ticket: option(word('ticket'), 'where the emergency is kept: a ticket, an incident'),
  reason: option(text, 'why it can wait for nobody, in 20 characters or more; also behind --'),
} satisfies Arguments;

/** Each look takes this. */
export const lookArguments = {
  share: toggle('post the answer in the channel, for all to see'),
} satisfies Arguments;

/** All arguments that a command takes, its own first. */
export function argumentsOf({ kind, args }: Command): Arguments {
  switch (kind) {
    case 'change':
      return { ...args, ...changeArguments };
    case 'read':
      return { ...args, ...lookArguments };
    case 'decide':
    case 'plan':
    case 'breakglass':
      return args;
    default:
      return kind satisfies never;
  }
}

export function usageOf({ path, args, kind }: Command): string {
  if (kind === 'breakglass') return `${path} <change …> ticket= -- <why>`;
  const parts = Object.entries(args).map(([name, argument]) => usageOfArgument(name, argument));
  if (kind === 'plan') parts.push('<change …>');
  return [path, ...parts].join(' ');
}

/** What must follow it; `…` where more may: `create <zone> …`. For overviews. */
export function shortUsageOf({ path, args, kind }: Command): string {
  const all = Object.entries(args);
  const needed = all.filter(([, { required }]) => required);
  return [
    path,
    ...needed.map(([name, argument]) => usageOfArgument(name, argument)),
    ...(kind === 'plan' || kind === 'breakglass'
      ? ['<change …>']
      : needed.length < all.length
        ? ['…']
        : []),
  ].join(' ');
}

/** One argument as it is typed: `<zone>`, `host=<host>`. */
export function argumentUsage(name: string, { kind, type }: Argument<unknown>): string {
  switch (kind) {
    case 'positional':
      return `<${name}>`;
    case 'rest':
      return `<${type.placeholder}> …`;
    case 'option':
      return `${name}=<${type.placeholder}>`;
    case 'list':
      return `${name}=<${type.placeholder}>,…`;
    case 'flag':
      return `${name}=${type.placeholder}`;
    default:
      return kind satisfies never;
  }
}

/** In a usage line a key stands for itself; its value's shape is told in the list of arguments. */
function usageOfArgument(name: string, argument: Argument<unknown>): string {
  const { kind, required } = argument;
  const isWord = kind === 'positional' || kind === 'rest';
  const usage = isWord ? argumentUsage(name, argument) : `${name}=`;
  return required ? usage : `[${usage}]`;
}
