/**
 * What is written for a zone's first boot, run by ksh93: whatever the values are, root runs our functions with exactly
 * these words, and nothing else.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type FirstBootKind,
  type FirstBootWish,
  firstBootScript,
} from '../../../hostlink/illumos/first-boot/script.ts';
import { parseAbsolutePath } from '../../../hostlink/names/absolute-path.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { Secret, type Secrets, secretsFrom, withSecrets } from '../../../hostlink/plan/secret.ts';
import { zoneSeed } from '../../../hostlink/steps/zone-seed.ts';
import { describeReal } from '../../support/real.ts';

const directory = mkdtempSync(join(tmpdir(), 'zonebot-first-boot-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The text that the step writes, with its secrets. */
function written(kind: FirstBootKind, wish: FirstBootWish, secrets: Secrets): string {
  const step = zoneSeed.step({
    zone: parseZoneName('web01'),
    root: parseAbsolutePath('/zones/web01/root'),
    path: parseAbsolutePath('/zones/web01/root/etc/x'),
    mode: '0400',
    text: firstBootScript(kind, wish),
  });
  for (const action of zoneSeed.meaning(withSecrets(step, secrets)).apply)
    if (action.kind === 'put-file' && action.to !== null) return action.to;
  throw new Error('nothing is written');
}

const names = [
  ...['setup_interface', 'setup_route', 'setup_ns_dns', 'setup_user_account'],
  ...['setup_user_password', 'setup_timezone', 'seed_keys'],
];

/** As sysding sources it, with functions that tell their words. */
const recorder = `${names
  .map((name) => `${name}() { printf '%s\\0' ${name} "$@"; printf '\\1\\0'; }`)
  .join('\n')}\n`;

