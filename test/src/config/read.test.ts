/** zonebot.kdl: what it says, and what it gets when it is wrong: every fault, with place, line and what to write. */
import { describe, expect, test } from 'vitest';
import {
  exampleConfig,
  exampleFiles,
  goodConfig,
  goodKey,
  hostKeyLine,
  read,
} from '../support/config-file.ts';

test('the example of the documentation', () => {
  const config = goodConfig();
  const [type, blob] = hostKeyLine.split(' ');
  expect(config).toMatchObject({
    source: 'zonebot.kdl',
    slack: { channel: 'C0OPS' },
    hosts: [
      {
        name: 'hv-04',
        address: '192.0.2.4',
        port: 22,
        user: 'zoneops',
        authentication: { kind: 'identity', path: '/etc/zonebot/id_ed25519' },
        hostKeys: [{ type, blob }],
        elevation: 'pfexec',
        registry: '/etc/zmgr',
        state: '/var/zmgr',
        path: '/usr/sbin:/sbin:/usr/bin',
        etc: '/etc',
        tags: ['prod'],
      },
    ],
    defaultHost: 'hv-04',
    approval: [
      {
        subject: { kind: 'risk', risk: 'destructive' },
        needs: 'approval',
        by: { role: 'approver', users: [], usergroups: [] },
        quorum: 1,
        self: false,
        expires: 1_800_000,
        when: [],
      },
      {
        subject: { kind: 'risk', risk: 'disruptive' },
        by: { role: 'operator' },
        expires: 14_400_000,
        when: [{ kind: 'tag', tag: 'prod' }],
      },
    ],
    alerts: { poolFree: { warn: 0.2, critical: 0.05 }, every: 60_000 },
  });
  expect(config.roles.viewer?.everyone).toBe(true);
  expect(config.roles.operator).toMatchObject({
    users: ['U01', 'U02'],
    usergroups: ['S01'],
    location: { line: 13 },
  });
});

test('keys of a host that the example leaves out', () => {
  const config = goodConfig(
    exampleConfig.replace(
      'tags "prod"',
      'tags "prod" "west"; port 2222; elevate "none"; registry "/tmp/r"; state "/tmp/s"; path "/tmp/bin:/bin"; etc "/tmp/etc"; host-key "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg="',
    ),
  );
  expect(config.hosts[0]).toMatchObject({
    port: 2222,
    elevation: 'none',
    registry: '/tmp/r',
    state: '/tmp/s',
    path: '/tmp/bin:/bin',
    etc: '/tmp/etc',
    tags: ['prod', 'west'],
  });
  expect(config.hosts[0]?.hostKeys).toHaveLength(2);
});

/** The faults of a text: `line:column code`, message, help. */
function faults(text: string, files = exampleFiles, agentSocket?: string) {
  const checked = read(text, files, agentSocket);
  if (checked.kind === 'good') throw new Error('taken for good');
  return checked.faults;
}

const swap = (from: string, to: string): string => {
  if (!exampleConfig.includes(from)) throw new Error(`the example holds no ${from}`);
  return exampleConfig.replace(from, to);
};

