/**
 * Operations on their hosts, as the bot sees them: submit one, follow it, ask it to stop, take it up again. The host
 * carries it out by itself; each call is one exec that follows its journal, and a call whose link is lost is simply made
 * again as `attach`.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { ExecEnd, HostLink } from '../host.ts';
import type { OperationId } from '../names/operation-id.ts';
import { bootstrap, type Errand } from './bootstrap.ts';
import type { JournalEvent, Outcome } from './events.ts';
import { JournalReader } from './journal.ts';
import { maxLineLength } from './journal-line.ts';
import { LineSplitter } from './line-splitter.ts';

export type FollowEnd =
  /** The runner wrote its end. `stuck` can be resumed. */
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  /** Runner and process group are gone and there is no end (a crash, a reboot): resume or unwind. */
  | { readonly kind: 'interrupted' }
  /** The link was lost, or following took longer than its deadline: attach again. The host goes on meanwhile. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** The host does not know the operation: it can be submitted. */
  | { readonly kind: 'never-submitted' }
  /** The journal is not one that a runner writes: what happened has to be looked at on the host. */
  | { readonly kind: 'unreadable'; readonly diagnostic: Diagnostic };

export interface Following {
  /** Events up to this sequence number are known and not given again. Default 0. */
  readonly from?: number;
  /** Called in order, once for each event. */
  readonly onEvent?: (event: JournalEvent) => void;
  /** Milliseconds until following is given up as unknown. Default ten minutes. */
  readonly deadline?: number;
  /** Gives following up; the operation goes on. */
  readonly signal?: AbortSignal;
}

const defaultDeadline = 600_000;

/**
 * Gives the script to the host, which starts it, and follows. An operation that is there already is only followed: it
 * never runs twice.
 * @throws Diagnostic `zmgr::host::…` when nothing was run, `zmgr::runner::…` when the host could not take or start it.
 */
export function submit(
  link: HostLink,
  operation: OperationId,
  script: string,
  following: Following = {},
): Promise<FollowEnd> {
  const stdin = Buffer.from(script, 'utf8');
  return follow(link, operation, { kind: 'submit', bytes: stdin.length }, following, stdin);
}

/** Follows; starts what was submitted and never started. @throws as submit does. */
export const attach = (
  link: HostLink,
  operation: OperationId,
  following: Following = {},
): Promise<FollowEnd> => follow(link, operation, { kind: 'attach' }, following);

/**
 * Asks the runner to stop between steps and take back what it did, and follows. Past the point of no return it goes on
 * regardless.
 */
export const cancel = (
  link: HostLink,
  operation: OperationId,
  following: Following = {},
): Promise<FollowEnd> => follow(link, operation, { kind: 'cancel' }, following);

/** Goes on with what is stuck or interrupted, and follows; what runs, or has ended for good, is only followed. */
export const resume = (
  link: HostLink,
  operation: OperationId,
  following: Following = {},
): Promise<FollowEnd> => follow(link, operation, { kind: 'resume' }, following);

/**
 * Takes back what a stuck or interrupted operation did, and follows; what runs, or has ended for good, is only followed.
 * @throws Diagnostic `zmgr::operation::past-return` when a step that cannot be undone was started.
 */
export const unwind = (
  link: HostLink,
  operation: OperationId,
  following: Following = {},
): Promise<FollowEnd> => follow(link, operation, { kind: 'unwind' }, following);

/** How things stand, without following or starting anything. */
export type JournalReading = {
  readonly events: readonly JournalEvent[];
} & {
  readonly state:
    | FollowEnd
    | { readonly kind: 'running' }
    /** Submitted; nobody started it yet. */
    | { readonly kind: 'not-started' };
};

export async function readJournal(
  link: HostLink,
  operation: OperationId,
  { deadline = 30_000, signal }: Pick<Following, 'deadline' | 'signal'> = {},
): Promise<JournalReading> {
  const events: JournalEvent[] = [];
  const onEvent = (event: JournalEvent) => events.push(event);
  const reading = await run(
    link,
    operation,
    { kind: 'read' },
    { onEvent, deadline, ...given(signal) },
  );
  if (reading.kind === 'answered') {
    const [word] = reading.words;
    if (word === 'running' || word === 'not-started') return { events, state: { kind: word } };
  }
  return { events, state: endOf(reading, link, operation) };
}

/**
 * Removes an operation's directory from its host, journal and all: once its end is kept elsewhere.
 * @returns false when it goes on or was interrupted, and therefore stays.
 */
export async function removeOperation(
  link: HostLink,
  operation: OperationId,
  { deadline = 30_000, signal }: Pick<Following, 'deadline' | 'signal'> = {},
): Promise<boolean> {
  const reading = await run(link, operation, { kind: 'remove' }, { deadline, ...given(signal) });
  const word = reading.kind === 'answered' ? reading.words[0] : undefined;
  if (word === 'removed' || word === 'never-submitted') return true;
  if (word === 'running' || word === 'interrupted') return false;
  throw new Diagnostic({
    code: 'zmgr::runner::not-removed',
    message: `Operation ${operation} could not be removed from ${link.spec.name}`,
    help: 'It is tried again later; nothing depends on it.',
    ...(reading.kind === 'lost' ? { cause: new Error(reading.why) } : {}),
  });
}

