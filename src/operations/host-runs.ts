/** HostRuns over hostlink/runner: compiles plans, keeps what comes in order, and turns what is thrown into an answer. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type GuardKinds, guardMeaningOf } from '../../hostlink/guards/define-guard.ts';
import type { HostLink } from '../../hostlink/host.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { namesSecrets, type Secrets } from '../../hostlink/plan/secret.ts';
import { compile } from '../../hostlink/runner/compile.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import * as runner from '../../hostlink/runner/runner.ts';
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Titles } from './differences.ts';
import type { Followed, Follower, HostRuns } from './runs.ts';

export interface HostRunsParts {
  readonly links: (host: HostName) => HostLink;
  readonly kinds: StepKinds;
  readonly guardKinds: GuardKinds;
  /** Passwords and keys that a plan names by their hashes; read from the host's registry when they are needed. */
  readonly secrets: (host: HostName) => Promise<Secrets>;
}

/** Milliseconds. The link itself finds out when it is dead; an install may take hours. */
const followDeadline = 24 * 3_600_000;

/** Milliseconds for leaving word. */
const cancelDeadline = 30_000;

export function hostRuns(parts: HostRunsParts): HostRuns {
  const { links, kinds, guardKinds, secrets } = parts;
  return {
    start: (host, operation, verb, work, follower) =>
      followed(follower, async (following) => {
        const link = links(host);
        if (verb === 'resume') return runner.resume(link, operation, following);
        if (verb === 'unwind') return runner.unwind(link, operation, following);
        const script = compile({
          ...work,
          operation,
          host: link.spec,
          kinds,
          guardKinds,
          ...(namesSecrets(work.plan) && { secrets: await secrets(host) }),
        });
        return runner.submit(link, operation, script, following);
      }),
    attach: (host, operation, follower) =>
      followed(follower, (following) => runner.attach(links(host), operation, following)),
    cancel: (host, operation) => leaveWord(links(host), operation),
    forget: (host, operation, signal) => runner.removeOperation(links(host), operation, { signal }),
  };
}

async function followed(
  { after, onAttached, onEvents, signal }: Follower,
  run: (following: runner.Following) => Promise<runner.FollowEnd>,
): Promise<Followed> {
  const giveUp = new AbortController();
  let attached = false;
  /** What came while the events before it were being kept: kept together next. */
  let waiting: JournalEvent[] = [];
  let keeping: Promise<void> | undefined;
  const keep = async (): Promise<void> => {
    while (waiting.length > 0) {
      const events = waiting;
      waiting = [];
      await onEvents(events);
    }
    keeping = undefined;
  };
  const following: runner.Following = {
    deadline: followDeadline,
    signal: AbortSignal.any([signal, giveUp.signal]),
    onEvent: (event) => {
      if (!attached) onAttached();
      attached = true;
      if (event.seq <= after) return;
      waiting.push(event);
      keeping ??= keep();
      // What can't be kept is not followed; the failure itself is thrown below.
      keeping.catch(() => giveUp.abort());
    },
  };
  let end: Followed;
  try {
    end = answerOf(await run(following));
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    end = error.code.startsWith('zmgr::host::')
      ? { kind: 'lost', why: error.message }
      : { kind: 'refused', diagnostic: error };
  }
  await keeping;
  return end;
}

function answerOf(end: runner.FollowEnd): Followed {
  switch (end.kind) {
    case 'ended':
    case 'interrupted':
      return end;
    case 'unknown':
      return { kind: 'lost', why: end.why };
    case 'never-submitted':
      return { kind: 'absent' };
    case 'unreadable':
      return { kind: 'illegal', why: end.diagnostic.message };
    default:
      return end satisfies never;
  }
}

/** The runner's cancel also follows; the first line of the journal shows that the word was left. */
async function leaveWord(link: HostLink, operation: OperationId): Promise<void> {
  const left = new AbortController();
  const end = await runner.cancel(link, operation, {
    deadline: cancelDeadline,
    signal: left.signal,
    onEvent: () => left.abort(),
  });
  if (left.signal.aborted || end.kind === 'ended' || end.kind === 'interrupted') return;
  throw new Diagnostic({
    code: 'zmgr::operation::not-told',
    message: `The host ${link.spec.name} was not told to stop operation ${operation}`,
    help: 'It is told as soon as it can be.',
  });
}

/** Titles by the kinds that there are; of a plan of another release, the kind alone. */
export function titlesOf(kinds: StepKinds, guardKinds: GuardKinds): Titles {
  const orElse = <T>(otherwise: T, said: () => T): T => {
    try {
      return said();
    } catch {
      return otherwise;
    }
  };
  return {
    step: (step) => orElse(step.kind, () => meaningOf(step, kinds).title),
    guard: (guard) => orElse(guard.kind, () => guardMeaningOf(guard, guardKinds).title),
    advice: (step) => orElse([], () => meaningOf(step, kinds).advice),
  };
}
