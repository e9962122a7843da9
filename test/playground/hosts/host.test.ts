/** A simulated host as one meets it: over SSH, with a real shell. In namespaces of its own, and by mere paths. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKeyPair } from '../../../playground/hosts/keys.ts';
import { isAlive } from '../../support/alive.ts';
import { type PlainHost, type PlainSsh, plainHost } from '../../support/plain-ssh.ts';
import { describeReal } from '../../support/real.ts';

const createWeb01 = [
  'pfexec dladm create-vnic -l stub0 -m 2:8:20:1:2:3 web01_0 || exit',
  `pfexec zonecfg -z web01 'create -b; set zonepath="/zones/web01"; set brand="ipkg"; set autoboot="true"; set ip-type="exclusive"; add net; set physical="web01_0"; set allowed-address="10.1.0.13/24"; set defrouter="10.1.0.1"; end' || exit`,
  'pfexec zoneadm -z web01 install || exit',
  'pfexec zoneadm -z web01 boot',
].join('\n');

const removeWeb01 = [
  'pfexec zoneadm -z web01 halt',
  'pfexec zoneadm -z web01 uninstall -F && pfexec zonecfg -z web01 delete -F && pfexec dladm delete-vnic web01_0',
].join('\n');

for (const isolation of ['namespace', 'paths'] as const) {
  describeReal(
    `a host by ${isolation}`,
    isolation === 'namespace' ? ['unshare', 'nsenter'] : [],
    () => {
      let here: PlainHost;
      let ssh: PlainSsh;
      const sh = (script: string, stdin?: string) => ssh.exec(here.prelude + script, stdin);

      beforeAll(async () => {
        here = await plainHost({ isolation });
        ssh = await here.connect();
      });
      afterAll(async () => {
        ssh.end();
        await here.stop();
      });

      test('gives stdin, stdout, stderr, status and signal their own ways', async () => {
        expect(await sh('cat; echo no >&2; exit 7', 'in\0put')).toEqual({
          status: 7,
          signal: undefined,
          stdout: 'in\0put',
          stderr: 'no\n',
        });
        expect((await sh('kill -9 $$')).signal).toBe('SIGKILL');
        const big = 'x'.repeat(3_000_000);
        expect((await sh('cat', big)).stdout).toBe(big);
      });

      test('has what illumos has and no more', async () => {
        expect((await sh('uname -s; cat /dev/null')).stdout).toBe('SunOS\n');
        for (const tool of ['base64', 'sha256sum', 'stat', 'setsid'])
          expect((await sh(`${tool} </dev/null`)).status).toBe(127);
        expect((await sh(`cat ${here.host.reach.etc}/os-release`)).stdout).toContain(
          'ID="openindiana"',
        );
      });

      test('creates a zone by the commands that the bot sends, and takes it away again', async () => {
        const before = here.host.dump();
        const made = await sh(createWeb01);
        expect(made).toMatchObject({ status: 0, stderr: '' });
        expect(made.stdout).toContain('Installation completed in');
        expect(here.host.state().zones.web01).toEqual({
          state: 'running',
          brand: 'ipkg',
          zonepath: '/zones/web01',
          nets: [{ physical: 'web01_0', allowedAddress: '10.1.0.13/24', defrouter: '10.1.0.1' }],
        });
        expect(here.host.state().links.web01_0).toEqual({ class: 'vnic', over: 'stub0' });
        const files = (
          await sh(`cat ${here.host.reach.etc}/zones/index ${here.host.reach.etc}/zones/web01.xml`)
        ).stdout;
        expect(files).toMatch(/^web01:installed:\/zones\/web01:[0-9a-f-]{36}$/m);
        expect(files).toContain(
          '<network allowed-address="10.1.0.13/24" physical="web01_0" defrouter="10.1.0.1"/>',
        );
        expect(here.host.dump()).not.toEqual(before);
        expect((await sh(removeWeb01)).status).toBe(0);
        expect(here.host.dump()).toEqual(before);
      });

      test('keeps parallel calls apart', async () => {
        const script = `for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        { out=$(printf 'info\n' | zonecfg -z nothing$n 2>&1); echo "$n $?: $out"; } & done; wait`;
        const lines = (await sh(script)).stdout.trimEnd().split('\n').sort();
        const wanted = Array.from({ length: 20 }, (_, at) => [
          `${at + 1} 1: nothing${at + 1}: No such zone configured`,
          `nothing${at + 1}: No such zone configured`,
        ]).flat();
        expect(lines.filter((line) => / 1: /.test(line))).toHaveLength(20);
        expect(lines.filter((line) => wanted.includes(line))).toHaveLength(40);
      });

      test('tells long answers whole', async () => {
        const many = Array.from(
          { length: 200 },
          (_, at) =>
            `add attr; set name=a${at}; set type=string; set value=${'v'.repeat(400)}; end`,
        );
        await sh(
          `pfexec zonecfg -z many -f -`,
          `create -b\nset zonepath=/zones/many\n${many.join('\n')}\n`,
        );
        const read = await sh('zonecfg -z many export');
        expect(read.stdout.match(/^add attr$/gm)).toHaveLength(200);
        expect(read.stdout.endsWith('end\n')).toBe(true);
        expect((await sh('pfexec zonecfg -z many delete -F')).status).toBe(0);
      });

      test('refuses the eleventh session of a connection', async () => {
        const eleven = Array.from({ length: 11 }, () => ssh.exec('sleep 0.5'));
        const settled = await Promise.allSettled(eleven);
        expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
        expect((await ssh.exec('echo free again')).stdout).toBe('free again\n');
      });

      test('lets what detached itself go on when the link is cut', async () => {
        const other = await here.connect();
        const mark = `sleep 9${process.pid}${isolation === 'paths' ? 1 : 2}`;
        const cut = other.exec(
          `(${here.prelude} trap '' HUP; ${mark} </dev/null >/dev/null 2>&1) & echo started; wait`,
        );
        await expect.poll(() => isAlive(mark)).toBe(true);
        await here.host.fault({ drop: true });
        await other.closed;
        expect((await cut).status).toBeUndefined();
        expect(isAlive(mark)).toBe(true);
        ssh = await here.connect();
        expect((await sh('echo back')).stdout).toBe('back\n');
      });

      test('fails, delays and cuts when it is asked to, once, and says so', async () => {
        await here.host.fault({
          fail: { tool: 'dladm', verb: 'create-vnic', nth: 2, status: 3, stderr: 'dladm: no' },
        });
        await here.host.fault({ fail: { tool: 'zoneadm', verb: 'attach' } });
        const said = await sh(
          'for n in 0 1 2; do pfexec dladm create-vnic -l stub0 f$n; echo $?; done',
        );
        expect([said.stdout, said.stderr]).toEqual(['0\n3\n0\n', 'dladm: no\n']);
        expect(here.host.state().links).not.toHaveProperty('f1');
        await sh('pfexec dladm delete-vnic f0; pfexec dladm delete-vnic f2');
        expect(here.host.waitingFaults()).toEqual([
          { fail: expect.objectContaining({ verb: 'attach' }) },
        ]);

        await here.host.fault({ fail: { tool: 'dladm', verb: 'create-vnic', when: 'after' } });
        expect((await sh('pfexec dladm create-vnic -l stub0 f3')).status).toBe(1);
        expect(here.host.state().links).toHaveProperty('f3');

        await here.host.fault({ drop: { tool: 'dladm', verb: 'delete-vnic', when: 'after' } });
        expect((await sh('pfexec dladm delete-vnic f3')).status).toBeUndefined();
        expect(here.host.state().links).not.toHaveProperty('f3');
        ssh = await here.connect();
        await expect(here.host.fault({ fail: { nth: 0 } })).rejects.toMatchObject({
          code: 'zmgr::playground::bad-fault',
        });
      });

      test('leaves a zone incomplete when its install fails, and is clean again after an unwind', async () => {
        const before = here.host.dump();
        await here.host.fault({
          fail: { tool: 'zoneadm', verb: 'install', stderr: 'ERROR: no network' },
        });
        const made = await sh(createWeb01);
        expect(made).toMatchObject({ status: 1, stderr: 'ERROR: no network\n' });
        expect(here.host.state().zones).toMatchObject({ web01: { state: 'incomplete' } });
        await sh(removeWeb01);
        expect(here.host.dump()).toEqual(before);
      });

      test('can be unreachable and silent for a while', async () => {
        await here.host.fault({ unreachable: true });
        await expect(here.connect()).rejects.toThrow('ECONNREFUSED');
        await here.host.fault({ unreachable: false });
        ssh = await here.connect();
        await here.host.fault({ silent: true });
        const late = sh('echo late');
        const winner = await Promise.race([
          late,
          new Promise((resolve) => setTimeout(resolve, 150, 'silence')),
        ]);
        expect(winner).toBe('silence');
        await here.host.fault({ silent: false });
        expect((await late).stdout).toBe('late\n');
      });

      test('reboots: processes and temporary links gone, autoboot zones up, what hung is over', async () => {
        const mark = `sleep 8${process.pid}${isolation === 'paths' ? 1 : 2}`;
        await sh(
          `pfexec dladm create-vnic -t -l stub0 t0; ${mark} </dev/null >/dev/null 2>&1 & echo`,
        );
        await sh('pfexec zoneadm -z legacy-db boot');
        await here.host.fault({ hang: { tool: 'zoneadm', verb: 'halt' } });
        const hanging = sh('pfexec zoneadm -z intranet halt');
        await expect
          .poll(() => here.host.waitingFaults().some((fault) => 'hang' in fault))
          .toBe(false);
        const bootTime = async () => (await sh('kstat -p unix:0:system_misc:boot_time')).stdout;
        await here.host.reboot();
        expect((await hanging).status).toBeUndefined();
        expect(isAlive(mark)).toBe(false);
        ssh = await here.connect();
        expect(await bootTime()).toMatch(/^unix:0:system_misc:boot_time\t[0-9]+\n$/);
        expect(here.host.state().links).not.toHaveProperty('t0');
        expect(Object.values(here.host.state().zones).map(({ state }) => state)).toEqual([
          'running',
          'installed',
          'running',
        ]);
      });

      test('goes down without a word to who has called: no script goes on from there', async () => {
        const heard = `${here.host.reach.state}/heard`;
        for (const when of ['before', 'after'] as const) {
          await here.host.fault({ reboot: { tool: 'dladm', verb: 'show-link', when } });
          await sh(`(dladm show-link; echo $?; dladm show-vnic; echo $?) >${heard} 2>&1`);
          await here.host.reboot();
          ssh = await here.connect();
          expect((await sh(`cat ${heard}`)).stdout).not.toMatch(/^[0-9]+$/m);
        }
        expect(here.host.waitingFaults().some((fault) => 'reboot' in fault)).toBe(false);
      });
    },
  );
}

describe('a host', () => {
  test('leaves no process behind', async () => {
    for (const isolation of ['namespace', 'paths'] as const) {
      const { connect, stop } = await plainHost({ isolation });
      const ssh = await connect();
      const mark = `sleep 7${process.pid}`;
      await ssh.exec(`${mark} </dev/null >/dev/null 2>&1 &`);
      await expect.poll(() => isAlive(mark)).toBe(true);
      await stop();
      expect(isAlive(mark)).toBe(false);
    }
  });

  test('whose user is root needs no pfexec', async () => {
    const { connect, stop, prelude } = await plainHost({ user: 'root' });
    const ssh = await connect();
    const said = await ssh.exec(
      `${prelude} dladm create-etherstub s1 && dladm delete-etherstub s1`,
    );
    expect(said).toMatchObject({ status: 0, stderr: '' });
    await stop();
  });

  test('takes no other key and no other user', async () => {
    const { connect, stop } = await plainHost();
    const stranger = newKeyPair().private;
    await expect(connect({ privateKey: stranger })).rejects.toThrow(
      'authentication methods failed',
    );
    await expect(connect({ user: 'root' })).rejects.toThrow('authentication methods failed');
    await stop();
  });
});
