/** What a command of `npx zonebot` is, and what it is run with. */
export interface Terminal {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** One file each; `path` is what is typed. `run` answers the exit status: 0 well, 1 something is wrong, 2 not understood. */
export interface CliCommand {
  readonly path: string;
  readonly summary: string;
  readonly usage: string;
  readonly run: (words: readonly string[], terminal: Terminal) => number | Promise<number>;
}
