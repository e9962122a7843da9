/**
 * Reads any set of facts on a host in one exec. Reads do no harm, so one whose outcome is unknown because the link was
 * lost is asked for once more, and so is one that fell into the middle of a change.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { ExecEnd, HostLink, HostSpec } from '../host.ts';
import { filesOf, realComplaints } from './archive.ts';
import { noSuchTool, toolMissing } from './define-fact.ts';
import type { FactSet, Observed, Reading, ReadingAnswer } from './fact.ts';
import { insideOf } from './inside.ts';
import { noDirectory, readingScript } from './script.ts';
import { type Section, sectionsOf } from './sections.ts';

export interface Observing {
  /** Milliseconds for the whole. */
  readonly deadline: number;
  /** So many random bytes, for the mark that nobody can guess. */
  readonly random: (length: number) => Uint8Array;
  readonly signal?: AbortSignal;
}

/** How often at most. What still looks torn then is so: a file is missing, and what the fact made of that stands. */
const attempts = 3;

/**
 * @throws Diagnostic `zmgr::host::…` of the link when the host was not reached, `zmgr::host::unanswered` when its
 * answer was lost, `zmgr::host::garbled`, `zmgr::host::too-much`; and those of the facts: `not-understood`,
 * `tool-missing`, `tool-failed`, `unreadable`.
 */
export async function observe<S extends FactSet>(
  link: HostLink,
  facts: S,
  observing: Observing,
): Promise<Observed<S>> {
  const { spec } = link;
  const entries = Object.entries(facts).map(([key, fact]) => ({
    key,
    fact,
    reading: fact.reading(spec),
  }));
  const readings = entries.map(({ reading }) => reading);
  for (let attempt = 1; ; attempt += 1) {
    const { sections, mark } = await readOnce(link, readings, observing);
    const observed: Record<string, unknown> = {};
    let isTorn = false;
    for (const [at, { key, fact, reading }] of entries.entries()) {
      const section = sections[at];
      if (section === undefined) throw new TypeError(`no section for ${fact.name}`);
      const value = fact.understand(await answerOf(reading, section, mark, spec), spec);
      isTorn ||= fact.isTorn?.(value) ?? false;
      observed[key] = value;
    }
    if (!isTorn || attempt === attempts) return observed as Observed<S>;
  }
}

async function readOnce(
  link: HostLink,
  readings: readonly Reading[],
  { deadline, random, signal }: Observing,
): Promise<{ readonly sections: readonly Section[]; readonly mark: string }> {
  const { spec } = link;
  const mark = Buffer.from(random(16)).toString('hex');
  const request = {
    script: readingScript(readings, mark, spec),
    ...(signal === undefined ? {} : { signal }),
  };
  const start = performance.now();
  let end = await link.exec({ ...request, deadline });
  const left = deadline - (performance.now() - start);
  if (end.kind === 'unknown' && (end.because ?? 'link-lost') === 'link-lost' && left > 0) {
    end = await link.exec({ ...request, deadline: left });
  }
  if (end.kind !== 'exited') throw unanswered(spec.name, end);
  return { sections: sectionsOf(end, { mark, count: readings.length, host: spec.name }), mark };
}

function unanswered(host: string, end: Exclude<ExecEnd, { kind: 'exited' }>): Diagnostic {
  if (end.kind === 'unknown' && end.because === 'output-limit') {
    return new Diagnostic({
      code: 'zmgr::host::too-much',
      message: `${host} answered with more than can be read`,
      help: 'Look at the sizes of the files in its registry and in /etc/zones.',
      cause: new Error(end.why),
    });
  }
  return new Diagnostic({
    code: 'zmgr::host::unanswered',
    message: `${host} did not answer to the end`,
    help: 'It was only asked, nothing was changed. Ask again.',
    cause: new Error(end.kind === 'killed' ? `The shell was killed by ${end.signal}` : end.why),
  });
}

const text = new TextDecoder();

async function answerOf(
  reading: Reading,
  { status, stdout, stderr }: Section,
  mark: string,
  host: HostSpec,
): Promise<ReadingAnswer> {
  const said = text.decode(stderr);
  if (reading.kind === 'command') {
    return { kind: 'command', status, stdout: text.decode(stdout), stderr: said };
  }
  if (reading.kind === 'inside')
    return { kind: 'inside', zones: insideOf(text.decode(stdout), mark) };
  if (status === noDirectory)
    return { kind: 'files', exists: false, files: new Map(), stderr: said };
  if (status === noSuchTool) throw toolMissing('tar', host);
  try {
    // Beyond tar's own statuses lie signals, and an archive that was cut between two files looks whole.
    if (status > 2) throw new Error(`tar ended with status ${status}: ${said.slice(0, 1000)}`);
    const files = await filesOf(stdout, reading.members);
    return { kind: 'files', exists: true, files, stderr: status === 0 ? '' : realComplaints(said) };
  } catch (cause) {
    throw new Diagnostic({
      code: 'zmgr::host::garbled',
      message: `The files in ${host.name}:${reading.directory} did not come as a whole archive`,
      help: `Ask again. If it stays so, look on the host: (cd ${reading.directory} && tar chf /dev/null .)`,
      cause,
    });
  }
}
