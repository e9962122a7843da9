/** One run of the real bot process, which nobody starts again: what it says and with which status it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface BotRun {
  /** Resolves when it has ended. `said` is all of standard error, where a start that fails says why. */
  readonly ended: Promise<{ readonly status: number | null; readonly said: string }>;
  /** The log so far. */
  log(): string;
  /** SIGTERM; nothing where it has ended. */
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

export function runBot(environment: Readonly<Record<string, string>>): BotRun {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve(root, 'src/main.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [log, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close').then(() => ({ status: child.exitCode, said }));
  return {
    ended,
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
