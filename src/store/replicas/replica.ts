/**
 * This process among those that work with one database. Each beats once a second and looks at the others. One that is silent
 * for long is taken for dead: it loses its seat, without which the database takes no more from it, and one of the others
 * gives its workflows to all: whoever comes first, since any of them may be silent itself. One that wakes up after that
 * finds its seat gone, and must end.
 *
 * What must not be done by two is the eldest's: it writes to Slack. Numbers only rise, so that another one becomes the eldest
 * only when this one has lost its seat.
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import { type Database, isUnavailable, type Queries } from '../database.ts';
import { LifeSigns, type Patience } from './life-signs.ts';
import {
  beat,
  forgetUnseated,
  holdSeat,
  isUnseated,
  join,
  type Seat,
  type SeatedReplica,
  seatedReplicas,
  unseat,
  unseated,
  unseatOthers,
} from './roster.ts';
import { Session } from './session.ts';

export interface Replica {
  readonly name: string;
  /** Locks the seat within a transaction. @throws Diagnostic `zmgr::store::unseated` */
  hold(queries: Queries): Promise<void>;
  /** Before something leaves for elsewhere. @throws Diagnostic `zmgr::store::unseated`, `zmgr::store::unavailable` */
  insist(): Promise<void>;
  /** Whether it is this one that writes to Slack. */
  isEldest(): boolean;
  /** Those that are seated, as they were last seen; this one is among them. */
  seated(): readonly SeatedReplica[];
  /** Since when no heartbeat was taken. */
  lastBeat(): Date;
  /** Something waits for the eldest. */
  callEldest(): void;
  /** Told when something waits for us, or when we have become the eldest. */
  onCall(listener: () => void): void;
  /** Work that no two may do at once, such as bringing up tables that are not ours. */
  oneAtATime(work: () => Promise<void>): Promise<void>;
  /** The workflow engine runs: what nobody seated is at work on is taken up, now and whenever somebody goes. */
  adopting(adopt: (seated: () => Promise<ReadonlySet<string>>) => Promise<void>): Promise<void>;
  /** Others took this one for dead: nothing can be done any more but to end. */
  readonly lost: Promise<Diagnostic>;
  /** When nothing is written any more. */
  leave(): Promise<void>;
}

export interface Pace extends Patience {
  /** Milliseconds between two heartbeats. */
  readonly interval: number;
}

/** A killed one is adopted from in five seconds, a stopped one in thirteen. */
export const usualPace: Pace = { interval: 1_000, gone: 4, silent: 12 };

/** Looks between two searches for workflows that nobody seated is at work on. */
const searchEvery = 5;

/** Milliseconds between two questions whether it is our turn. */
const turnInterval = 100;

export interface ReplicaParts {
  readonly database: Database;
  readonly release: string;
  readonly clock: Clock;
  readonly log: Log;
  /** newReplicaName() */
  readonly name: string;
}

/** Never given twice, whatever the machine does with pids. */
export const newReplicaName = (): string =>
  `${hostname()}.${process.pid}.${randomBytes(3).toString('hex')}`;

/** Alone with its database: whoever was there before is dead. */
export async function loneReplica(parts: ReplicaParts): Promise<Replica> {
  const { database, release, clock, name } = parts;
  const seat = await join(database, name, release);
  await unseatOthers(database, seat);
  await forgetUnseated(database);
  const ourselves: SeatedReplica = { ...seat, release, beats: 0, holdsLock: true };
  return {
    name: seat.name,
    hold: async () => {},
    insist: async () => {},
    isEldest: () => true,
    seated: () => [ourselves],
    lastBeat: () => clock.now(),
    callEldest: () => {},
    onCall: () => {},
    oneAtATime: (work) => work(),
    adopting: (adopt) => adopt(async () => new Set([seat.name])),
    lost: new Promise(() => {}),
    leave: () => unseat(database, seat, 'left'),
  };
}

export interface SeveralOptions extends ReplicaParts {
  readonly url: string;
  readonly pace?: Pace;
}

/** @throws Diagnostic `zmgr::store::in-use`, `zmgr::store::unavailable` */
export async function oneOfSeveral(options: SeveralOptions): Promise<Replica> {
  const { database, release, name } = options;
  const seat = await join(database, name, release);
  const replica = new OneOfSeveral(options, seat);
  try {
    await replica.start();
  } catch (error) {
    await replica.leave();
    throw error;
  }
  return replica;
}

class OneOfSeveral implements Replica {
  readonly name: string;
  readonly lost: Promise<Diagnostic>;
  readonly #seat: Seat;
  readonly #options: SeveralOptions;
  readonly #pace: Pace;
  readonly #session: Session;
  readonly #signs: LifeSigns;
  readonly #stopped = new AbortController();
  readonly #listeners: (() => void)[] = [];
  #lose: (why: Diagnostic) => void = () => {};
  #beating: Promise<void> = Promise.resolve();
  #seated: readonly SeatedReplica[] = [];
  #lastBeat: Date;
  #looks = 0;
  #lookedAt: number;
  #isSearchDue: boolean = false;
  #adopt: Parameters<Replica['adopting']>[0] | undefined;

