/** What became of all zones with a tag, once an operation about them is done. */
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { PowerVerb } from '../../hostlink/plans/zone-power-fit.ts';
import { isOfTag, zonesPowerSchema } from '../../hostlink/plans/zones-power.ts';

const done: Readonly<Record<PowerVerb, (zones: string) => string>> = {
  boot: (zones) => `${zones} run`,
  reboot: (zones) => `${zones} run anew`,
  shutdown: (zones) => `${zones} were shut down, and do not run`,
  halt: (zones) => `${zones} were halted, and do not run`,
};

/** Undefined for a plan about one zone. */
export function severalOutcome(plan: Plan): string | undefined {
  const verb = Object.keys(done).find((one): one is PowerVerb => one === plan.verb);
  if (verb === undefined || !isOfTag(plan)) return undefined;
  const { already = [], passedOver = [] } =
    zonesPowerSchema.safeParse(plan.chosen.among).data ?? {};
  const zones = plan.steps.map(({ args }) => String(args.zone));
  const changed = zones.filter((zone) => !already.includes(zone));
  return [
    `${done[verb](changed.join(', '))} on ${plan.host}`,
    ...(already.length === 0 ? [] : [`${already.join(', ')} did before`]),
    ...passedOver.map(({ zone, because }) => `${zone} was passed over: ${because}`),
  ].join('; ');
}
