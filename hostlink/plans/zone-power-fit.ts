/**
 * Which verb that is about a whole zone fits which state of it, and what is said where one does not: in illumos'
 * own words where it has some, and with what to type instead. Mirrors sanity_check() of illumos-gate
 * usr/src/cmd/zoneadm/zoneadm.c and server() of usr/src/cmd/zoneadmd/zoneadmd.c, and is stricter where those end with
 * status 0 and a note that nothing was done.
 */
import { Diagnostic } from '../diagnostic.ts';
import { isVmBrand } from '../illumos/brands.ts';
import type { ZoneListing, ZoneState } from '../illumos/zoneadm.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { nearest } from '../nearest.ts';

export type PowerVerb = 'boot' | 'shutdown' | 'halt' | 'reboot';
export type WholeZoneVerb = PowerVerb | 'destroy' | 'rename' | 'set' | 'clone';

/** A zone as it is listed, that a verb may be applied to. */
export type SeenZone = Extract<ZoneListing, { readonly kind: 'zone' }>;

export interface FitQuestion {
  readonly verb: WholeZoneVerb;
  readonly zone: ZoneName;
  readonly host: HostName;
  /** All that the host has. */
  readonly zones: readonly ZoneListing[];
}

/** `goes`, or why a verb does not fit a state. */
type Fit =
  | 'goes'
  | 'runs-already'
  | 'halted-already'
  | 'not-running'
  | 'not-installed'
  | 'going-down'
  | 'only-ready'
  | 'in-use'
  | 'not-ours';

