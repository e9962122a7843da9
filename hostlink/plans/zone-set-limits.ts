/** Which limits of a zone become others, as changes of its configuration. */
import { Diagnostic } from '../diagnostic.ts';
import type { Distribution } from '../illumos/os-release.ts';
import type { ControlValue } from '../illumos/resource-control.ts';
import { capsOf } from '../illumos/zone-caps.ts';
import type { ZoneConfiguration } from '../illumos/zone-configuration.ts';
import { type LimitName, limitNames, limits, valuesOf } from '../illumos/zone-limits.ts';
import { controlIn, type SettingChange } from '../illumos/zone-settings.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { refuseBelowLeast, refuseLockedAbove } from './limit-rules.ts';

export interface LimitsWish {
  readonly zone: ZoneName;
  readonly limits: Readonly<Partial<Record<LimitName, number | null>>>;
}

export interface LimitChanges {
  readonly controls: readonly SettingChange[];
  /** Where memory is capped by capped-memory itself; see steps/zone-cap-memory.ts. */
  readonly memory?: {
    readonly from: number | null;
    readonly to: number | null;
    readonly beside: boolean;
  };
}

/** @throws Diagnostic `zmgr::zone::dedicated-cpu`, `zmgr::zone::too-little`, `zmgr::zone::odd-control` */
export function limitChanges(
  wish: LimitsWish,
  configuration: ZoneConfiguration,
  distribution: Distribution,
): LimitChanges {
  const wished = limitNames.filter((name) => wish.limits[name] !== undefined);
  refuseBesideDedicated(wish, configuration);
  // OmniOS alone has a control for it; capped-memory's own `physical` becomes that there.
  const isCapped = (name: LimitName) => name === 'memory' && distribution !== 'omnios';
  const controls = wished
    .filter((name) => !isCapped(name))
    .flatMap((name): readonly SettingChange[] => {
      const { control } = limits[name];
      const from = valuesNow(wish.zone, configuration, control);
      const to = valuesOf(name, wish.limits[name] ?? undefined);
      const isSame = JSON.stringify(from) === JSON.stringify(to);
      return isSame ? [] : [{ kind: 'control', control, from, to }];
    });
  refuseTooLittle(wish, configuration);
  const { memory: to } = wish.limits;
  const from = capsOf(configuration).memory ?? null;
  if (to === undefined || !isCapped('memory') || to === from) return { controls };
  const stands = (name: LimitName) => {
    const change = controls.find(
      (one) => one.kind === 'control' && one.control === limits[name].control,
    );
    const values =
      change?.kind === 'control'
        ? change.to
        : valuesNow(wish.zone, configuration, limits[name].control);
    return values.length > 0;
  };
  return { controls, memory: { from, to, beside: stands('swap') || stands('locked') } };
}

function valuesNow(
  zone: ZoneName,
  configuration: ZoneConfiguration,
  control: string,
): readonly ControlValue[] {
  try {
    return controlIn(configuration, control);
  } catch (cause) {
    throw new Diagnostic({
      code: 'zmgr::zone::odd-control',
      message: `The control ${control} of ${zone} has values that could not be written again`,
      help: `Look at it on the host: \`zonecfg -z ${zone} info rctl name=${control}\`.`,
      cause,
    });
  }
}

/** zonecfg knows processors of a zone's own beside no share of the others. */
function refuseBesideDedicated(
  { zone, limits: wished }: LimitsWish,
  configuration: ZoneConfiguration,
): void {
  const { dedicatedCpus } = capsOf(configuration);
  const name = (['cpu-cap', 'cpu-shares'] as const).find((one) => typeof wished[one] === 'number');
  if (dedicatedCpus === undefined || name === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::dedicated-cpu',
    message: `${zone} has ${dedicatedCpus} processors of its own, beside which there can be no ${name}`,
    help: `Take them away on the host first: \`zonecfg -z ${zone} remove dedicated-cpu\`.`,
  });
}

function refuseTooLittle(
  { zone, limits: wished }: LimitsWish,
  configuration: ZoneConfiguration,
): void {
  refuseBelowLeast(zone, wished);
  const memory = wished.memory === undefined ? capsOf(configuration).memory : wished.memory;
  const now = valuesNow(zone, configuration, limits.locked.control)[0]?.limit;
  const locked =
    wished.locked === undefined ? (now === undefined ? null : Number(now)) : wished.locked;
  const isAsked = wished.memory !== undefined || wished.locked !== undefined;
  if (isAsked) refuseLockedAbove(zone, locked, memory ?? null);
}
