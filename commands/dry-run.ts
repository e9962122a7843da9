/** A change, planned and not done: one look at the host, and the plan as it would be. */
import type { Plan } from '../hostlink/plan/plan.ts';
import type { ArgumentTexts } from './argument.ts';
import type { ChangeCommand } from './define.ts';
import type { Desk } from './desk.ts';

/** @throws Diagnostic when the host can't be read or the wish can't be met. */
export async function dryRun(
  command: ChangeCommand,
  texts: ArgumentTexts,
  desk: Desk,
): Promise<Plan> {
  const host = await command.host(texts, desk);
  const [facts, holds] = await Promise.all([
    desk.hosts.observe(host, command.facts(texts)),
    desk.operations.holds(host),
  ]);
  return command.plan({
    args: texts,
    host: desk.hosts.spec(host),
    facts,
    holds,
    today: desk.now.toISOString().slice(0, 10),
  });
}
