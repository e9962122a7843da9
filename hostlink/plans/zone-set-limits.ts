/** Which limits of a zone become others, as changes of its configuration. */
import { Diagnostic } from '../diagnostic.ts';
import type { Distribution } from '../illumos/os-release.ts';
import { capsOf } from '../illumos/zone-caps.ts';
import type { ZoneConfiguration } from '../illumos/zone-configuration.ts';
import { type LimitName, limitNames, limits, spelt, valuesOf } from '../illumos/zone-limits.ts';
import { type ControlValue, controlIn, type SettingChange } from '../illumos/zone-settings.ts';
import type { ZoneName } from '../names/zone-name.ts';

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

const mebibyte = 1024 ** 2;
/** Bytes. check_mcap() and set_func() of illumos-gate usr/src/cmd/zonecfg/zonecfg.c. */
const least: Readonly<Partial<Record<LimitName, number>>> = {
  memory: mebibyte,
  swap: 50 * mebibyte,
};

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
  for (const [name, bytes] of [
    ['memory', least.memory],
    ['swap', least.swap],
  ] as const) {
    const limit = wished[name];
    if (typeof limit === 'number' && bytes !== undefined && limit < bytes) {
      throw new Diagnostic({
        code: 'zmgr::zone::too-little',
        message: `${spelt(name, limit)} is too little for ${name} of ${zone}, which is ${spelt(name, bytes)} at least`,
        help: `Write more, for example ${name}=2G.`,
      });
    }
  }
  const memory = wished.memory === undefined ? capsOf(configuration).memory : wished.memory;
  const now = valuesNow(zone, configuration, limits.locked.control)[0]?.limit;
  const locked =
    wished.locked === undefined ? (now === undefined ? null : Number(now)) : wished.locked;
  const isAsked = wished.memory !== undefined || wished.locked !== undefined;
  if (isAsked && typeof memory === 'number' && locked !== null && locked > memory) {
    throw new Diagnostic({
      code: 'zmgr::zone::too-little',
      message: `${zone} could lock ${spelt('locked', locked)} of memory, and would have ${spelt('memory', memory)}`,
      help: 'Write locked= as much as memory= at most.',
    });
  }
}
