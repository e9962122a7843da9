/** `npm run playground`, as somebody who has just installed it runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { PlaygroundClient } from '../support/playground-client.ts';

const root = resolve(import.meta.dirname, '../..');

interface Started {
  readonly npm: ChildProcess;
  readonly url: string;
  readonly log: string;
  readonly exit: Promise<unknown>;
}

const groups: number[] = [];
afterEach(() => {
  for (const group of groups.splice(0)) if (isAlive(group)) process.kill(-group, 'SIGKILL');
});

async function start(): Promise<Started> {
  const npm = spawn('npm', ['run', '--silent', 'playground'], {
    cwd: root,
    env: { ...process.env, PLAYGROUND_PORT: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (npm.pid !== undefined) groups.push(npm.pid);
  const exit = new Promise((settle) => npm.once('exit', settle));
  let printed = '';
  const [, url = '', log = ''] = await new Promise<RegExpExecArray>((settle, reject) => {
    npm.stdout?.on('data', (chunk) => {
      printed += chunk;
      const found = /(http:\/\/127\.0\.0\.1:\d+)[\s\S]*log: (\S+)/.exec(printed);
      if (found) settle(found);
    });
    void exit.then(() => reject(new Error(`it ended, saying: ${printed}`)));
  });
  return { npm, url, log, exit };
}

function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

test('prints its address within fifteen seconds, works, and ends by Ctrl-C without a trace', async () => {
  const born = performance.now();
  const { npm, url, log, exit } = await start();
  expect(performance.now() - born).toBeLessThan(15_000);
  const client = new PlaygroundClient(url);
  const olga = await client.person('operator');
  await client.says(olga, 'version', /0\.\d+\.\d+/);
  await client.says(olga, 'whoami', /operator/);
  await client.says(olga, 'list', /intranet/);
  await client.says(olga, 'show legacy-db', /no entry/);
  // A terminal sends it to all, and npm passes it on besides.
  process.kill(-(npm.pid ?? 0), 'SIGINT');
  await exit;
  expect(isAlive(npm.pid ?? 0)).toBe(false);
  expect(existsSync(dirname(log))).toBe(false);
}, 60_000);

test('a SIGTERM to npm alone, as a service manager sends it, ends it all as well', async () => {
  const { npm, log, exit } = await start();
  npm.kill('SIGTERM');
  await exit;
  await expect.poll(() => isAlive(npm.pid ?? 0), { timeout: 15_000 }).toBe(false);
  expect(existsSync(dirname(log))).toBe(false);
}, 60_000);
