/** What a zone sets up at its first boot, in plans: by what, which nets are its own to configure, and no secret in any. */
import { describe, expect, test } from 'vitest';
import { guardKinds } from '../../../hostlink/guards/guard-kinds.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { namesSecrets } from '../../../hostlink/plan/secret.ts';
import type { SysconfigWish } from '../../../hostlink/plans/first-boot.ts';
import { confirmRegistryFile } from '../../../hostlink/plans/registry-file.ts';
import { planTemplateDelete, planTemplateEdit } from '../../../hostlink/plans/template-files.ts';
import { planZoneCreate } from '../../../hostlink/plans/zone-create.ts';
import { secretsIn } from '../../../hostlink/registry/secrets.ts';
import { compile } from '../../../hostlink/runner/compile.ts';
import { quote } from '../../../hostlink/shell/quote.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { factsOf, hostWith, internalPool, testHost } from '../../support/illumos-facts.ts';

const hash = '$5$saltsalt$OiUAyZCDogHuaxH71rMeQxvpDEY2yXx0ZQRnmeb9';
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBzW1uQ5Vf0xk4TTk8Yp0k8m5kq9 it's ours";
const secretText = /OiUAyZCDog|AAAAC3NzaC1l/;
const sysconfig = `sysconfig {\n    nameserver "9.9.9.9" "2620:fe::fe"\n    root-password "${hash}"\n    user "ops" { ssh-key "${key}" }\n  }`;

const template = (body: string, net = ''): string =>
  `template "t" {\n  autoboot #true\n  ${body}\n  net "default" { pool "internal"; ${net} }\n}\n`;

const factsWith = (text: string, os: 'omnios' | 'openindiana' = 'openindiana') => ({
  ...factsOf(
    hostWith({
      registry: {
        'templates/t.kdl': text,
        'pools/internal.kdl': internalPool.replace(
          /}\n$/,
          '  v6 { network "fd00::/64"; gateway "fd00::1"; range-start "fd00::10"; range-end "fd00::1f" }\n}\n',
        ),
      },
      ...(os === 'omnios' ? { os: 'ID=omnios\n', brands: ['ipkg', 'lx'] } : {}),
    }),
  ),
  hasFolder: true,
  canWrite: true,
  canWriteFolder: true,
});

const planOf = (
  text: string,
  os: 'omnios' | 'openindiana' = 'openindiana',
  wish: SysconfigWish = {},
): Plan =>
  planZoneCreate({
    wish: { zone: parseZoneName('web01'), template: 't', sysconfig: wish },
    host: testHost,
    facts: factsWith(text, os),
    holds: [],
    today: '2026-11-21',
  });

const seedsOf = ({ steps }: Plan) =>
  steps.flatMap(({ kind, args }) =>
    kind === 'zone.seed' ? [{ path: args.path, text: JSON.stringify(args.text) }] : [],
  );
const attributesOf = ({ steps }: Plan) =>
  JSON.stringify(steps.find(({ kind }) => kind === 'zone.configure')?.args);

test('OpenIndiana: sysding, after the install; until then no boot of the host boots the zone', () => {
  const plan = planOf(template(`brand "ipkg"\n  ${sysconfig}`));
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    ...['entry.create', 'vnic.create', 'zone.configure', 'zone.install'],
    ...['zone.seed', 'zone.set', 'zone.boot', 'entry.settle'],
  ]);
  expect(attributesOf(plan)).toContain('"autoboot":false');
  const [seed] = seedsOf(plan);
  expect(seed?.path).toBe('/zones/web01/root/etc/sysding.conf');
  expect(seed?.text).toContain("setup_ns_dns '' '' '9.9.9.9 2620:fe::fe'");
  // What allowed-address configures is no business of the zone.
  expect(seed?.text).not.toContain('setup_interface');
  expect(plan.chosen.firstBoot).toEqual([
    'name servers 9.9.9.9 2620:fe::fe',
    "root's password",
    'user ops',
  ]);
});

