/** `npm run playground`, as somebody who has just installed it runs it. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PlaygroundClient } from '../support/playground-client.ts';

const root = resolve(import.meta.dirname, '../..');

test('prints its address within fifteen seconds, works, and ends without a trace', async () => {
  const born = performance.now();
  const child = spawn('npm', ['run', '--silent', 'playground'], {
    cwd: root,
    env: { ...process.env, PLAYGROUND_PORT: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise((settle) => child.once('exit', settle));
  let printed = '';
  try {
    const url = await new Promise<string>((settle, reject) => {
      child.stdout.on('data', (chunk) => {
        printed += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
        if (found) settle(found[0]);
      });
      void exit.then(() => reject(new Error(`it ended, saying: ${printed}`)));
    });
    expect(performance.now() - born).toBeLessThan(15_000);
    const client = new PlaygroundClient(url);
    const olga = await client.person('operator');
    await client.says(olga, 'version', /0\.\d+\.\d+/);
    await client.says(olga, 'whoami', /operator/);
    await client.says(olga, 'list', /intranet/);
    await client.says(olga, 'show legacy-db', /no entry/);
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await exit;
  }
  expect(processesOf(child.pid ?? 0)).toEqual([]);
}, 60_000);

/** Processes of a group that still run. */
function processesOf(group: number): readonly string[] {
  try {
    process.kill(-group, 0);
    return [`group ${group}`];
  } catch {
    return [];
  }
}