const fits: Readonly<Record<WholeZoneVerb, Readonly<Record<ZoneState, Fit>>>> = {
  boot: {
    configured: 'not-installed',
    incomplete: 'not-installed',
    installed: 'goes',
    ready: 'goes',
    running: 'runs-already',
    shutting_down: 'going-down',
    down: 'going-down',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  shutdown: {
    configured: 'not-running',
    incomplete: 'not-running',
    installed: 'not-running',
    ready: 'only-ready',
    running: 'goes',
    shutting_down: 'going-down',
    down: 'going-down',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  halt: {
    configured: 'not-ours',
    incomplete: 'not-ours',
    installed: 'halted-already',
    ready: 'goes',
    running: 'goes',
    shutting_down: 'goes',
    down: 'goes',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  reboot: {
    configured: 'not-running',
    incomplete: 'not-running',
    installed: 'not-running',
    ready: 'only-ready',
    running: 'goes',
    shutting_down: 'going-down',
    down: 'going-down',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  // Halted first where it is active.
  destroy: {
    configured: 'goes',
    incomplete: 'goes',
    installed: 'goes',
    ready: 'goes',
    running: 'goes',
    shutting_down: 'goes',
    down: 'goes',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  // Its configuration may be written in any state, and counts from the next boot on.
  set: {
    configured: 'goes',
    incomplete: 'goes',
    installed: 'goes',
    ready: 'goes',
    running: 'goes',
    shutting_down: 'goes',
    down: 'goes',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  // zonecfg renames up to installed: illumos-gate usr/src/cmd/zonecfg/zonecfg.c, set_func(), zonename.
  rename: {
    configured: 'goes',
    incomplete: 'goes',
    installed: 'goes',
    ready: 'in-use',
    running: 'in-use',
    shutting_down: 'going-down',
    down: 'going-down',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
  // Of the source: zoneadm.c, clone_func().
  clone: {
    configured: 'not-installed',
    incomplete: 'not-installed',
    installed: 'goes',
    ready: 'in-use',
    running: 'in-use',
    shutting_down: 'going-down',
    down: 'going-down',
    mounted: 'not-ours',
    unknown: 'not-ours',
  },
};

/**
 * The zone, where the verb fits its state.
 * @throws Diagnostic `zmgr::zone::unknown`, `virtual-machine`, `runs-already`, `halted-already`, `not-running`,
 *   `not-installed`, `going-down`, `only-ready`, `must-be-down`, `state-forbids`
 */
export function zoneFitFor({ verb, zone, host, zones }: FitQuestion): SeenZone {
  const seen = zones.find((one): one is SeenZone => one.kind === 'zone' && one.name === zone);
  if (seen === undefined) throw unknownZone({ verb, zone, host, zones });
  if (isVmBrand(seen.brand)) {
    throw new Diagnostic({
      code: 'zmgr::zone::virtual-machine',
      message: `${zone} is a ${seen.brand} virtual machine, which vm-manager looks after; nothing was changed`,
      help: `Use vm-manager on ${host}: it knows what else belongs to the machine.`,
    });
  }
  const fit = fits[verb][stateOf(seen)];
  if (fit !== 'goes') throw misfit(fit, { verb, zone, host, state: seen.state });
  return seen;
}

/** The kernel's id is gone a moment before the state is: what runs without one is going down. */
const stateOf = ({ state, id }: SeenZone): ZoneState =>
  state === 'running' && id === undefined ? 'shutting_down' : state;

function unknownZone({ verb, zone, host, zones }: FitQuestion): Diagnostic {
  const near = nearest(
    zone,
    zones.filter(({ kind }) => kind === 'zone').map(({ name }) => name),
  );
  return new Diagnostic({
    code: 'zmgr::zone::unknown',
    message: `There is no zone ${zone} on ${host}`,
    help: '`/zone list` shows all zones.',
    suggestions: near.map((name) => `/zone ${verb} ${host}/${name}`),
  });
}

interface Misfit extends Omit<FitQuestion, 'zones'> {
  readonly state: ZoneState;
}

function misfit(fit: Exclude<Fit, 'goes'>, { verb, zone, host, state }: Misfit): Diagnostic {
  const type = (other: string) => `\`/zone ${other} ${host}/${zone}\``;
  switch (fit) {
    case 'runs-already':
      return new Diagnostic({
        code: 'zmgr::zone::runs-already',
        message: `${zone} is running already; nothing was changed`,
        help: `${type('reboot')} boots it anew.`,
      });
    case 'halted-already':
      return new Diagnostic({
        code: 'zmgr::zone::halted-already',
        message: `${zone} is halted already; nothing was changed`,
        help: `${type('boot')} starts it.`,
      });
    case 'not-running':
      return new Diagnostic({
        code: 'zmgr::zone::not-running',
        message: `${zone} is not running, only ${state}; nothing was changed`,
        help: state === 'installed' ? `${type('boot')} starts it.` : toInstall(type, zone, state),
      });
    case 'not-installed':
      return new Diagnostic({
        code: 'zmgr::zone::not-installed',
        message: `${zone} is ${state} and must be installed before ${verb}; nothing was changed`,
        help: toInstall(type, zone, state),
      });
    case 'going-down':
      return new Diagnostic({
        code: 'zmgr::zone::going-down',
        message: `${zone} is ${state === 'down' ? 'down, and not yet let go by the kernel' : 'shutting down'}; nothing was changed`,
        help: `Wait until ${type('show')} says installed; ${verb === 'boot' || verb === 'reboot' ? `then ${type('boot')} starts it. ` : ''}Where it hangs, ${type('halt')} may help.`,
      });
    case 'only-ready':
      return new Diagnostic({
        code: 'zmgr::zone::only-ready',
        message: `${zone} is ready and nothing runs in it: ${verb} operation is invalid for zones in state 'ready'`,
        help: `${type('boot')} boots it, ${type('halt')} brings it down.`,
      });
    case 'in-use':
      return new Diagnostic({
        code: 'zmgr::zone::must-be-down',
        message: `${zone} is ${state}, and ${verb} takes a zone that is down; nothing was changed`,
        help: `${type(state === 'ready' ? 'halt' : 'shutdown')} brings it down.`,
      });
    case 'not-ours':
      return new Diagnostic({
        code: 'zmgr::zone::state-forbids',
        message: `${verb} operation is invalid for zones in state '${state}', in which ${zone} is; nothing was changed`,
        help: toLeave(type, zone, state),
      });
    default:
      return fit satisfies never;
  }
}

const toInstall = (type: (verb: string) => string, zone: ZoneName, state: ZoneState): string =>
  state === 'incomplete'
    ? `An install or uninstall of it was broken off: \`/zone op list\` may show the operation; else ${type('destroy')} clears it away.`
    : `\`/zone op list\` may show an operation that was to install it; else \`zoneadm -z ${zone} install\` on the host does. ${type('show')} tells what there is.`;

/** How a zone leaves a state in which none of the verbs is of use. */
const toLeave = (type: (verb: string) => string, zone: ZoneName, state: ZoneState): string => {
  if (state === 'mounted')
    return `Somebody mounted it to work on its files; \`zoneadm -z ${zone} unmount\` on the host ends that.`;
  if (state === 'unknown') return `Look on the host: \`zoneadm list -cv\`.`;
  return `Nothing of it runs. ${type('show')} tells what there is.`;
};
