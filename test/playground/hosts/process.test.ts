/** A simulated host as a part of somebody's process: an ordinary user's, one that is killed, one with another shell. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { findProcess, isAlive } from '../../support/alive.ts';
import { plainHost } from '../../support/plain-ssh.ts';
import { commandPath, describeReal } from '../../support/real.ts';

const program = join(import.meta.dirname, 'host-program.ts');
/** nobody: an account that owns nothing. */
const nobody = 65534;

/** The program is killed and cannot clean up: what it writes lies here. */
const scratch = mkdtempSync(join(tmpdir(), 'zonebot-killed-'));
chmodSync(scratch, 0o777);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function startProgram(isolation: string, mark: string, user?: number) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, isolation, mark.replace(' ', '_')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(user === undefined ? {} : { uid: user, gid: user }),
      env: { ...process.env, HOME: scratch, TMPDIR: scratch },
    },
  );
  const lines: string[] = [];
  const ready = new Promise<readonly string[]>((resolve) => {
    createInterface({ input: child.stdout })
      .on('line', (line) => (line === 'ready' ? resolve(lines) : lines.push(line)))
      .on('close', () => resolve(lines));
  });
  return { child, ready };
}

for (const isolation of ['namespace', 'paths'] as const) {
  test(`an ordinary user's host by ${isolation}`, async () => {
    const root = process.getuid?.() === 0;
    // The program gets the words apart, so that its own arguments are not found.
    const mark = `sleep 6${process.pid}${isolation === 'paths' ? 1 : 2}`;
    const { child, ready } = startProgram(isolation, mark, root ? nobody : undefined);
    expect(await ready).toEqual([`uid ${root ? nobody : process.getuid?.()} web:running`]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // A killed playground takes its hosts with it; without namespaces what they started is found at the next start.
    if (isolation === 'namespace') await expect.poll(() => isAlive(mark)).toBe(false);
    else expect(killFound(mark)).toBe(true);
  });
}

function killFound(words: string): boolean {
  const pid = findProcess(words);
  return pid !== undefined && process.kill(pid, 'SIGKILL');
}

for (const shell of ['dash', 'ksh93', 'busybox'] as const) {
  describeReal(`with ${shell} as /bin/sh`, [shell], () => {
    test('its stubs keep words, input and answers whole', async () => {
      const { connect, prelude, stop } = await plainHost({ shell: commandPath(shell) ?? shell });
      const ssh = await connect();
      const value = String.raw`a 'quoted' \backslash\n * $HOME %s	tab`;
      const said = await ssh.exec(
        `${prelude} read -r value; pfexec zonecfg -z odd "create -b; set zonepath=/zones/odd; add attr; set name=v; set type=string; set value=\\"$value\\"; end" || exit; zonecfg -z odd info attr; dladm show-link none0; echo $?`,
        `${value}\n`,
      );
      expect(said.stdout).toBe(`attr:\n\tname: v\n\ttype: string\n\tvalue: "${value}"\n1\n`);
      expect(said.stderr).toBe('dladm: link none0 is not valid: object not found\n');
      const piped = await ssh.exec(
        `${prelude} printf 'create -b\\nset zonepath=/zones/p\\nset autoboot=true' | pfexec zonecfg -z p; echo $?; zonecfg -z p info autoboot`,
      );
      expect(piped.stdout).toBe(
        "Use 'create' to begin configuring a new zone.\n0\nautoboot: false\n",
      );
      ssh.end();
      await stop();
    });
  });
}

test('a full disk is a full disk, and can be freed', async () => {
  const { host, connect, prelude, stop } = await plainHost({ stateBytes: 1 << 20 });
  const ssh = await connect();
  const write = () => ssh.exec(`${prelude} head -c 20000 /dev/zero >${host.reach.state}/file`);
  expect((await write()).status).toBe(0);
  await host.fault({ diskFull: true });
  expect(await ssh.exec(`echo more >>${host.reach.state}/other`)).toMatchObject({
    stderr: expect.stringMatching(/No space left|write error|I\/O error/i),
  });
  await host.fault({ diskFull: false });
  expect((await write()).status).toBe(0);
  await host.reboot();
  const again = await connect();
  expect((await again.exec(`wc -c <${host.reach.state}/file`)).stdout.trim()).toBe('20000');
  await stop();
});

test('an install whose caller is killed leaves the zone incomplete', async () => {
  const { host, connect, prelude, stop } = await plainHost({ installMilliseconds: 500 });
  const ssh = await connect();
  const said = await ssh.exec(`${prelude}
pfexec zonecfg -z web 'create -b; set zonepath=/zones/web' || exit
pfexec zoneadm -z web install >/tmp/out & installing=$!
while ! grep -q Installing /tmp/out; do sleep 0.02; done
kill -9 $installing; wait $installing
until
  state=$(zoneadm -z web list -p | cut -d: -f3)
  pfexec zoneadm -z web uninstall -F 2>>/tmp/busy
do sleep 0.02; done
echo "was $state"
pfexec zoneadm -z web install >/dev/null; echo $?`);
  expect(said.stdout).toBe('was incomplete\n0\n');
  expect(host.state().zones).toMatchObject({ web: { state: 'installed' } });
  await stop();
});
