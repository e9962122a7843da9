/** What brands ask of templates, and what comes of it in plans: images, install arguments, attributes, routers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { planZoneCreate } from '../../../hostlink/plans/zone-create.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { factsOf, hostWith, internalPool, testHost } from '../../support/illumos-facts.ts';

const omniosBrands = ['bhyve', 'ipkg', 'lipkg', 'sparse', 'pkgsrc', 'illumos', 'lx'];

/** @param body of the template `t` */
function planOf(
  body: string,
  os: 'omnios' | 'openindiana' = 'omnios',
  more: Readonly<Record<string, string>> = {},
): Plan {
  const texts = hostWith({
    registry: {
      ...more,
      'templates/t.kdl': `template "t" {\n${body}\n  net "default" { pool "internal" }\n}\n`,
      'pools/internal.kdl': internalPool.replace(
        /}\n$/,
        '  v6 { network "fd00::/64"; gateway "fd00::1"; range-start "fd00::10"; range-end "fd00::1f" }\n}\n',
      ),
    },
    ...(os === 'omnios' ? { os: 'ID=omnios\n', brands: omniosBrands } : {}),
  });
  return planZoneCreate({
    wish: { zone: parseZoneName('web01'), template: 't' },
    host: testHost,
    facts: factsOf(texts),
    holds: [],
    today: '2026-11-21',
  });
}

const argsOf = (plan: Plan, kind: string) => plan.steps.find((step) => step.kind === kind)?.args;
const attributesOf = (plan: Plan) =>
  JSON.parse(JSON.stringify(argsOf(plan, 'zone.configure'))).configuration.attributes;
const netsOf = (plan: Plan) =>
  JSON.parse(JSON.stringify(argsOf(plan, 'zone.configure'))).configuration.nets;
const string = (name: string, value: string) => ({ name, type: 'string', value });
const stamp = { name: 'zonebot', type: 'string', value: expect.stringMatching(/^[0-9a-f]{16}$/) };

test.each<[string, readonly string[]]>([
  [
    '  brand "lx"\n  image "/i/a.tar.gz"\n  attributes { kernel-version "4.4" }',
    ['-s', '/i/a.tar.gz'],
  ],
  ['  brand "illumos"\n  image "rpool/i/a@1"\n  install "-v"', ['-s', 'rpool/i/a@1', '-v']],
  [
    '  brand "ipkg"\n  install "-e" "network/dns/bind" "-ve" "editor/vim"',
    ['-e', 'network/dns/bind', '-ve', 'editor/vim'],
  ],
  [
    '  brand "lipkg"\n  install "-Pomnios=https://pkg.omnios.org/r151054/core/"',
    ['-Pomnios=https://pkg.omnios.org/r151054/core/'],
  ],
  ['  brand "sparse"\n  install "-v"', ['-v']],
  ['  brand "pkgsrc"', []],
])('%s installs with %j', (body, brandArguments) => {
  const plan = planOf(body);
  expect(argsOf(plan, 'zone.install')).toMatchObject({ brandArguments });
  for (const step of plan.steps) expect(meaningOf(step, stepKinds).title).not.toBe('');
});

test('resolvers, dns-domain and attributes become attributes of the zone, before our stamp', () => {
  const plan = planOf(
    '  brand "lx"\n  image "/i/a.tar"\n  resolvers "9.9.9.9" "2620:FE::fe"\n  dns-domain "example.net"\n  attributes { kernel-version "4.4"; note "two words" }',
  );
  expect(attributesOf(plan)).toEqual([
    string('resolvers', '9.9.9.9,2620:fe::fe'),
    string('dns-domain', 'example.net'),
    string('kernel-version', '4.4'),
    string('note', 'two words'),
    stamp,
  ]);
});

