/**
 * PGlite behind the face of pg's Pool: what DBOS and our own tables need of one. PGlite is one session, so a "client"
 * here owns that session only between BEGIN and COMMIT or ROLLBACK; any other statement waits its turn and is through.
 */
import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';

type Statement = string | { readonly text: string; readonly values?: readonly unknown[] };

interface Answer {
  readonly rows: readonly unknown[];
  readonly rowCount: number;
}

/** Gives the session to one at a time, in the order in which it was asked for. */
class Turnstile {
  #last: Promise<void> = Promise.resolve();

  /** Resolves to the function that lets the next one in. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave = () => {};
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}

export class PglitePool extends EventEmitter {
  /** DBOS reads this to decide how many of its reads may wait at once. */
  readonly options = { max: 10 };
  readonly session: PGlite;
  readonly turnstile = new Turnstile();
  readonly #listeners = new Map<string, Set<PgliteClient>>();

  constructor(session: PGlite) {
    super();
    this.session = session;
  }

  query(statement: Statement, values?: readonly unknown[]): Promise<Answer> {
    return new PgliteClient(this).query(statement, values);
  }

  connect(): Promise<PgliteClient> {
    return Promise.resolve(new PgliteClient(this));
  }

  /** The session is closed by whoever opened it. */
  end(): Promise<void> {
    return Promise.resolve();
  }

  /** One statement on the session; only for who holds the turn. */
  async run(text: string, values: readonly unknown[]): Promise<Answer> {
    // PGlite computes on this thread and never waits for anything: a queue of statements would run as one chain of
    // microtasks, and Slack's acks and hosts' answers would wait for its end.
    await nextTurn();
    // Several statements in one text are possible only without values, and only by the simple protocol.
    if (values.length === 0 && /;\s*\S/.test(text)) {
      const last = (await this.session.exec(text)).at(-1);
      return { rows: last?.rows ?? [], rowCount: last?.affectedRows ?? 0 };
    }
    const { rows, affectedRows } = await this.session.query(text, [...values]);
    return { rows, rowCount: rows.length > 0 ? rows.length : (affectedRows ?? 0) };
  }

  async listen(channel: string, client: PgliteClient): Promise<void> {
    const there = this.#listeners.get(channel);
    if (there !== undefined) {
      there.add(client);
      return;
    }
    const clients = new Set([client]);
    this.#listeners.set(channel, clients);
    await this.session.listen(channel, (payload) => {
      for (const each of clients) each.emit('notification', { channel, payload });
    });
  }

  forget(client: PgliteClient): void {
    for (const clients of this.#listeners.values()) clients.delete(client);
  }
}

/** What pool.connect() gives. */
export class PgliteClient extends EventEmitter {
  readonly #pool: PglitePool;
  /** Ends this client's turn; set from BEGIN to COMMIT or ROLLBACK. */
  #leave: (() => void) | undefined;

  constructor(pool: PglitePool) {
    super();
    this.#pool = pool;
  }

  async query(statement: Statement, given?: readonly unknown[]): Promise<Answer> {
    const text = typeof statement === 'string' ? statement : statement.text;
    const values = given ?? (typeof statement === 'string' ? [] : (statement.values ?? []));
    const verb = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase();
    if (verb === 'LISTEN') return await this.#listen(text);
    if (this.#leave !== undefined) {
      try {
        return await this.#pool.run(text, values);
      } finally {
        if (verb === 'COMMIT' || verb === 'ROLLBACK' || verb === 'END') this.#end();
      }
    }
    const leave = await this.#pool.turnstile.enter();
    let opened = false;
    try {
      const answer = await this.#pool.run(text, values);
      opened = verb === 'BEGIN' || verb === 'START';
      if (opened) this.#leave = leave;
      return answer;
    } finally {
      if (!opened) leave();
    }
  }

  /** Back to the pool. A transaction left open is rolled back, as pg's server does when a connection goes. */
  release(): void {
    this.#pool.forget(this);
    if (this.#leave === undefined) return;
    const end = () => this.#end();
    this.#pool.run('ROLLBACK', []).then(end, end);
  }

  #end(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  /** PGlite's listen() sends the LISTEN itself, through its own queue. */
  async #listen(text: string): Promise<Answer> {
    const channel = /LISTEN\s+"?(\w+)/i.exec(text)?.[1];
    if (channel === undefined) throw new Error(`no channel in: ${text}`);
    const leave = this.#leave === undefined ? await this.#pool.turnstile.enter() : () => {};
    try {
      await this.#pool.listen(channel, this);
    } finally {
      leave();
    }
    return { rows: [], rowCount: 0 };
  }
}
