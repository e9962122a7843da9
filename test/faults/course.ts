/** The course of a campaign through one world: verbs tried one after the other, on zones that go from hand to hand. */
import type { Fault, Try } from './campaign.ts';
import { type Carried, carryOut } from './carry-out.ts';
import { checkTry } from './check-try.ts';
import { deltaOf, withoutNames } from './checks/inventory.ts';
import type { Leak } from './checks/leak.ts';
import { processesOf } from './checks/runner-remains.ts';
import { type Survey, surveyOf } from './survey.ts';
import type { Undisturbed } from './undisturbed.ts';
import { type TriedVerb, verbTo, type ZoneState } from './verbs.ts';
import type { World } from './world.ts';
import type { Zones } from './zones.ts';

export class Course {
  readonly #world: World;
  readonly #zones: Zones;
  /** Processes that belong to the host itself. */
  readonly #processes: ReadonlySet<number>;
  readonly #firstAddress: string;
  /** Of each try that came to an end. */
  readonly #operations = new Map<string, { readonly zone: string; readonly tried: Try }>();

  static async begin(world: World, zones: Zones): Promise<Course> {
    const processes = processesOf(world.host).map(({ pid }) => pid);
    const { next } = await surveyOf(world);
    return new Course(world, zones, new Set(processes), next);
  }

  private constructor(
    world: World,
    zones: Zones,
    processes: ReadonlySet<number>,
    firstAddress: string,
  ) {
    this.#world = world;
    this.#zones = zones;
    this.#processes = processes;
    this.#firstAddress = firstAddress;
  }

  /** Whose operation it is. */
  tryOf(operation: string): Try | undefined {
    return this.#operations.get(operation)?.tried;
  }

  /** Operation and zone of each try. */
  get ends(): readonly {
    readonly operation: string;
    readonly zone: string;
    readonly tried: Try;
  }[] {
    return [...this.#operations].map(([operation, end]) => ({ operation, ...end }));
  }

  async undisturbed(verb: TriedVerb): Promise<Undisturbed> {
    const zone = await this.#zoneIn(verb.from);
    const had = this.#addressOf(zone);
    const before = await surveyOf(this.#world);
    const { journal, calls } = await this.#carryOut(verb, zone, before);
    const after = await surveyOf(this.#world);
    const address = had ?? this.#addressOf(zone);
    return {
      verb,
      calls,
      journal: journal.map((word) => word.replaceAll(zone, '<zone>')),
      delta: withoutNames(deltaOf(before.inventory, after.inventory), { zone, address }),
    };
  }

  async try(verb: TriedVerb, fault: Fault, undisturbed: Undisturbed): Promise<Try> {
    const world = this.#world;
    const zone = await this.#zoneIn(verb.from);
    const had = this.#addressOf(zone);
    const before = await surveyOf(world);
    const started = performance.now();
    const tried = (rest: Omit<Try, 'store' | 'verb' | 'zone' | 'fault' | 'milliseconds'>): Try => ({
      store: world.store,
      verb: verb.name,
      zone,
      fault: fault.name,
      milliseconds: Math.round(performance.now() - started),
      ...rest,
    });
    let carried: Carried;
    try {
      carried = await this.#carryOut(verb, zone, before, fault);
    } catch (error) {
      this.#zones.stands(zone, 'new');
      const what = error instanceof Error ? error.message : String(error);
      return tried({ fired: false, late: 0, leaks: [{ kind: 'operation', what }] });
    }
    const leaks: readonly Leak[] = await checkTry({
      world,
      zone,
      address: had ?? this.#addressOf(zone),
      undisturbed,
      before,
      after: await surveyOf(world),
      carried,
      processes: this.#processes,
      firstAddress: this.#firstAddress,
    });
    const { struck, missed, operation, told } = carried;
    const adopted = struck && world.entriesAbout(operation).find((at) => at > struck.at);
    const done = tried({
      fired: struck !== undefined,
      late: struck?.late ?? 0,
      leaks,
      ...(missed !== undefined && { missed }),
      ...(struck && adopted && { adopted: adopted.getTime() - struck.at.getTime() }),
      ...(struck && told > struck.at && { told: Math.round(told.getTime() - struck.at.getTime()) }),
    });
    this.#operations.set(operation, { zone, tried: done });
    return done;
  }

  async #carryOut(verb: TriedVerb, zone: string, before: Survey, fault?: Fault): Promise<Carried> {
    const carried = await carryOut(this.#world, verb, zone, before, fault);
    this.#zones.stands(zone, verb.to);
    return carried;
  }

  /** One that is in that state, or is brought there without trouble. */
  async #zoneIn(state: ZoneState): Promise<string> {
    const there = this.#zones.take(state);
    if (there !== undefined) return there;
    if (state === 'new') return this.#zones.named();
    const verb = verbTo(state);
    const zone = await this.#zoneIn(verb.from);
    await this.#carryOut(verb, zone, await surveyOf(this.#world));
    return zone;
  }

  #addressOf(zone: string): string | undefined {
    return this.#world.host.state().zones[zone]?.nets[0]?.allowedAddress?.split('/')[0];
  }
}
