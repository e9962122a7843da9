/** A short program of the machine, with its input and all that it prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RootRun } from './isolation.ts';

export async function runToEnd(
  program: string,
  words: readonly string[],
  input: string,
): Promise<RootRun> {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], env: { LC_ALL: 'C' } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // One that has seen enough closes its input before all of it is written.
  child.stdin.on('error', () => undefined).end(input);
  const [status] = await once(child, 'close');
  return { status: typeof status === 'number' ? status : 1, stdout, stderr };
}
