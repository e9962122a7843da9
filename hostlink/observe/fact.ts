/**
 * A fact: something to be read on a host, and the pure function that understands what was read. Facts are values;
 * hostlink/observe/observe.ts compiles any set of them to one script and one exec.
 */
import type { HostSpec } from '../host.ts';
import type { Command } from '../shell/command.ts';

/** What is to be read. A closed set, so that no fact brings shell text of its own. */
export type Reading =
  /** The output of a command. */
  | {
      readonly kind: 'command';
      readonly command: Command;
      /** One more argument at its end, which only the host can tell; where that fails, so does the whole. */
      readonly argument?: HostArgument;
    }
  /**
   * Files below a directory, byte for byte, in one `tar` pass. Members are names or one-level globs (`zones/*.kdl`)
   * relative to the directory; those that match nothing are left out.
   */
  | { readonly kind: 'files'; readonly directory: string; readonly members: readonly string[] }
  /**
   * What zones tell of their addresses where nothing outside does: a command inside those that run, a file of those that
   * do not. Asked are zones that have a link without an address in their configuration and no entry; which these are, only
   * the host can tell, in the same exec.
   */
  | {
      readonly kind: 'inside';
      /** Directory of configurations, /etc/zones. */
      readonly configurations: string;
      /** Directory of the registry's entries. */
      readonly entries: string;
      /** Run by a shell inside the zone: plain words. */
      readonly words: readonly string[];
      /** Path in the zone. */
      readonly file: string;
      /** Seconds that a zone has to answer. */
      readonly patience: number;
      /** Only this one. */
      readonly zone?: string;
    };

/** What a command prints on its one line, behind what it always begins with: where a zone lies, say. */
export interface HostArgument {
  readonly of: Command;
  readonly behind: string;
}

/** What came of a command: "tool missing" is status 127; "no such thing" is the tool's own words; empty is empty. */
export interface CommandAnswer {
  readonly kind: 'command';
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FilesAnswer {
  readonly kind: 'files';
  /** False when the directory itself is not there (or cannot be entered: see stderr). */
  readonly exists: boolean;
  /** By path relative to the directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly stderr: string;
}

/** By zone: what the command or the file said, or what was said against reading it. */
export interface InsideAnswer {
  readonly kind: 'inside';
  readonly zones: ReadonlyMap<string, Inside>;
}

export interface Inside {
  readonly asked: 'command' | 'file';
  readonly status: number;
  /** Both of its streams. */
  readonly said: string;
}

export type ReadingAnswer = CommandAnswer | FilesAnswer | InsideAnswer;

/** @typeParam T what the fact is once understood; always readonly data. */
export interface Fact<T> {
  /** Names the fact in diagnostics, for example `dladm show-vnic`. */
  readonly name: string;
  readonly reading: (host: HostSpec) => Reading;
  /** @throws Diagnostic for anything not understood; never guesses. */
  readonly understand: (answer: ReadingAnswer, host: HostSpec) => T;
  /** Whether it looks as what is read in the middle of a change does, half old and half new: then it is read again. */
  isTorn?(value: T): boolean;
}

export type FactSet = Readonly<Record<string, Fact<unknown>>>;

/** The facts of a set, understood, under the same keys. */
export type Observed<S extends FactSet> = {
  readonly [K in keyof S]: S[K] extends Fact<infer T> ? T : never;
};