describe('one fault', () => {
  test.each<
    [name: string, text: string, place: string, code: string, message: RegExp, help: RegExp]
  >([
    [
      'unknown node',
      swap('alerts {', 'allerts {'),
      '20:1',
      'zmgr::kdl::unknown',
      /"allerts"/,
      /Did you mean alerts\?/,
    ],
    [
      'unknown key',
      swap('user "zoneops"', 'user "zoneops"; adress "x"'),
      '5:21',
      'zmgr::kdl::unknown',
      /"adress"/,
      /address/,
    ],
    [
      'unknown property',
      swap('quorum=1 expires="30m"', 'qorum=1'),
      '17:44',
      'zmgr::kdl::unknown',
      /"qorum="/,
      /quorum/,
    ],
    [
      'unknown role',
      swap('role "admin"', 'role "adnim"'),
      '15:6',
      'zmgr::kdl::type',
      /"adnim"/,
      /"admin"/,
    ],
    [
      'bare address',
      swap('"192.0.2.4"', '192.0.2.4'),
      '4:',
      'zmgr::kdl::syntax',
      /without quotes/,
      /"192\.0\.2\.4"/,
    ],
    [
      'bare true',
      swap('#true', 'true'),
      '12:24',
      'zmgr::kdl::syntax',
      /true stands without its #/,
      /#true/,
    ],
    [
      'no channel',
      swap('slack channel="C0OPS"', ''),
      '1:1',
      'zmgr::config::missing',
      /Slack channel/,
      /slack channel="C0OPS"/,
    ],
    [
      'channel by name',
      swap('"C0OPS"', '"#ops"'),
      '1:15',
      'zmgr::config::bad-value',
      /"#ops" is no id/,
      /names can change hands/,
    ],
    [
      'user by name',
      swap('"U01"', '"@ann"'),
      '13:25',
      'zmgr::config::bad-value',
      /"@ann" is no id/,
      /Copy member ID/,
    ],
    [
      'group by name',
      swap('"S01"', '"ops"'),
      '13:49',
      'zmgr::config::bad-value',
      /"ops" is no id/,
      /"S01"/,
    ],
    [
      'port as text',
      swap('user "zoneops"', 'user "zoneops"; port "22"'),
      '5:26',
      'zmgr::config::bad-value',
      /"22" is no port/,
      /like 22/,
    ],
    [
      'port too high',
      swap('user "zoneops"', 'user "zoneops"; port 70000'),
      '5:26',
      'zmgr::config::bad-value',
      /70000 is no port/,
      /65535/,
    ],
    [
      'option as address',
      swap('192.0.2.4', '-oProxyCommand=x'),
      '4:13',
      'zmgr::config::bad-value',
      /is no address/,
      /192/,
    ],
    [
      'address with a part too many',
      swap('192.0.2.4', '192.0.2.4.5'),
      '4:13',
      'zmgr::config::bad-value',
      /is no address/,
      /192/,
    ],
    [
      'elevate',
      swap('tags "prod"', 'elevate "sudo"'),
      '8:13',
      'zmgr::config::bad-value',
      /"sudo"/,
      /pfexec/,
    ],
    [
      'relative registry',
      swap('tags "prod"', 'registry "etc/zmgr"'),
      '8:14',
      'zmgr::config::bad-value',
      /"etc\/zmgr"/,
      /\/etc\/zmgr/,
    ],
    [
      'registry with dots',
      swap('tags "prod"', 'registry "/etc/../zmgr"'),
      '8:14',
      'zmgr::config::bad-value',
      /is no directory/,
      /absolute/,
    ],
    [
      'two values',
      swap('user "zoneops"', 'user "zoneops" "root"'),
      '5:20',
      'zmgr::kdl::arguments',
      /takes one value and has 2/,
      /Keep one/,
    ],
    [
      'twice',
      swap('user "zoneops"', 'user "zoneops"; user "root"'),
      '5:21',
      'zmgr::kdl::duplicate',
      /"user"/,
      /Keep one/,
    ],
    [
      'no user',
      swap('user "zoneops"', ''),
      '3:1',
      'zmgr::kdl::missing',
      /"user" is missing/,
      /user/,
    ],
    [
      'two ways in',
      swap('tags "prod"', 'agent #true'),
      '8:5',
      'zmgr::config::two-identities',
      /Both identity and agent/,
      /Keep one/,
    ],
    [
      'no way in',
      swap('identity "/etc/zonebot/id_ed25519"', ''),
      '3:1',
      'zmgr::config::no-identity',
      /with which key/,
      /agent #true/,
    ],
    [
      'agent without socket',
      swap('identity "/etc/zonebot/id_ed25519"', 'agent #true'),
      '6:5',
      'zmgr::config::no-agent',
      /SSH_AUTH_SOCK/,
      /identity/,
    ],
    [
      'no host key',
      swap(`host-key "${hostKeyLine}"`, ''),
      '3:1',
      'zmgr::config::no-host-key',
      /no pinned key/,
      /ssh-keyscan -t ed25519 192\.0\.2\.4/,
    ],
    [
      'no host key, other port',
      swap(`host-key "${hostKeyLine}"`, 'port 2222'),
      '3:1',
      'zmgr::config::no-host-key',
      /no pinned key/,
      /ssh-keyscan -t ed25519 -p 2222 192/,
    ],
    [
      'broken host key',
      swap(hostKeyLine, 'ssh-ed25519 AAAA'),
      '7:14',
      'zmgr::host::bad-key',
      /host key/,
      /ssh-keyscan/,
    ],
    [
      'unknown default host',
      swap('default-host "hv-04"', 'default-host "hv-40"'),
      '10:14',
      'zmgr::config::unknown-host',
      /"hv-40"/,
      /hv-04/,
    ],
    [
      'everyone is admin',
      swap('role "admin" { users "U03" }', 'role "admin" everyone=#true'),
      '15:1',
      'zmgr::config::everyone',
      /Everyone would be admin/,
      /Name the people/,
    ],
    [
      'empty role',
      swap('role "admin" { users "U03" }', 'role "admin"'),
      '15:1',
      'zmgr::config::empty-role',
      /Nobody has the role "admin"/,
      /users/,
    ],
    [
      'role twice',
      swap('role "admin" { users "U03" }', 'role "approver" { users "U03" }'),
      '15:1',
      'zmgr::config::duplicate',
      /after line 14/,
      /one of the two/,
    ],
    [
      'duration',
      swap('"30m"', '"30"'),
      '17:55',
      'zmgr::config::bad-value',
      /"30" is no duration/,
      /"30m"/,
    ],
    [
      'share',
      swap('"20%"', '"20"'),
      '21:20',
      'zmgr::config::bad-value',
      /"20" is no share/,
      /"20%"/,
    ],
    [
      'critical above warn',
      swap('"5%"', '"50%"'),
      '21:5',
      'zmgr::config::bad-value',
      /critical=/,
      /smaller/,
    ],
    [
      'rule without people',
      swap('by="approver" quorum=1 expires="30m"', ''),
      '17:1',
      'zmgr::config::missing',
      /who approves destructive/,
      /by="approver"/,
    ],
    [
      'condition',
      swap('"tag:prod"', '"prod"'),
      '18:64',
      'zmgr::config::bad-value',
      /"prod" is no condition/,
      /tag:prod/,
    ],
  ])('%s', (_name, text, place, code, message, help) => {
    const found = faults(text);
    expect(found.map((fault) => fault.code)).toEqual([code]);
    const [fault] = found;
    expect(`${fault?.location?.line}:${fault?.location?.column}`).toContain(place);
    expect(fault?.message).toMatch(message);
    expect(fault?.help).toMatch(help);
    expect(fault?.location?.text).toBe(text.split('\n')[(fault?.location?.line ?? 0) - 1]);
  });

  test.each<[name: string, text: string, code: string]>([
    [
      'no host',
      exampleConfig.replace(/host "hv-04" \{[^}]*\}\ndefault-host "hv-04"/, ''),
      'zmgr::config::no-host',
    ],
    [
      'several hosts and no default',
      swap(
        'default-host "hv-04"',
        exampleConfig
          .slice(exampleConfig.indexOf('host "hv'), exampleConfig.indexOf('default-'))
          .replace('hv-04', 'hv-05'),
      ),
      'zmgr::config::missing',
    ],
    [
      'the same host twice',
      swap(
        'default-host',
        `${exampleConfig.slice(exampleConfig.indexOf('host "hv'), exampleConfig.indexOf('default-'))}default-host`,
      ),
      'zmgr::config::duplicate',
    ],
    [
      'nobody may change anything',
      exampleConfig
        .replace(/role "(operator|admin)".*\n/g, '')
        .replace(/approval "disruptive".*\n/, ''),
      'zmgr::config::no-operator',
    ],
  ])('%s', (_name, text, code) => {
    expect(faults(text).map((fault) => [fault.code, fault.help !== undefined])).toEqual([
      [code, true],
    ]);
  });
});

