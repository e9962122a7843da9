/**
 * What bringing up or down all zones with a tag takes, on one host: a step for each, in boot order or its reverse. Each
 * stands by itself: one that fails leaves out only those that need it. Those that are as they should be already have a
 * step, too, that finds them so.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import { zoneState } from '../guards/zone-state.ts';
import type { HostSpec } from '../host.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { HostName } from '../names/host-name.ts';
import { parseZoneName, type ZoneName } from '../names/zone-name.ts';
import { nearest } from '../nearest.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Registry, ZoneEntry } from '../registry/model.ts';
import type { Among } from '../steps/among.ts';
import type { Step } from '../steps/define-step.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { zoneBoot } from '../steps/zone-boot.ts';
import { zoneHalt } from '../steps/zone-halt.ts';
import { zoneReboot } from '../steps/zone-reboot.ts';
import { zoneShutdown } from '../steps/zone-shutdown.ts';
import { inBootOrder } from './boot-order.ts';
import { refuseUnfinished } from './unfinished-entry.ts';
import { type PowerVerb, type SeenZone, zoneFitFor } from './zone-power-fit.ts';

/** What is typed for all zones with a tag, and what the operation is about. */
export const tagSubject = (tag: string): string => `tag:${tag}`;

export const isOfTag = ({ subject }: Pick<Plan, 'subject'>): boolean => subject.startsWith('tag:');

export interface ZonesPowerPlanning {
  readonly verb: PowerVerb;
  readonly tag: string;
  /** Of a reboot: halted instead of shut down. */
  readonly force?: boolean;
  readonly host: Pick<HostSpec, 'name'>;
  readonly facts: { readonly zones: readonly ZoneListing[]; readonly registry: Registry };
}

/** A zone with the tag that nothing is done about. */
const passedOver = z.object({ zone: z.string(), because: z.string() });
/** What a plan remembers beside its steps, for people. */
export const zonesPowerSchema = z.object({
  already: z.array(z.string()),
  passedOver: z.array(passedOver),
});
type PassedOver = z.infer<typeof passedOver>;

/** Refusals that say that a zone is as it should be. */
const alreadySo: Readonly<Record<PowerVerb, readonly string[]>> = {
  boot: ['zmgr::zone::runs-already'],
  shutdown: ['zmgr::zone::not-running'],
  halt: ['zmgr::zone::halted-already'],
  reboot: [],
};

interface Member {
  readonly name: ZoneName;
  readonly entry: ZoneEntry;
  readonly bootOrder?: number;
  readonly dependsOn: readonly ZoneName[];
  readonly seen: SeenZone;
  readonly isSo: boolean;
}

/**
 * Pure. @throws Diagnostic `zmgr::zone::no-such-tag`, `zmgr::zone::all-so-already`, `zmgr::zone::none-fits`,
 *   `zmgr::zone::depends-on-itself`
 */
export function planZonesPower(planning: ZonesPowerPlanning): Plan {
  const { verb, tag, host, facts } = planning;
  const { members, passed } = membersOf(planning);
  const up = verb === 'boot' || verb === 'reboot';
  const inOrder = inBootOrder(members);
  const order = up ? inOrder : inOrder.toReversed();
  if (order.every(({ isSo }) => isSo)) throw nothingToDo(planning, order, passed);
  const needsOf = ({ name, dependsOn }: Member): readonly number[] =>
    order.flatMap((other, index) =>
      (up ? dependsOn.includes(other.name) : other.dependsOn.includes(name)) ? [index + 1] : [],
    );
  const steps = order.map((member, index) => {
    const { bootDelay: pause } = member.entry;
    const hasPause =
      verb === 'boot' && pause !== undefined && pause > 0 && index < order.length - 1;
    return stepFor(planning, member, { needs: needsOf(member), ...(hasPause && { pause }) });
  });
  const names = order.map(({ name }) => name);
  return makePlan(
    {
      host: host.name,
      verb,
      subject: tagSubject(tag),
      steps,
      guards: order.map(({ name, seen: { state, uuid, id } }) =>
        zoneState.guard({
          zone: name,
          state,
          ...(uuid !== undefined && { uuid }),
          ...(verb === 'reboot' && id !== undefined && { id }),
        }),
      ),
      locks: names.map((name) => `zone/${name}`),
      lockTimeout: facts.registry.config.lockTimeout,
      chosen: {
        among: {
          already: order.filter(({ isSo }) => isSo).map(({ name }) => name),
          passedOver: passed,
        },
      },
      holds: [],
      tags: [...new Set(order.flatMap(({ entry }) => entry.tags))],
    },
    stepKinds,
  );
}

function stepFor(
  { verb, force = false }: ZonesPowerPlanning,
  { name: zone, seen: { id, state } }: Member,
  among: Among,
): Step {
  switch (verb) {
    case 'boot':
      return zoneBoot.step({ zone, among });
    case 'shutdown':
      return zoneShutdown.step({ zone, among });
    case 'halt':
      return zoneHalt.step({ zone, ran: state === 'running', among });
    case 'reboot':
      if (id === undefined) throw new Error(`${zone} runs without an id, and was let through`);
      return zoneReboot.step({ zone, id, clean: !force, among });
    default:
      return verb satisfies never;
  }
}