async function follow(
  link: HostLink,
  operation: OperationId,
  errand: Errand,
  following: Following,
  stdin?: Uint8Array,
): Promise<FollowEnd> {
  return endOf(await run(link, operation, errand, following, stdin), link, operation);
}

/** What came of one exec. */
type Reading =
  /** The host's own last words, and the journal's last event. */
  | {
      readonly kind: 'answered';
      readonly words: readonly string[];
      readonly last: JournalEvent | undefined;
    }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly diagnostic: Diagnostic };

async function run(
  link: HostLink,
  operation: OperationId,
  errand: Errand,
  { from = 0, onEvent, deadline = defaultDeadline, signal }: Following,
  stdin?: Uint8Array,
): Promise<Reading> {
  const reader = new JournalReader();
  const giveUp = new AbortController();
  let words: readonly string[] | undefined;
  let fault: unknown;
  const splitter = new LineSplitter(maxLineLength, (line) => {
    if (words !== undefined || fault !== undefined) return;
    if (line === '= following') return;
    if (line.startsWith('= ')) {
      words = line.slice(2).split(' ');
      return;
    }
    try {
      const event = reader.read(line);
      if (event !== undefined && event.seq > from) onEvent?.(event);
    } catch (error) {
      fault = error;
      giveUp.abort();
    }
  });
  const end = await link.exec({
    script: bootstrap(link.spec, operation, errand),
    ...(stdin === undefined ? {} : { stdin }),
    deadline,
    onStdout: (chunk) => splitter.push(chunk),
    signal: signal === undefined ? giveUp.signal : AbortSignal.any([signal, giveUp.signal]),
  });
  if (fault instanceof Diagnostic && fault.code.startsWith('zmgr::journal::')) {
    return { kind: 'unreadable', diagnostic: fault };
  }
  if (fault !== undefined) throw fault;
  if (words !== undefined) return { kind: 'answered', words, last: reader.events.at(-1) };
  return { kind: 'lost', why: lostBecause(end) };
}

function endOf(reading: Reading, link: HostLink, operation: OperationId): FollowEnd {
  switch (reading.kind) {
    case 'lost':
      return { kind: 'unknown', why: reading.why };
    case 'unreadable':
      return reading;
    case 'answered':
      return answered(reading.words, reading.last, link, operation);
    default:
      return reading satisfies never;
  }
}

function answered(
  [word, detail]: readonly string[],
  last: JournalEvent | undefined,
  link: HostLink,
  operation: OperationId,
): FollowEnd {
  const host = link.spec.name;
  switch (word) {
    case 'ended':
      if (last?.kind === 'end') return { kind: 'ended', outcome: last.outcome };
      break;
    case 'interrupted':
      return { kind: 'interrupted' };
    case 'never-submitted':
      return { kind: 'never-submitted' };
    case 'cut-short':
      return { kind: 'unknown', why: `only ${detail ?? 'some'} bytes of the script arrived` };
    case 'past-return':
      throw new Diagnostic({
        code: 'zmgr::operation::past-return',
        message: `Operation ${operation} is past its point of no return and cannot be unwound`,
        help: `/zone op resume ${operation} does what is left of it.`,
      });
    case 'no-state-directory':
      throw new Diagnostic({
        code: 'zmgr::runner::state-directory',
        message: `The state directory ${link.spec.state} of ${host} cannot be used`,
        help: `On ${host}, as root: mkdir -p ${link.spec.state} && chown ${link.spec.user} ${link.spec.state}`,
      });
    case 'not-kept':
      throw new Diagnostic({
        code: 'zmgr::runner::not-kept',
        message: `${host} could not keep operation ${operation} in ${link.spec.state}`,
        help: `See on ${host} whether the disk is full (df -h ${link.spec.state}) and whether ${link.spec.user} may write there.`,
      });
    case 'not-started':
      throw new Diagnostic({
        code: 'zmgr::runner::not-started',
        message: `${host} has operation ${operation} but did not start it`,
        help: `/zone op resume ${operation} tries again.`,
      });
    default:
  }
  return {
    kind: 'unreadable',
    diagnostic: new Diagnostic({
      code: 'zmgr::journal::bad',
      message: `${host} answered about operation ${operation} what no runner answers`,
      help: 'What happened on the host is unknown until it has been looked at there.',
    }),
  };
}

function lostBecause(end: ExecEnd): string {
  switch (end.kind) {
    case 'unknown':
      return end.why;
    case 'killed':
      return `the follower was killed by ${end.signal}`;
    case 'exited': {
      const complaint = Buffer.from(end.stderr).toString('utf8').trim().slice(-300);
      return `the follower ended with status ${end.status}${complaint === '' ? '' : `: ${complaint}`}`;
    }
    default:
      return end satisfies never;
  }
}

const given = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
