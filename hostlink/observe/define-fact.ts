/**
 * The two usual shapes of a fact. "Tool missing", "refused" and "empty" are three answers: the first two become
 * diagnostics here, once, unless the fact says what a refusal means; empty is for the parser.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { Command } from '../shell/command.ts';
import { quoteAll } from '../shell/quote.ts';
import type { CommandAnswer, Fact, FilesAnswer, HostArgument } from './fact.ts';

/** What sh answers for a tool that is not on the PATH. POSIX sh, "Exit Status for Commands". */
export const noSuchTool = 127;

export const toolMissing = (tool: string, host: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::tool-missing',
    message: `${host.name} has no ${tool} on the path ${host.path}`,
    help: `Find it on the host (command -v ${tool}) and name its directory in zonebot.kdl: host "${host.name}" { path "…" }.`,
  });

interface CommandFact<T> {
  readonly name: string;
  readonly command: Command;
  readonly argument?: HostArgument;
  /** @param source what was read, for diagnostics: `hv-04:dladm show-vnic`. */
  readonly parse: (stdout: string, source: string) => T;
  /** What it means when the tool fails with these words: a zone that is not there is no trouble to who asks for one. */
  readonly refusals?: readonly (readonly [complaint: string, meaning: T])[];
}

/** A fact read from what a command prints. */
export function commandFact<T>({
  name,
  command,
  argument,
  parse,
  refusals = [],
}: CommandFact<T>): Fact<T> {
  return {
    name,
    reading: () => ({ kind: 'command', command, ...(argument !== undefined && { argument }) }),
    understand: (answer, host) => {
      if (answer.kind !== 'command') throw new TypeError(`${name} was handed files`);
      if (answer.status === 0) return parse(answer.stdout, `${host.name}:${name}`);
      for (const [complaint, meaning] of refusals)
        if (answer.stderr.includes(complaint)) return meaning;
      throw failure(command, answer, host);
    },
  };
}

function failure({ argv }: Command, { status, stderr }: CommandAnswer, host: HostSpec): Diagnostic {
  if (status === noSuchTool) return toolMissing(argv[0], host);
  const said = stderr.trim();
  return new Diagnostic({
    code: 'zmgr::host::tool-failed',
    message: `${quoteAll(argv)} failed on ${host.name} with status ${status}`,
    help: `Run it there as ${host.user} to see why.`,
    ...(said === '' ? {} : { cause: new Error(said.slice(0, 1000)) }),
  });
}

interface FilesFact<T> {
  readonly name: string;
  readonly directory: (host: HostSpec) => string;
  readonly members: readonly string[];
  readonly parse: (answer: FilesAnswer, host: HostSpec) => T;
  /** See Fact. */
  isTorn?(value: T): boolean;
}

/** A fact read from files. */
export function filesFact<T>({ name, directory, members, parse, ...more }: FilesFact<T>): Fact<T> {
  return {
    name,
    reading: (host) => ({ kind: 'files', directory: directory(host), members }),
    understand: (answer, host) => {
      if (answer.kind !== 'files') throw new TypeError(`${name} was handed a command's output`);
      const complaint = answer.stderr.trim();
      if (answer.exists && complaint !== '') throw unreadable(directory(host), complaint, host);
      return parse(answer, host);
    },
    ...more,
  };
}

/** A file that was left out may be the one that matters. */
const unreadable = (directory: string, complaint: string, host: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::unreadable',
    message: `Not all files could be read in ${host.name}:${directory}`,
    help: `Let ${host.user} read what is in it.`,
    cause: new Error(complaint.slice(0, 1000)),
  });
