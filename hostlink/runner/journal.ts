/**
 * Reads a journal as it comes from a host, strictly: closed kinds, sequence numbers without gaps, legal transitions, and
 * no more than a runner ever writes. Anything else makes the whole journal unreadable, and its operation unknown: never
 * is a guess shown as what happened.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { JournalEvent } from './events.ts';
import { isTorn, journalHeader, maxLineLength, parseJournalLine } from './journal-line.ts';

const maxEvents = 10_000;

/** Lines of output after one failure. */
const maxSaid = 8;

/** Where a step stands, as far as the journal tells. */
type Standing = 'untouched' | 'found' | 'started' | 'done' | 'failed' | 'undoing' | 'undone';

/** From where each event about a step may come. A runner that takes over judges a step in flight by its check. */
const legal = {
  found: ['untouched', 'failed', 'undone'],
  started: ['untouched', 'failed', 'undone', 'started', 'undoing'],
  done: ['started', 'failed', 'undoing'],
  failed: ['untouched', 'failed', 'undone', 'started', 'undoing', 'done'],
  undoing: ['started', 'failed', 'undoing', 'done'],
  undone: ['started', 'failed', 'undoing', 'done'],
} satisfies Record<string, readonly Standing[]>;

/** Reads one journal, line by line. It has the life of one reading. */
export class JournalReader {
  readonly #events: JournalEvent[] = [];
  readonly #standing = new Map<number, Standing>();
  #headed: boolean = false;
  #lines = 0;
  #saidInARow = 0;

  /** What was read so far. */
  get events(): readonly JournalEvent[] {
    return this.#events;
  }

  /**
   * The event of one line, without its newline; undefined for the header and for what was torn.
   * @throws Diagnostic `zmgr::journal::bad`, `zmgr::journal::newer`
   */
  read(line: string): JournalEvent | undefined {
    this.#lines += 1;
    if (line.length > maxLineLength) throw bad(this.#lines, line, 'is too long');
    if (this.#lines > 2 * maxEvents) throw bad(this.#lines, line, 'is one too many');
    if (isTorn(line)) return undefined;
    if (!this.#headed) {
      if (line !== journalHeader) throw notAJournal(line);
      this.#headed = true;
      return undefined;
    }
    const event = parseJournalLine(line);
    if (event === undefined) throw bad(this.#lines, line, 'is no event');
    const fault = this.#fault(event);
    if (fault !== undefined) throw bad(this.#lines, line, fault);
    this.#saidInARow = event.kind === 'said' ? this.#saidInARow + 1 : 0;
    this.#events.push(event);
    return event;
  }

  /** Why the event cannot come here. */
  #fault(event: JournalEvent): string | undefined {
    const last = this.#events.at(-1);
    if (event.seq !== (last?.seq ?? 0) + 1) return 'is out of sequence';
    if (last === undefined) return event.kind === 'claimed' ? undefined : 'comes before any runner';
    if (last.kind === 'end' && event.kind !== 'claimed') return 'comes after the end';
    switch (event.kind) {
      case 'claimed':
        if (event.verb === 'run') return 'starts the plan a second time';
        return last.kind === 'end' && last.outcome !== 'stuck' ? 'comes after the end' : undefined;
      case 'guarded':
      case 'stale':
        return this.#touched() ? 'comes after a step was begun' : undefined;
      case 'said':
        return this.#maySay(event.step, last) ? undefined : 'belongs to no failure';
      case 'found':
      case 'started':
      case 'done':
      case 'failed':
      case 'undoing':
      case 'undone':
        return this.#step(event.kind, event.step);
      case 'waiting':
      case 'locked':
      case 'stopping':
      case 'end':
        return undefined;
      default:
        return event satisfies never;
    }
  }

  #step(kind: keyof typeof legal, step: number): string | undefined {
    const from: readonly Standing[] = legal[kind];
    if (!from.includes(this.#standing.get(step) ?? 'untouched'))
      return `cannot come for step ${step}`;
    this.#standing.set(step, kind);
    return undefined;
  }

  /** Whether anything stands that a step did. */
  #touched(): boolean {
    return [...this.#standing.values()].some((standing) =>
      ['started', 'done', 'undoing'].includes(standing),
    );
  }

  #maySay(step: number, last: JournalEvent): boolean {
    if (last.kind !== 'failed' && last.kind !== 'said') return false;
    return last.step === step && this.#saidInARow < maxSaid;
  }
}

const bad = (number: number, line: string, why: string) =>
  new Diagnostic({
    code: 'zmgr::journal::bad',
    message: `Line ${number} of the journal ${why}`,
    help: 'What happened on the host is unknown until it has been looked at there.',
    location: { source: 'events', line: number, text: line.slice(0, 200) },
  });

function notAJournal(line: string): Diagnostic {
  if (!/^zonebot-journal [0-9]{1,4}$/.test(line)) return bad(1, line, 'is not that of a journal');
  return new Diagnostic({
    code: 'zmgr::journal::newer',
    message: `The journal has the format of another release (${line})`,
    help: 'A newer zonebot wrote it; let that one show the operation.',
    location: { source: 'events', line: 1, text: line },
  });
}