/** The zones with the tag that the verb fits, or that are so already; of the others why not. */
function membersOf({ verb, tag, host, facts }: ZonesPowerPlanning): {
  readonly members: readonly Member[];
  readonly passed: readonly PassedOver[];
} {
  const { zones, registry } = facts;
  const entries = [...registry.zones.values()].filter(({ tags }) => tags.includes(tag));
  if (entries.length === 0) throw noSuchTag(tag, verb, host.name, registry);
  const members: Member[] = [];
  const passed: PassedOver[] = registry.faults
    .filter(({ path, blocks }) => blocks && path.startsWith('zones/'))
    .map(({ path }) => ({
      zone: path.slice('zones/'.length, -'.kdl'.length),
      because: 'its entry can not be understood, and may name the tag',
    }));
  for (const entry of entries) {
    const { name } = entry;
    const seen = zones.find((one): one is SeenZone => one.kind === 'zone' && one.name === name);
    const refusal = refusalOf(() => {
      zoneFitFor({ verb, zone: name, host: host.name, zones });
      if (verb === 'boot' || verb === 'reboot') refuseUnfinished(name, host.name, registry);
    });
    const isSo =
      refusal !== undefined &&
      alreadySo[verb].includes(refusal.code) &&
      (verb === 'boot' || seen?.state === 'installed');
    if (seen === undefined || (refusal !== undefined && !isSo)) {
      passed.push({ zone: name, because: withoutEnd(refusal?.message ?? 'it is not there') });
      continue;
    }
    const { bootOrder, dependsOn } = entry;
    members.push({
      ...{ name, entry, dependsOn, seen, isSo },
      ...(bootOrder !== undefined && { bootOrder }),
    });
  }
  return verb === 'boot' ? withoutTheUnmet(members, passed, zones) : { members, passed };
}

/** Nobody is booted before what it depends on runs, or is booted by the same plan. */
function withoutTheUnmet(
  members: readonly Member[],
  passed: readonly PassedOver[],
  zones: readonly ZoneListing[],
): { readonly members: readonly Member[]; readonly passed: readonly PassedOver[] } {
  const runs = (name: string) =>
    zones.some((zone) => zone.name === name && zone.state === 'running');
  const unmet = ({ isSo, dependsOn }: Member) =>
    isSo
      ? undefined
      : dependsOn.find((name) => !runs(name) && !members.some((other) => other.name === name));
  const out = members.filter((member) => unmet(member) !== undefined);
  if (out.length === 0) return { members, passed };
  return withoutTheUnmet(
    members.filter((member) => !out.includes(member)),
    [
      ...passed,
      ...out.map((member) => ({
        zone: member.name,
        because: `it depends on ${unmet(member)}, which does not run and is not booted with it`,
      })),
    ],
    zones,
  );
}

function refusalOf(check: () => void): Diagnostic | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
}

const withoutEnd = (message: string): string => message.replace(/; nothing was changed$/, '');

function noSuchTag(tag: string, verb: PowerVerb, host: HostName, { zones }: Registry): Diagnostic {
  const tags = [...new Set([...zones.values()].flatMap((entry) => entry.tags))].toSorted(byText);
  const near = nearest(tag, tags);
  return new Diagnostic({
    code: 'zmgr::zone::no-such-tag',
    message: `No zone of ${host} has the tag ${tag}; nothing was changed`,
    help:
      tags.length === 0
        ? `\`/zone set <zone> tags=${tag}\` gives it to one.`
        : `There are: ${tags.slice(0, 10).join(', ')}.`,
    suggestions: near.map((other) => `/zone ${verb} ${host}/${tagSubject(other)}`),
  });
}

const soInWords: Readonly<Record<PowerVerb, string>> = {
  boot: 'run already',
  reboot: 'were rebooted already',
  shutdown: 'are down already',
  halt: 'are down already',
};

function nothingToDo(
  { verb, tag, host }: ZonesPowerPlanning,
  so: readonly Member[],
  passed: readonly PassedOver[],
): Diagnostic {
  const reasons = passed.map(({ zone, because }) => `${zone}: ${because}`).join('; ');
  if (so.length > 0) {
    return new Diagnostic({
      code: 'zmgr::zone::all-so-already',
      message: `${so.map(({ name }) => name).join(', ')}, with the tag ${tag} on ${host.name}, ${soInWords[verb]}; nothing was changed`,
      help: reasons === '' ? '`/zone list` shows how all zones are.' : `Not meant: ${reasons}.`,
    });
  }
  return new Diagnostic({
    code: 'zmgr::zone::none-fits',
    message: `Of no zone of ${host.name} with the tag ${tag} can this be done; nothing was changed`,
    help: `${reasons}.`,
  });
}

/** @throws Diagnostic `zmgr::zone::not-as-asked` naming those that are not in the state that was to be reached */
export function confirmZonesPower(
  { host, verb, steps }: Plan,
  { zones }: { readonly zones: readonly ZoneListing[] },
): void {
  const isReached = ({ args }: Step): boolean => {
    const zone = zones.find(({ name }) => name === args.zone);
    if (verb === 'boot') return zone?.state === 'running';
    if (verb === 'reboot') return zone?.state === 'running' && zone.id !== args.id;
    return zone?.state === 'installed';
  };
  const amiss = steps.filter((step) => !isReached(step)).map(({ args }) => String(args.zone));
  const [first] = amiss;
  if (first === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::not-as-asked',
    message: `Not all are as they were to be on ${host}: ${amiss.join(', ')}`,
    help: `\`/zone show ${host}/${parseZoneName(first)}\` shows how it stands.`,
  });
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1);
