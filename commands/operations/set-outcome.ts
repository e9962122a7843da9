/** What holds once something of a zone was set, and from when on: what runs keeps its limits until it boots again. */
import { z } from 'zod';
import { limitNamed } from '../../hostlink/illumos/zone-limits.ts';
import { settingChange } from '../../hostlink/illumos/zone-settings.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { entryEdit } from '../../hostlink/steps/entry-edit.ts';
import { zoneCapMemory } from '../../hostlink/steps/zone-cap-memory.ts';
import { zoneSet } from '../../hostlink/steps/zone-set.ts';

/** When what was set begins to hold. */
export interface SetEffects {
  /** At once: what the entry says. */
  readonly now: readonly string[];
  /** With the next boot of the zone. */
  readonly zoneBoot: readonly string[];
  /** With the next boot of the host. */
  readonly hostBoot: readonly string[];
}

const settings = z.object({ changes: z.array(settingChange) });
const said = z.object({
  changes: z.array(z.object({ name: z.string(), to: z.array(z.string()) })),
});

/** Of steps of another shape, which are another release's, nothing is told. */
export function setEffects({ steps }: Pick<Plan, 'steps'>): SetEffects {
  const argsOf = <T>(kind: string, schema: z.ZodType<T>): readonly T[] =>
    steps.flatMap((step) => {
      const parsed = schema.safeParse(step.args);
      return step.kind === kind && parsed.success ? [parsed.data] : [];
    });
  const changed = argsOf(zoneSet.kind, settings).flatMap(({ changes }) => changes);
  return {
    now: argsOf(entryEdit.kind, said).flatMap(({ changes }) => changes.map(({ name }) => name)),
    zoneBoot: [
      ...changed.flatMap((one) =>
        one.kind === 'control' ? [limitNamed(one.control) ?? one.control] : [],
      ),
      ...(steps.some(({ kind }) => kind === zoneCapMemory.kind) ? ['memory'] : []),
    ],
    hostBoot: changed.some(({ kind }) => kind === 'autoboot') ? ['autoboot'] : [],
  };
}

export function setOutcome(plan: Plan): string {
  const { subject, host } = plan;
  const { now, zoneBoot, hostBoot } = setEffects(plan);
  const parts = [
    ...(now.length === 0 ? [] : [`${now.join(', ')} from now on`]),
    ...(zoneBoot.length === 0
      ? []
      : [
          `${zoneBoot.join(', ')} from the next boot of ${subject} on: /zone reboot ${host}/${subject}`,
        ]),
    ...(hostBoot.length === 0 ? [] : [`${hostBoot.join(', ')} from the next boot of ${host} on`]),
  ];
  return `What was set of ${subject} on ${host} holds: ${parts.join('; ')}`;
}
