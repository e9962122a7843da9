/** How one command is typed: usage, arguments, examples, what it risks, and whether this person may. */
import type { Answer, Line } from '../answer.ts';
import type { Command } from '../define.ts';
import type { Desk } from '../desk.ts';
import { argumentsOf, argumentUsage, usageOf } from '../grammar/usage.ts';
import { bullets, code, context, heading, paragraph, preformatted, strong } from './parts.ts';

export function commandHelp(command: Command, verdict: ReturnType<Desk['may']>): Answer {
  const args = Object.entries(argumentsOf(command));
  return {
    summary: `/zone ${usageOf(command)} – ${command.summary}`,
    parts: [
      heading(command.path),
      paragraph(`${command.summary}.`),
      preformatted(`/zone ${usageOf(command)}`),
      ...(args.length === 0
        ? []
        : [
            bullets(
              args.map(
                ([name, argument]): Line => [
                  code(argumentUsage(name, argument)),
                  ` – ${argument.summary}`,
                ],
              ),
            ),
          ]),
      paragraph(strong(command.examples.length === 1 ? 'Example' : 'Examples')),
      preformatted(command.examples.map((example) => `/zone ${example}`).join('\n')),
      context(`${riskOf(command)} · ${roleOf(command)} · ${verdictOf(verdict)}`),
    ],
  };
}

function riskOf(command: Command): string {
  switch (command.kind) {
    case 'read':
    case 'plan':
      return 'Changes nothing';
    case 'decide':
      return 'Decides about an operation';
    case 'breakglass':
      return 'Does at once what others would have to approve; it is reviewed afterwards';
    case 'change':
      return `Risk: ${command.risk}`;
    default:
      return command satisfies never;
  }
}

const roleOf = ({ role }: Command): string => (role === 'anyone' ? 'for anyone' : `for ${role}s`);

const verdictOf = ({ allowed, because }: ReturnType<Desk['may']>): string =>
  `${allowed ? 'You may' : 'You may not'}: ${because}`;