test('OmniOS: name servers by attributes, the rest by a script; typed ones instead', () => {
  const plan = planOf(template(`brand "ipkg"\n  ${sysconfig}`), 'omnios', {
    nameservers: ['1.1.1.1'],
    search: ['example.net'],
    hostname: 'www.example.net',
    timezone: 'Europe/Berlin',
  });
  expect(attributesOf(plan)).toContain('"value":"1.1.1.1"');
  expect(attributesOf(plan)).toContain('"value":"example.net"');
  const [name, script] = seedsOf(plan);
  expect(name).toEqual({ path: '/zones/web01/root/etc/nodename', text: '["www.example.net\\n"]' });
  expect(script?.path).toBe('/zones/web01/root/etc/rc2.d/S99zonebot');
  expect(script?.text).not.toContain("setup_ns_dns ''");
  expect(script?.text).toContain('setup_timezone Europe/Berlin');
});

test('a net without protection is configured by the zone itself, with both families and the default route', () => {
  const [seed] = seedsOf(planOf(template('brand "ipkg"', 'protection #false')));
  expect(seed?.text).toMatch(
    /setup_interface web01_0 v4 10\.1\.0\.11\/24\\nsetup_interface web01_0 v6 fd00::10\/64\\nsetup_route default 10\.1\.0\.1\\nsetup_route default fd00::1/,
  );
});

test('a zone that is to set up nothing has no step for it', () => {
  const kinds = planOf(template('brand "ipkg"')).steps.map(({ kind }) => kind);
  expect(kinds).not.toContain('zone.seed');
  expect(kinds).not.toContain('zone.set');
});

describe('refused', () => {
  const linux = 'brand "lx"\n  image "/i/a.tar"\n  attributes { kernel-version "4.4" }';
  test.each([
    [`${linux}\n  ${sysconfig}`, 'zmgr::brand::no-first-boot'],
    [
      `brand "ipkg"\n  resolvers "1.1.1.1"\n  sysconfig { nameserver "9.9.9.9" }`,
      'zmgr::template::two-resolvers',
    ],
  ])('%s: %s', (body, code) => {
    const refused = expect.objectContaining({ code });
    expect(() => planOf(template(body), 'omnios')).toThrow(refused);
    // And before it is written, where the template is changed by chat.
    const facts = factsWith(template(body), 'omnios');
    expect(() =>
      planTemplateEdit({ template: 't', wish: { autoboot: false }, host: testHost, facts }),
    ).toThrow(refused);
  });
  test('Linux gets name servers all the same', () => {
    const plan = planOf(
      template(`${linux}\n  sysconfig { nameserver "9.9.9.9"; search "example.net" }`),
      'omnios',
    );
    expect(seedsOf(plan)).toEqual([]);
    expect(attributesOf(plan)).toContain('"value":"9.9.9.9"');
  });
});

describe('a password and a key come into the script for the host and nowhere else', () => {
  const text = template(`brand "ipkg"\n  ${sysconfig}`);
  const facts = factsWith(text);
  test.each<[string, () => Plan]>([
    ['create', () => planOf(text)],
    [
      'template edit',
      () => planTemplateEdit({ template: 't', wish: { autoboot: false }, host: testHost, facts }),
    ],
    ['template delete', () => planTemplateDelete({ template: 't', host: testHost, facts })],
  ])('%s', (_, make) => {
    const plan = make();
    expect(JSON.stringify(plan)).not.toMatch(secretText);
    expect(namesSecrets(plan)).toBe(true);
    const compiling = { plan, operation: operationId('T1', 'd1'), host: testHost };
    const kinds = { kinds: stepKinds, guardKinds };
    const secrets = secretsIn(facts.registry);
    const script = compile({ ...compiling, ...kinds, secrets });
    const stored = `printf '%s\\n' ${quote(JSON.stringify(plan))}`;
    expect(script).toContain(stored);
    expect(script).toContain(hash);
    // But for the copy of the plan itself nothing is sealed any more.
    expect(script.replace(stored, '')).not.toMatch(/⟦secret/);
    expect(() => compile({ ...compiling, ...kinds, secrets: new Map() })).toThrow(
      expect.objectContaining({ code: 'zmgr::plan::secret-missing' }),
    );
  });

  test('an edit is confirmed by the text that lies there, secrets and all', () => {
    const plan = planTemplateEdit({
      template: 't',
      wish: { autoboot: false },
      host: testHost,
      facts,
    });
    const after = factsWith(text.replace('autoboot #true', 'autoboot #false'));
    expect(() => confirmRegistryFile(plan, after)).not.toThrow();
    expect(() => confirmRegistryFile(plan, facts)).toThrow();
  });
});
