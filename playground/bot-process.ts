/**
 * The real bot as a process of its own, as a service manager would keep it: started again when it dies, unless its status
 * says that this is of no use, with a pause that grows while it keeps dying young. What it logs goes to a file.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitStatus } from '../src/exit-status.ts';

export interface BotProcess {
  /** Of the process that runs now; undefined between two. */
  pid(): number | undefined;
  /** How often it was started. */
  starts(): number;
  /** Whether the process that runs now has said that it is ready, as its log tells. */
  isReady(): boolean;
  /**
   * SIGKILL, sent before this returns. It is started again at once, since it did not die of itself. Resolves when it has
   * gone, to whether there was one to kill.
   */
  kill(): Promise<boolean>;
  /** SIGSTOP: it does nothing at all, and all its connections stand. Whether there was one to stop. */
  pause(): boolean;
  /** SIGCONT. */
  resume(): void;
  /** SIGTERM, and SIGKILL after ten seconds. Resolves when it has gone. */
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  /** Its log's name there. Default `bot.log`. */
  readonly log?: string;
  /** Where its source is. Default: here. */
  readonly source?: string;
  /** Told when it ends by itself. */
  readonly warn: (line: string) => void;
}

const root = resolve(import.meta.dirname, '..');

/** Lines of the log: ours, when a process is begun, and the bot's own. */
const startedLine = 'the bot is started';
const readyLine = 'zonebot is ready';

/** One that lived this long, in milliseconds, is started again at once. */
const longLife = 10_000;

export function startBot({
  environment,
  directory,
  log: logName = 'bot.log',
  source = root,
  warn,
}: BotOptions): BotProcess {
  let stopping = false;
  let starts = 0;
  let child: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  let youngDeaths = 0;
  /** The one that is being killed: its death says nothing about it. */
  let killed: ChildProcess | undefined;

  const start = () => {
    const log = openSync(join(directory, logName), 'a');
    starts += 1;
    writeSync(log, `${JSON.stringify({ level: 'info', msg: startedLine, starts })}\n`);
    const born = performance.now();
    const running = spawn(process.execPath, ['--import', 'tsx', join(source, 'src/main.ts')], {
      cwd: source,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child = running;
    running.once('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (running === killed) {
        start();
        return;
      }
      if (code === exitStatus.configuration) {
        warn(`The bot ended for good (see ${join(directory, logName)}).`);
        return;
      }
      youngDeaths = performance.now() - born > longLife ? 0 : youngDeaths + 1;
      const pause = youngDeaths === 0 ? 0 : Math.min(250 * 2 ** youngDeaths, longLife);
      warn(
        `The bot ended with ${signal ?? `status ${code}`} (see ${join(directory, logName)}); it is started again.`,
      );
      again = setTimeout(start, pause);
    });
  };
  start();

  return {
    pid: () => child?.pid,
    starts: () => starts,
    isReady: () => {
      const text = readFileSync(join(directory, logName), 'utf8');
      return child !== undefined && text.lastIndexOf(readyLine) > text.lastIndexOf(startedLine);
    },
    async kill() {
      const running = child;
      if (running === undefined) return false;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      killed = running;
      running.kill('SIGKILL');
      await gone;
      return true;
    },
    pause: () => child?.kill('SIGSTOP') ?? false,
    resume: () => {
      child?.kill('SIGCONT');
    },
    async stop() {
      stopping = true;
      clearTimeout(again);
      const running = child;
      if (running === undefined) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGCONT');
      running.kill('SIGTERM');
      const patience = setTimeout(() => running.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(patience);
    },
  };
}