describe('publishers of a template', () => {
  const kdl = (name: string, more = '') => ({
    [`publishers/${name}.kdl`]: `publisher "${name}" {\n  origin "https://${name}.example/"\n${more}}\n`,
  });
  const files = {
    ...kdl('one'),
    ...kdl('two', '  sticky #false\n'),
    ...kdl('own', '  mode "replace"\n'),
    ...kdl('mine', '  mode "replace"\n  sticky #false\n'),
  };
  const planned = (body: string) => {
    const plan = planOf(body, 'omnios', files);
    return {
      install: argsOf(plan, 'zone.install')?.brandArguments,
      set: plan.steps.flatMap(({ kind, args }) =>
        kind === 'publisher.set' ? [`${args.publisher} ${args.origin} ${args.sticky}`] : [],
      ),
      kinds: plan.steps.map(({ kind }) => kind),
    };
  };

  test("are added once it is installed; one instead of the host's is told to the installation", () => {
    const { install, set, kinds } = planned('  brand "ipkg"\n  publishers "one" "own" "two"');
    expect(install).toEqual(['-P', 'own=https://own.example/']);
    expect(set).toEqual(['one https://one.example/ true', 'two https://two.example/ false']);
    expect(kinds.indexOf('publisher.set')).toBeGreaterThan(kinds.indexOf('zone.install'));
    expect(planned('  brand "lipkg"\n  publishers "mine"').set).toEqual([
      'mine https://mine.example/ false',
    ]);
    expect(planned('  brand "sparse"\n  publishers "one"').install).toEqual([]);
  });

  test.each([
    ['  brand "ipkg"\n  publishers "none"', 'zmgr::publisher::unknown'],
    ['  brand "ipkg"\n  publishers "own" "mine"', 'zmgr::publisher::two-replace'],
    ['  brand "ipkg"\n  install "-P" "a=b"\n  publishers "own"', 'zmgr::publisher::two-replace'],
    ['  brand "sparse"\n  publishers "own"', 'zmgr::publisher::not-taken'],
    ['  brand "illumos"\n  image "rpool/i/a@1"\n  publishers "one"', 'zmgr::publisher::not-taken'],
  ])('%s: %s', (body, code) => {
    expect(() => planned(body)).toThrow(
      expect.objectContaining({ code, help: expect.stringMatching(/./) }),
    );
  });
});

test('a Linux zone is told no v6 router, at which its init would stop; others are', () => {
  const routers = (body: string) =>
    netsOf(planOf(body)).map((net: { defrouter?: string }) => net.defrouter);
  const lx = '  brand "lx"\n  image "/i/a.tar"\n  attributes { kernel-version "4.4" }';
  expect(routers(lx)).toEqual(['10.1.0.1', undefined]);
  expect(routers('  brand "sparse"')).toEqual(['10.1.0.1', 'fd00::1']);
});

describe('refused before anything is touched', () => {
  test.each<[string, string, ('omnios' | 'openindiana')?]>([
    ['  brand "lx"\n  attributes { kernel-version "4.4" }', 'zmgr::brand::needs-image'],
    ['  brand "illumos"', 'zmgr::brand::needs-image'],
    ['  brand "lx"\n  image "/i/a.tar"', 'zmgr::brand::needs-attribute'],
    [
      '  brand "lx"\n  ip-type "shared"\n  image "/i/a.tar"\n  attributes { kernel-version "4.4" }',
      'zmgr::brand::unfit-ip-type',
    ],
    ['  brand "sparse"\n  image "/i/a.tar"', 'zmgr::brand::unfit-install'],
    ['  brand "sparse"\n  install "-P" "a=b"', 'zmgr::brand::unfit-install'],
    ['  brand "pkgsrc"\n  install "-e" "x"', 'zmgr::brand::unfit-install'],
    [
      '  brand "lx"\n  image "/i/a.tar"\n  install "-s" "/i/b.tar"\n  attributes { kernel-version "4.4" }',
      'zmgr::brand::unfit-install',
    ],
    ['  brand "ipkg"\n  install "-a" "/i/a.tar"', 'zmgr::brand::unfit-install'],
    ['  brand "ipkg"\n  install "network/dns/bind"', 'zmgr::brand::unfit-install'],
    ['  brand "ipkg"\n  install "-e"', 'zmgr::brand::unfit-install'],
    ['  brand "ipkg"\n  install "-v:"', 'zmgr::brand::unfit-install'],
    ['  brand "ipkg"\n  install "--" "x"', 'zmgr::brand::unfit-install'],
    ['  brand "ipkg"\n  install "-R/"', 'zmgr::brand::unfit-install'],
    ['  brand "ipkg"\n  resolvers "9.9.9.9"', 'zmgr::template::no-resolvers', 'openindiana'],
    ['  brand "ipkg"\n  dns-domain "example.net"', 'zmgr::template::no-resolvers', 'openindiana'],
    ['  brand "lx"\n  image "/i/a.tar"', 'zmgr::brand::unknown', 'openindiana'],
  ])('%s: %s', (body, code, os) => {
    expect(() => planOf(body, os)).toThrow(
      expect.objectContaining({ code, help: expect.stringMatching(/./) }),
    );
  });
});

test('whatever a template says, only what no shell reads anything into reaches zoneadm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.boolean(), (text, isImage) => {
      const quoted = JSON.stringify(text)
        .replaceAll('\\u00', '\\u{00')
        .replaceAll(/(\\u\{00..)/g, '$1}');
      const body = isImage
        ? `  brand "lx"\n  image ${quoted}\n  attributes { kernel-version "4.4" }`
        : `  brand "ipkg"\n  install "-e" ${quoted}`;
      let handed: unknown;
      try {
        handed = argsOf(planOf(body), 'zone.install')?.brandArguments;
      } catch {
        return;
      }
      expect(handed).toEqual([
        isImage ? '-s' : '-e',
        expect.stringMatching(/^[A-Za-z0-9._:/=@%+,-]+$/),
      ]);
    }),
    { numRuns: 60 },
  );
});
