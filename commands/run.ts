/**
 * From a line to what is to be done about it; the storey above does it.
 *
 *     const prepared = prepare(text, verbs);          // pure: no host, no store; fit for the time before an ack
 *     switch (prepared.kind) {
 *       case 'mistake':                               // diagnosticAnswer(prepared.diagnostic)
 *       case 'read': case 'plan':                     // authorise(command), then answerRead(prepared, desk)
 *       case 'decide':                                // authorise(command), then answerRead(prepared, desk)
 *       case 'change':                                // authorise(command), then an operation of command and texts
 *     }
 *
 * Nothing here authorises: who runs a prepared command has asked before, with its command's path, role and risk. `texts`
 * is what an operation keeps (grammar/stored-arguments.ts reads it back).
 */
import { Diagnostic } from '../hostlink/diagnostic.ts';
import { guardKinds } from '../hostlink/guards/guard-kinds.ts';
import { highestRisk } from '../hostlink/steps/define-step.ts';
import { stepKinds } from '../hostlink/steps/step-kinds.ts';
import type { Answer } from './answer.ts';
import { planAnswer } from './answers/plan-answer.ts';
import type { ArgumentTexts } from './argument.ts';
import type { ChangeCommand, Command, DecideCommand, ReadCommand } from './define.ts';
import type { Desk } from './desk.ts';
import { dryRuns } from './dry-run.ts';
import { IncompleteCommand, type Wish } from './grammar/incomplete-command.ts';
import { parse } from './grammar/parse.ts';
import { needLines } from './operations/need-lines.ts';

interface Spoken {
  readonly texts: ArgumentTexts;
  /** What stands behind `--`, or in `reason=`. */
  readonly reason?: string;
  /** The line, normalised: for records. */
  readonly text: string;
}

/** The line is not understood; the diagnostic has a place in it, see grammar/caret.ts. */
export interface PreparedMistake {
  readonly kind: 'mistake';
  readonly diagnostic: Diagnostic;
  /** What was understood of a change that only lacks arguments: enough for a form that asks for them. */
  readonly wish?: Wish;
}

/** What only looks may be posted for all to see. */
interface Look extends Spoken {
  readonly share?: true;
}

export interface PreparedRead extends Look {
  readonly kind: 'read';
  readonly command: ReadCommand;
}

/** About an operation that there is: cancel, resume, unwind. It changes something, and needs no plan of its own. */
export interface PreparedDecision extends Spoken {
  readonly kind: 'decide';
  readonly command: DecideCommand;
}

/** A change to be planned and not done. It is a read, for whoever may read. */
export interface PreparedPlan extends Look {
  readonly kind: 'plan';
  readonly command: ChangeCommand;
}

export interface PreparedChange extends Spoken {
  readonly kind: 'change';
  /** It is to be done without the yes of others, for this ticket. Its reason is there. */
  readonly glass?: { readonly ticket: string };
  readonly command: ChangeCommand;
}

export type Prepared =
  | PreparedMistake
  | PreparedRead
  | PreparedDecision
  | PreparedPlan
  | PreparedChange;

/** @param sent what follows `/zone`, as the chat sends it. */
export function prepare(sent: string, commands: readonly Command[]): Prepared {
  try {
    const { command, dryRun: isDryRun, share, glass, ...said } = parse(sent, commands);
    switch (command.kind) {
      case 'read':
        return { kind: 'read', command, ...said, ...(share && { share }) };
      case 'decide':
        return { kind: 'decide', command, ...said };
      case 'change':
        return isDryRun
          ? { kind: 'plan', command, ...said, ...(share && { share }) }
          : {
              kind: 'change',
              command,
              ...said,
              ...(glass !== undefined && { glass: glassWith(glass.ticket, said.reason) }),
            };
      default:
        return command satisfies never;
    }
  } catch (error) {
    if (error instanceof IncompleteCommand)
      return { kind: 'mistake', diagnostic: error, wish: error.wish };
    if (error instanceof Diagnostic) return { kind: 'mistake', diagnostic: error };
    throw error;
  }
}

/** Characters: less is no reason that others can follow afterwards. */
const shortestReason = 20;
const longestTicket = 200;

/** @throws Diagnostic `zmgr::glass::ticket`, `zmgr::glass::reason` */
function glassWith(ticket: string | undefined, reason = ''): { readonly ticket: string } {
  const given = (ticket ?? '').trim();
  if (given === '' || given.length > longestTicket) {
    throw new Diagnostic({
      code: 'zmgr::glass::ticket',
      message: 'What is done by break-glass has a ticket, in which the emergency is kept',
      help: 'Write it among the other keys: `ticket=INC-42`.',
    });
  }
  if (reason.trim().length < shortestReason) {
    throw new Diagnostic({
      code: 'zmgr::glass::reason',
      message: `What is done by break-glass has a reason of ${shortestReason} characters or more`,
      help: 'Write behind two dashes why it can wait for nobody: `-- the mail relay is flooded, and nobody answers`.',
    });
  }
  return { ticket: given };
}

/** What a change is pressed for: its form, filled with what its words say. */
export function wishOf(prepared: Prepared): Wish | undefined {
  if (prepared.kind === 'mistake') return prepared.wish;
  if (prepared.kind !== 'change' && prepared.kind !== 'plan') return undefined;
  // A form would ask for an ordinary change.
  if (prepared.kind === 'change' && prepared.glass !== undefined) return undefined;
  const { kind, command, texts, reason } = prepared;
  return { command, texts, dryRun: kind === 'plan', ...(reason !== undefined && { reason }) };
}

/** What a button does with its words: it runs what looks, and opens the form of what changes something. */
export type Pressing = 'run' | 'form';

/** Undefined for what is only typed: decisions, and what is not understood. */
export function pressingOf(prepared: Prepared): Pressing | undefined {
  if (isPressable(prepared)) return 'run';
  return wishOf(prepared) === undefined ? undefined : 'form';
}

/** What a button may do with its words alone: look. */
export const isPressable = (prepared: Prepared): prepared is PreparedRead | PreparedPlan =>
  prepared.kind === 'read' || prepared.kind === 'plan';

/** Answers all that is not a change. @throws Diagnostic for diagnosticAnswer() */
export async function answerRead(
  prepared: PreparedRead | PreparedDecision | PreparedPlan,
  desk: Desk,
): Promise<Answer> {
  const { texts } = prepared;
  switch (prepared.kind) {
    case 'read':
    case 'decide':
      return prepared.command.answer(texts, desk);
    case 'plan': {
      const { command, reason } = prepared;
      const planned = await dryRuns(command, texts, desk);
      const answers = planned.map(({ plan, host }) => {
        const need = desk.need({
          verb: command.path,
          risk: highestRisk([command.risk, plan.risk]),
          host,
          ...(plan.tags !== undefined && { tags: plan.tags }),
          ...(reason !== undefined && { reason }),
        });
        return planAnswer(plan, { steps: stepKinds, guards: guardKinds }, needLines(need));
      });
      return {
        summary: answers.map(({ summary }) => summary).join('. '),
        parts: answers.flatMap(({ parts }) => parts),
      };
    }
    default:
      return prepared satisfies never;
  }
}