test('all faults at once, in the order of the file', () => {
  const text = exampleConfig
    .replace('"C0OPS"', '"ops"')
    .replace('user "zoneops"', 'usr "zoneops"')
    .replace('"192.0.2.4"', '""')
    .replace('"U01"', '"ann"')
    .replace('"30m"', '"soon"')
    .replace('every "60s"', 'evry "60s"');
  expect(faults(text).map((fault) => fault.location?.line)).toEqual([1, 4, 5, 13, 17, 22]);
});

describe('identity files', () => {
  const path = '/etc/zonebot/id_ed25519';
  const encrypted = Buffer.from('openssh-key-v1\0\0\0\0\x0aaes256-ctr\0\0\0\x06bcrypt').toString(
    'base64',
  );
  const openssh = Buffer.from('openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none').toString('base64');
  const frame = (body: string) =>
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`;
  test.each([
    [{ kind: 'missing' }, /There is no key/, /ssh-keygen -t ed25519/],
    [{ kind: 'unreadable', why: 'EACCES' }, /EACCES/, /600/],
    [
      { kind: 'file', text: 'ssh-ed25519 AAAAC3Nz zonebot', mode: 0o600 },
      /is a public key/,
      /private/,
    ],
    [{ kind: 'file', text: 'hello', mode: 0o600 }, /holds no private key/, /ssh-keygen/],
    [
      { kind: 'file', text: goodKey, mode: 0o100644 },
      /may be read by others \(mode 644\)/,
      /chmod 600 \/etc\/zonebot\/id_ed25519/,
    ],
    [{ kind: 'file', text: frame(encrypted), mode: 0o600 }, /has a passphrase/, /agent #true/],
  ] as const)('%o', (content, message, help) => {
    const [fault, ...rest] = faults(exampleConfig, { [path]: content });
    expect(rest).toEqual([]);
    expect(fault?.message).toMatch(message);
    expect(fault?.help).toMatch(help);
    expect(fault?.location).toMatchObject({ line: 6, column: 14 });
  });
  test('a key in the format of OpenSSH, without passphrase', () => {
    expect(
      read(exampleConfig, { [path]: { kind: 'file', text: frame(openssh), mode: 0o600 } }).kind,
    ).toBe('good');
  });
  test('an agent', () => {
    const checked = read(
      swap('identity "/etc/zonebot/id_ed25519"', 'agent #true'),
      {},
      '/run/agent',
    );
    expect(checked.kind === 'good' && checked.value.hosts[0]?.authentication).toEqual({
      kind: 'agent',
      socket: '/run/agent',
    });
  });
});

describe('known hosts', () => {
  const text = swap(`host-key "${hostKeyLine}"`, 'known-hosts "known_hosts"');
  const withFile = (known: string) => ({
    ...exampleFiles,
    '/etc/zonebot/known_hosts': { kind: 'file', text: known, mode: 0o644 } as const,
  });
  test('the keys of that address, beside zonebot.kdl', () => {
    const checked = read(
      text,
      withFile(`192.0.2.4 ${hostKeyLine}\n192.0.2.5 ssh-ed25519 ${hostKeyLine.split(' ')[1]}\n`),
    );
    expect(checked.kind === 'good' && checked.value.hosts[0]?.hostKeys).toHaveLength(1);
  });
  test.each([
    ['no file', exampleFiles, 'zmgr::config::no-known-hosts'],
    ['no such host', withFile(`192.0.2.5 ${hostKeyLine}`), 'zmgr::config::no-host-key'],
    ['a line that is none', withFile('192.0.2.4 hello'), 'zmgr::host::bad-known-hosts'],
  ])('%s', (_name, files, code) => {
    expect(faults(text, files).map((fault) => fault.code)).toEqual([code]);
  });
});

describe('a rule that nobody can satisfy', () => {
  const people = (approvers: string, operators = '"U01"', admins = '"U03"', rest = '') =>
    exampleConfig
      .replace(/role "operator".*/, `role "operator" { users ${operators}; }`)
      .replace(/role "approver".*/, approvers && `role "approver" { users ${approvers}; }`)
      .replace(/role "admin".*/, `role "admin" { users ${admins}; }`)
      .replace(/approval "disruptive".*\n/, '')
      .replace('by="approver" quorum=1', `by="approver" ${rest || 'quorum=1'}`);
  test.each([
    ['a role that nobody has', people(''), /which nobody has/],
    ['the only approver asks', people('"U03"'), /U03 asks for can be approved by nobody/],
    [
      'more votes than people',
      people('"U05" "U06"', '"U01"', '"U03"', 'quorum=3'),
      /waits for 3 people .* there are 2/,
    ],
    [
      'more votes than others',
      people('"U03" "U04"', '"U01"', '"U03"', 'quorum=2'),
      /U03 asks for can be approved by 1 only/,
    ],
    [
      'everyone may ask',
      people('"U05"').replace(/role "operator".*/, 'role "operator" everyone=#true'),
      /U05 asks for/,
    ],
  ])('%s', (_name, text, message) => {
    const found = faults(text);
    expect(found.map((fault) => fault.code)).toEqual(['zmgr::config::unsatisfiable-approval']);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.location?.text).toContain('approval "destructive"');
  });
  test.each([
    ['the only approver never asks', people('"U05"')],
    [
      'the only approver may decide for themselves',
      people('"U03"', '"U01"', '"U03"', 'quorum=1 self=#true'),
    ],
    ['as many others as votes', people('"U03" "U04" "U05"', '"U01"', '"U03"', 'quorum=2')],
    [
      'a user group, whose members are not known yet',
      people('"U03"').replace('users "U03"; }\nrole "admin"', 'usergroups "S02" }\nrole "admin"'),
    ],
  ])('is not: %s', (_name, text) => {
    expect(read(text)).toMatchObject({ kind: 'good' });
  });
});
