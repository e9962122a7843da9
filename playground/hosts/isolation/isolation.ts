/**
 * How a simulated host is kept apart from the machine it runs on: where its files are seen, how its processes are
 * started and how all of them are ended at once. Two ways, chosen at start-up: namespaces of its own, or mere paths.
 */
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A process of the host with its three pipes. */
export type HostProcess = ChildProcessByStdio<Writable, Readable, Readable>;

export interface RootRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Isolation {
  readonly kind: 'namespace' | 'paths';
  /** Where the host's processes see a path of the host: itself, or below the host's directory. */
  seen(path: string): string;
  /** The host comes up: from now on processes can be started. */
  boot(): Promise<void>;
  /** Runs a command by the host's shell in a session of its own, as sshd does without a terminal. */
  spawn(command: string, environment: Readonly<Record<string, string>>): HostProcess;
  /** Runs one of the host's own programs as its root, who may write everywhere. */
  asRoot(argv: readonly [string, ...string[]], input: string): Promise<RootRun>;
  /** The host goes down: every process of it is killed, and none is left when this resolves. */
  halt(): Promise<void>;
  /** Fills the state directory's disk, or frees it. Only where the host was started with `stateBytes`. */
  fillState(full: boolean): Promise<void>;
  /** Ends what was set up for the host. */
  close(): Promise<void>;
}
