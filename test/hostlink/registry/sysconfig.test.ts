/** `sysconfig` of a template: what is refused, and that no refusal tells a password or a key. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readRegistry } from '../../../hostlink/registry/registry.ts';

const hash = '$5$saltsalt$OiUAyZCDogHuaxH71rMeQxvpDEY2yXx0ZQRnmeb9';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBzW1uQ5Vf0xk4TTk8Yp0k8m5kq9Vw4d0rJm1u6o2Yy7 ops';

const read = (body: string) => {
  const text = `template "oi" {\n  brand "ipkg"\n  pool "p"\n  sysconfig {\n    ${body}\n  }\n}\n`;
  const pool =
    'pool "p" {\n  network "10.1.0.0/24"\n  gateway "10.1.0.1"\n  stub "stub0"\n  range-start "10.1.0.10"\n  range-end "10.1.0.99"\n}\n';
  const texts = [
    ['templates/oi.kdl', text],
    ['pools/p.kdl', pool],
  ] as const;
  return readRegistry('/etc/zmgr', new Map(texts), true);
};

test('all that it can say is understood, with what is left out', () => {
  const { templates, faults } = read(
    `hostname "{zone}.example.net"; nameserver "9.9.9.9" "2620:FE::fe"; search "a.example" "b.example"; timezone "America/Argentina/Ushuaia"; root-password "${hash}"; ssh-key "${key}"; user "ops" { ssh-key "${key}" }; user "web" { uid 80; gid 80; home "/var/www"; shell "/usr/bin/false"; comment "it's ours" }`,
  );
  expect(faults).toEqual([]);
  const { sysconfig } = templates.get('oi') ?? {};
  const staff = { gid: 10, comment: '', shell: '/bin/bash' };
  expect(sysconfig).toMatchObject({
    hostname: '{zone}.example.net',
    nameservers: ['9.9.9.9', '2620:fe::fe'],
    search: ['a.example', 'b.example'],
    timezone: 'America/Argentina/Ushuaia',
    users: [
      { name: 'ops', uid: 1000, home: '/export/home/ops', ...staff },
      { name: 'web', uid: 80, gid: 80, home: '/var/www', shell: '/usr/bin/false' },
    ],
  });
  expect(sysconfig?.rootPassword?.reveal()).toBe(hash);
  expect(sysconfig?.users[0]?.keys.map((one) => one.reveal())).toEqual([key]);
});

describe('refused, and what is secret in it not told', () => {
  test.each([
    'hostname "no_name"',
    'hostname "a..b"',
    'nameserver "9.9.9"',
    'nameserver "9.9.9.9; reboot"',
    'search "a b"',
    'timezone "../../etc/shadow"',
    'timezone "Europe/Berlin; reboot"',
    'root-password "hunter2secret"',
    `root-password "${hash},p"`,
    'root-password hunter2secret',
    'root-password 12345678',
    `ssh-key "command=\\"sh\\" ${key}"`,
    `ssh-key "${key}\\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5hunter2secret"`,
    'ssh-key "hunter2secret"',
    'user "root"',
    'user "a:b"',
    'user "ops" { home "/export/$(reboot)" }',
    'user "ops" { home "/export/../etc" }',
    'user "ops" { comment "a:0:0" }',
    'user "ops" { uid 0 }',
    'user "ops" { shell "bash" }',
    'user "ops" { groups "wheel" }',
    'user "ops"; user "ops"',
    `user "ops" { uid 1 }; user "web" { uid 1 }`,
    'passwd "hunter2secret"',
    `root-password "${hash}`,
  ])('%s', (body) => {
    const { faults, templates } = read(body);
    expect(templates.has('oi')).toBe(false);
    const [fault] = faults;
    expect(faults).toHaveLength(1);
    expect(inspect(fault, { depth: null })).not.toMatch(/hunter2secret|OiUAyZCDog|AAAAC3NzaC1l/);
  });
});