  constructor(options: SeveralOptions, seat: Seat) {
    const { url, log, clock, pace = usualPace } = options;
    this.#options = options;
    this.#seat = seat;
    this.name = seat.name;
    this.#pace = pace;
    this.#signs = new LifeSigns(pace);
    this.#lastBeat = clock.now();
    this.#lookedAt = clock.now().getTime();
    this.#session = new Session(url, seat, log, (word) => {
      if (word === 'eldest' && this.isEldest()) this.#tell();
    });
    this.lost = new Promise((settle) => {
      this.#lose = settle;
    });
  }

  async start(): Promise<void> {
    await this.#look();
    await forgetUnseated(this.#options.database);
    this.#beating = this.#goOn();
  }

  hold(queries: Queries): Promise<void> {
    return this.#noticing(() => holdSeat(queries, this.#seat));
  }

  insist(): Promise<void> {
    return this.#noticing(() => holdSeat(this.#options.database, this.#seat));
  }

  isEldest(): boolean {
    return this.#seated[0]?.number === this.#seat.number;
  }

  seated(): readonly SeatedReplica[] {
    return this.#seated;
  }

  lastBeat(): Date {
    return this.#lastBeat;
  }

  callEldest(): void {
    // What is not heard is found at its next round.
    void this.#session.call('eldest').catch(() => {});
  }

  onCall(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Asked for again and again: a statement that waits would hold up an index that is made concurrently. */
  async oneAtATime(work: () => Promise<void>): Promise<void> {
    const { query } = await this.#session.queries();
    while (!(await underLock(query, 'zonebot one at a time', work)))
      await this.#options.clock.sleep(turnInterval);
  }

  async adopting(adopt: Parameters<Replica['adopting']>[0]): Promise<void> {
    this.#adopt = adopt;
    await this.#search();
  }

  async leave(): Promise<void> {
    this.#stopped.abort();
    await this.#beating;
    await this.#session.close();
    await unseat(this.#options.database, this.#seat, 'left').catch(() => {});
  }

  async #goOn(): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await clock.sleep(this.#pace.interval, signal);
      if (signal.aborted) return;
      try {
        await this.#look();
      } catch (error) {
        if (isUnseated(error)) return;
        if (!isUnavailable(error)) log.error({ err: error }, 'this replica could not look');
        await this.#session.close();
      }
    }
  }

  async #look(): Promise<void> {
    const { database, clock, log } = this.#options;
    const queries = await this.#session.queries();
    await beat(queries, this.#seat);
    const seated = await seatedReplicas(queries);
    if (!seated.some(({ number }) => number === this.#seat.number)) {
      await this.insist();
      throw new Error('a seat is neither there nor taken away');
    }
    this.#lastBeat = clock.now();
    this.#looks += 1;
    const others = seated.filter(({ number }) => number !== this.#seat.number);
    const now = clock.now().getTime();
    const since = (now - this.#lookedAt) / this.#pace.interval;
    this.#lookedAt = now;
    const dead = new Set(this.#signs.look(others, since));
    for (const one of others.filter(({ number }) => dead.has(number))) {
      log.warn({ replica: one.name }, 'a replica of the bot is dead; the others go on');
      await unseat(database, one, 'dead');
    }
    const hadGone = this.#seated.some(
      (before) => !seated.some(({ number }) => number === before.number),
    );
    const wasEldest = this.isEldest();
    this.#seated = seated.filter(({ number }) => !dead.has(number));
    if (!wasEldest && this.isEldest()) this.#tell();
    if (hadGone || dead.size > 0 || this.#looks % searchEvery === 0) this.#isSearchDue = true;
    if (this.#isSearchDue) await this.#search();
  }

  /** One at a time, so that nothing is taken up twice. While another one is at it, again at the next look. */
  async #search(): Promise<void> {
    const { database } = this.#options;
    const adopt = this.#adopt;
    if (adopt === undefined) return;
    const { query } = await this.#session.queries();
    const isDone = await underLock(query, 'zonebot adoption', async () => {
      await this.insist();
      await adopt(async () => new Set((await seatedReplicas(database)).map(({ name }) => name)));
    });
    this.#isSearchDue = !isDone;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** However it shows that the seat is gone, it is told once. */
  async #noticing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isUnseated(error)) this.#lose(unseated(this.name));
      throw error;
    }
  }
}

/** A lock of this session, so that it goes with it. @returns false where another one has it, and nothing was done */
async function underLock(
  query: Queries['query'],
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const { rows } = await query('SELECT pg_try_advisory_lock(hashtext($1)) AS taken', [name]);
  if (rows[0]?.taken !== true) return false;
  try {
    await work();
  } finally {
    await query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
  return true;
}
