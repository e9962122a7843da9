/** A change, planned and not done: one look at the host, and the plan as it would be. */
import type { HostName } from '../hostlink/names/host-name.ts';
import type { Plan } from '../hostlink/plan/plan.ts';
import type { ArgumentTexts } from './argument.ts';
import type { ChangeCommand } from './define.ts';
import type { Desk } from './desk.ts';

export interface PlannedNow {
  readonly host: HostName;
  readonly plan: Plan;
}

/** @throws Diagnostic when the host can't be read or the wish can't be met. */
export const dryRun = async (
  command: ChangeCommand,
  texts: ArgumentTexts,
  desk: Desk,
): Promise<PlannedNow> => planNow(command, texts, desk, await command.host(texts, desk));

/** Of a change that is for several hosts, the plan on each. @throws Diagnostic as dryRun() does */
export async function dryRuns(
  command: ChangeCommand,
  texts: ArgumentTexts,
  desk: Desk,
): Promise<readonly PlannedNow[]> {
  const hosts = (await command.hosts?.(texts, desk)) ?? [await command.host(texts, desk)];
  return Promise.all(hosts.map((host) => planNow(command, texts, desk, host)));
}

/** On that host. @throws Diagnostic as dryRun() does */
export async function planNow(
  command: ChangeCommand,
  texts: ArgumentTexts,
  desk: Desk,
  host: HostName,
): Promise<PlannedNow> {
  const [facts, holds] = await Promise.all([
    desk.hosts.observe(host, command.facts(texts)),
    desk.operations.holds(host),
  ]);
  const plan = command.plan({
    args: texts,
    host: desk.hosts.spec(host),
    facts,
    holds,
    today: desk.now.toISOString().slice(0, 10),
  });
  return { host, plan };
}
