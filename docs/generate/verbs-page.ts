/** docs/verbs.md: every verb in the words of its help. */
import type { Argument } from '../../commands/argument.ts';
import type { Command } from '../../commands/define.ts';
import { argumentsOf, argumentUsage, usageOf } from '../../commands/grammar/usage.ts';

const introduction = `# Verbs

<!-- Written by \`npm run docs\` from commands/verbs.ts and the verbs themselves; edit those. -->

What can be typed after \`/zone\`. \`/zone help\` shows what of it is for you, \`/zone help <verb>\` one of them. Words in angle
brackets are yours to fill in, what stands in square brackets may be left out, and flags can be written \`--flag\` or \`flag=yes\`.`;

export function verbsPage(verbs: readonly Command[]): string {
  return `${[introduction, table(verbs), ...verbs.map(section)].join('\n\n')}\n`;
}

const table = (verbs: readonly Command[]): string =>
  [
    '| verb | what it does | for | risk |',
    '|---|---|---|---|',
    ...verbs.map(
      (verb) =>
        `| [${verb.path}](#${anchor(verb)}) | ${cell(verb.summary)} | ${verb.role} | ${riskOf(verb)} |`,
    ),
  ].join('\n');

function section(verb: Command): string {
  const args = Object.entries(argumentsOf(verb));
  return [
    `## ${verb.path}`,
    `${verb.summary}. For ${verb.role === 'anyone' ? 'anyone' : `${verb.role}s`}; ${riskInWords(verb)}.`,
    fenced([usageOf(verb)]),
    ...(args.length === 0 ? [] : [argumentTable(args)]),
    verb.examples.length === 1 ? 'Example:' : 'Examples:',
    fenced(verb.examples),
  ].join('\n\n');
}

const argumentTable = (args: readonly (readonly [string, Argument<unknown>])[]): string =>
  [
    '| argument | | |',
    '|---|---|---|',
    ...args.map(
      ([name, argument]) =>
        `| \`${argumentUsage(name, argument)}\` | ${argument.required ? 'required' : ''} | ${cell(argument.summary)} |`,
    ),
  ].join('\n');

const riskOf = (verb: Command): string => (verb.kind === 'change' ? verb.risk : '–');

function riskInWords(verb: Command): string {
  switch (verb.kind) {
    case 'read':
    case 'plan':
      return 'changes nothing';
    case 'decide':
      return 'decides about an operation';
    case 'breakglass':
      return 'does at once what others would have to approve';
    case 'change':
      return `its risk is ${verb.risk}`;
    default:
      return verb satisfies never;
  }
}

const fenced = (lines: readonly string[]): string =>
  ['```', ...lines.map((line) => `/zone ${line}`), '```'].join('\n');

/** As headings get theirs on GitHub. */
const anchor = ({ path }: Command): string => path.replaceAll(' ', '-');

const cell = (text: string): string => text.replaceAll('|', '\\|');