/** Characters that mean something to a shell, to ed, to printf, and others. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', '\\', '$', '`', '(', ')', '\n', ';', '&', '|', '<', '>', ' ', '\t'),
    fc.constantFrom('%', '*', '?', '[', ']', '{', '}', '~', '#', '!', '=', ',', '-', '\r', 'é'),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
    fc.constantFrom('$(exit 9)', '`exit 9`', "';exit 9;'", 'EOF', '${IFS}'),
  ),
  maxLength: 12,
});
const secretOf = hostile.map((text) => new Secret(`x${text}`));

const wishes = fc.record({
  timezone: hostile.map((text) => `T${text}`),
  nameservers: fc.array(hostile, { minLength: 1, maxLength: 2 }),
  search: fc.array(hostile, { maxLength: 2 }),
  password: secretOf,
  keys: fc.array(secretOf, { minLength: 1, maxLength: 3 }),
  comment: hostile,
  home: hostile,
  link: hostile,
});

describeReal('the script of a first boot, under ksh93', ['ksh93'], () => {
  test('calls what is meant with the very words, whatever they are', () => {
    fc.assert(
      fc.property(wishes, (values) => {
        const { timezone, nameservers, search, password, keys, comment, home, link } = values;
        const wish: FirstBootWish = {
          ...{ timezone, nameservers, search },
          rootPassword: password.reference,
          rootKeys: keys.map(({ reference }) => reference),
          users: [
            {
              ...{ name: comment, uid: 1000, gid: 10, comment, home, shell: home },
              keys: keys.map(({ reference }) => reference),
            },
          ],
          interfaces: [{ link, label: 'v4', address: link }],
          routers: [link],
        };
        const text = written('sysding', wish, secretsFrom([password, ...keys]));
        // The functions that it brings along itself are told by their calls, too.
        const body = text.slice(text.indexOf('\n}\n') + 3);
        const { stdout, status } = spawnSync('ksh93', ['-c', `${recorder}${body}`], {
          encoding: 'utf8',
          timeout: 10_000,
        });
        const said = stdout.split('\u0001\u0000').map((call) => call.split('\0').slice(0, -1));
        const secrets = keys.map((key) => key.reveal());
        expect(status).toBe(0);
        expect(said.slice(0, -1)).toEqual([
          ['setup_interface', link, 'v4', link],
          ['setup_route', 'default', link],
          [
            'setup_ns_dns',
            search.length === 1 ? search[0] : '',
            search.length > 1 ? search.join(' ') : '',
            nameservers.join(' '),
          ],
          ['setup_user_password', 'root', password.reveal()],
          ['seed_keys', 'root', '/root', 'root:root', ...secrets],
          ['setup_user_account', comment, '1000', '10', comment, home, home],
          ['seed_keys', comment, home, '1000:10', ...secrets],
          ['setup_timezone', timezone],
        ]);
      }),
      { numRuns: 60 },
    );
  });

  const etc = join(directory, 'etc');
  const plain: FirstBootWish = {
    timezone: 'Europe/Berlin',
    nameservers: ['9.9.9.9', '2620:fe::fe'],
    search: ['a.example.net', 'b.example.net'],
    rootKeys: [],
    users: [],
    interfaces: [],
    routers: [],
  };

  test('does by itself what sysding does where there is none, once', () => {
    const root = new Secret('$5$salt$abcdefgh/./ABC');
    const key = new Secret("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 it's $(ops)");
    const home = join(directory, 'home', 'ops');
    const bin = join(directory, 'bin');
    for (const made of [join(etc, 'default'), bin]) mkdirSync(made, { recursive: true });
    mkdirSync(join(directory, 'zoneinfo/Europe'), { recursive: true });
    writeFileSync(join(directory, 'zoneinfo/Europe/Berlin'), '');
    writeFileSync(join(etc, 'default/init'), 'TZ=UTC\nCMASK=022\n');
    writeFileSync(join(etc, 'passwd'), 'root:x:0:0::/root:/usr/bin/bash\n');
    writeFileSync(join(etc, 'shadow'), 'root::6445::::::\nrootless:NP:::::::\n', { mode: 0o400 });
    writeFileSync(join(etc, 'nsswitch.dns'), 'hosts: files dns\n');
    for (const tool of ['svcadm', 'reboot', 'chown']) {
      writeFileSync(
        join(bin, tool),
        `#!/bin/sh\nprintf '%s\\n' "${tool} $*" >>${directory}/called\n`,
      );
      chmodSync(join(bin, tool), 0o755);
    }
    const user = { name: 'ops', uid: 1001, gid: 10, comment: '', home, shell: '/bin/bash' };
    const text = written(
      'rc',
      { ...plain, rootPassword: root.reference, users: [{ ...user, keys: [key.reference] }] },
      secretsFrom([root, key]),
    )
      .replaceAll(' /etc/', ` ${etc}/`)
      .replaceAll('</etc/', `<${etc}/`)
      .replaceAll('>/etc/', `>${etc}/`)
      .replaceAll('>>/etc/', `>>${etc}/`)
      .replaceAll('/usr/share/lib/zoneinfo', join(directory, 'zoneinfo'));
    const script = join(directory, 'S99zonebot');
    writeFileSync(script, text);
    const run = (verb: string) =>
      execFileSync('ksh93', [script, verb], {
        env: { PATH: `${bin}:/usr/bin:/bin` },
        timeout: 10_000,
      });
    run('stop');
    const read = (path: string) => readFileSync(join(etc, path), 'utf8');
    expect(read('default/init')).toBe('TZ=UTC\nCMASK=022\n');
    run('start');
    expect(read('default/init')).toBe('CMASK=022\nTZ=Europe/Berlin\n');
    expect(read('passwd')).toContain(`ops:x:1001:10::${home}:/bin/bash\n`);
    expect(read('shadow')).toBe(
      `root:${root.reveal()}:6445::::::\nrootless:NP:::::::\nops:NP:::::::\n`,
    );
    expect(statSync(join(etc, 'shadow')).mode & 0o777).toBe(0o400);
    expect(read('resolv.conf')).toBe(
      'search a.example.net b.example.net\nnameserver 9.9.9.9\nnameserver 2620:fe::fe\n',
    );
    expect(read('nsswitch.conf')).toBe('hosts: files dns\n');
    expect(readFileSync(join(home, '.ssh/authorized_keys'), 'utf8')).toBe(`${key.reveal()}\n`);
    expect(readFileSync(join(directory, 'called'), 'utf8').trim().split('\n').at(-1)).toBe(
      'reboot',
    );
    // It has removed itself, before anything else: a reboot does not run it again.
    expect(() => readFileSync(script)).toThrow('ENOENT');
  });
});

describe('a secret', () => {
  const secret = new Secret('$5$salt$hash');
  test.each([
    ['printed', String(secret)],
    ['as JSON', JSON.stringify({ secret })],
    ['in an error', `${new Error(`no ${secret}`)}`],
    ['spread', JSON.stringify({ ...secret })],
  ])('is not told: %s', (_, text) => {
    expect(text).not.toContain('hash');
  });

  test('that is not in the registry any more is missed before anything is compiled', () => {
    const step = zoneSeed.step({
      zone: parseZoneName('web01'),
      root: parseAbsolutePath('/z/root'),
      path: parseAbsolutePath('/z/root/x'),
      mode: '0400',
      text: [secret.reference],
    });
    expect(() => withSecrets(step, new Map())).toThrow(/not in the registry any more/);
  });
});
