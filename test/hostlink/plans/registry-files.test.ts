/** Pools, templates and publishers, made, changed and removed: plans, notes, and refusals with what to type. */
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../../hostlink/names/link-name.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import {
  type NewPoolWish,
  planPoolCreate,
  planPoolDelete,
  planPoolEdit,
} from '../../../hostlink/plans/pool-files.ts';
import {
  planPublisherCreate,
  planPublisherDelete,
  planPublisherEdit,
} from '../../../hostlink/plans/publisher-files.ts';
import { confirmRegistryFile } from '../../../hostlink/plans/registry-file.ts';
import {
  type NewTemplateWish,
  planTemplateCreate,
  planTemplateDelete,
  planTemplateEdit,
} from '../../../hostlink/plans/template-files.ts';
import { parseKdl } from '../../../hostlink/registry/kdl.ts';
import { readPool } from '../../../hostlink/registry/pool.ts';
import type { PoolEditWish } from '../../../hostlink/registry/pool-edit.ts';
import type { TemplateWish } from '../../../hostlink/registry/template-edit.ts';
import { factsOf, hostWith, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';

type Files = Readonly<Record<string, string | undefined>>;

const spare =
  'pool "spare" {\n  network "10.7.0.0/24"\n  gateway "10.7.0.1"\n  stub "stub0"\n  range-start "10.7.0.10"\n  range-end "10.7.0.99"\n}\n';
const publisher = 'publisher "example.net" {\n  origin "https://pkg.example.net/" // ours\n}\n';

const factsWith = (
  registry: Files = {},
  folder: Partial<Record<'hasFolder' | 'canWriteFolder' | 'canWrite', boolean>> = {},
) => ({
  ...factsOf(
    hostWith({
      registry: { 'pools/spare.kdl': spare, 'publishers/example.net.kdl': publisher, ...registry },
    }),
  ),
  hasFolder: true,
  canWrite: true,
  canWriteFolder: true,
  ...folder,
});
const ground = (registry?: Files) => ({ host: testHost, facts: factsWith(registry) });

const newPool: NewPoolWish = {
  network: parseCidr('10.8.0.0/24'),
  gateway: parseAddress('10.8.0.1'),
  stub: parseLinkName('stub0'),
  ranges: [
    { first: parseAddress('10.8.0.10'), last: parseAddress('10.8.0.19') },
    { first: parseAddress('10.8.0.30'), last: parseAddress('10.8.0.39') },
  ],
  addresses: [],
  reserved: [{ address: parseAddress('10.8.0.15'), note: 'vip' }],
  v6: { ranges: [], addresses: [] },
};
const poolMade = (wish: Partial<NewPoolWish> = {}, pool = 'new', registry: Files = {}) =>
  planPoolCreate({ pool, wish: { ...newPool, ...wish }, ...ground(registry) });
const poolEdited = (wish: PoolEditWish, pool = 'spare', registry: Files = {}) =>
  planPoolEdit({ pool, wish, ...ground(registry) });
const poolGone = (pool = 'spare', registry: Files = {}, holds: readonly string[] = []) =>
  planPoolDelete({ pool, holds, ...ground(registry) });

const newTemplate: NewTemplateWish = {
  brand: 'ipkg',
  pools: ['internal', 'public'],
  autoboot: true,
  ipType: 'exclusive',
  publishers: ['example.net'],
  installArguments: [],
  resolvers: [],
};
const templateMade = (wish: Partial<NewTemplateWish> = {}, template = 'new') =>
  planTemplateCreate({ template, wish: { ...newTemplate, ...wish }, ...ground() });
const templateEdited = (wish: TemplateWish, template = 'oi', registry: Files = {}) =>
  planTemplateEdit({ template, wish, ...ground(registry) });
const templateGone = (template: string, registry: Files = {}) =>
  planTemplateDelete({ template, ...ground(registry) });
const publisherGone = (name: string, registry: Files = {}) =>
  planPublisherDelete({ publisher: name, ...ground(registry) });

function refusal(act: () => unknown): Diagnostic {
  try {
    act();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
}

const kinds = ({ steps }: Plan) => steps.map(({ kind }) => kind);
const guards = (plan: Plan) => plan.guards.map(({ kind }) => kind);
const notes = ({ chosen }: Plan) => chosen.notes as readonly string[];

describe('making one', () => {
  test('a pool is one new file, over a link that is there', () => {
    const plan = poolMade();
    expect([kinds(plan), plan.risk]).toEqual([['file.create'], 'routine']);
    expect(guards(plan)).toEqual(['file.absent', 'link.present']);
    const text = String(plan.steps[0]?.args.text);
    expect(text).toBe(`pool "new" {
    network "10.8.0.0/24"
    gateway "10.8.0.1"
    stub "stub0"
    range-start "10.8.0.10"
    range-end "10.8.0.19"
    range "10.8.0.30" "10.8.0.39"
    reserve "10.8.0.15" note="vip"
}
`);
    expect(notes(plan)).toEqual([]);
  });

  test('a pool of both families says v6 in a block', () => {
    const v6 = {
      network: parseCidr('fd00:8::/64'),
      gateway: parseAddress('fd00:8::1'),
      ranges: [],
      addresses: [parseAddress('fd00:8::7')],
    };
    const text = String(poolMade({ v6 }).steps[0]?.args.text);
    const pool = readPool(parseKdl('x', text), 'new', () => {});
    expect([pool.v4?.mode, pool.v6?.mode, pool.v6?.ranges.length]).toEqual(['range', 'list', 1]);
  });

  test('a pool that overlaps another is made, and says so', () => {
    expect(
      notes(
        poolMade({ network: parseCidr('10.8.0.0/24') }, 'new', {
          'pools/wide.kdl': spare
            .replace('spare', 'wide')
            .replaceAll('10.7.0', '10.8.0')
            .replace('/24', '/16'),
        }),
      ).join(),
    ).toContain('10.8.0.0/24 overlaps 10.8.0.0/16 of the pool wide');
  });

  test('a folder that is not there is made first', () => {
    const facts = factsWith({}, { hasFolder: false, canWriteFolder: false });
    const plan = planPublisherCreate({
      publisher: 'new',
      wish: { origin: 'file:///repo', sticky: true, mode: 'add' },
      host: testHost,
      facts,
    });
    expect(kinds(plan)).toEqual(['directory.create', 'file.create']);
  });

  test('a template names its pools and publishers', () => {
    const text = String(templateMade().steps[0]?.args.text);
    expect(text).toContain('publishers "example.net"');
    expect(text).toContain('net "internal" {\n        pool "internal"');
    expect(String(templateMade({ pools: ['internal'] }).steps[0]?.args.text)).toContain(
      'net "default"',
    );
  });

  const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['zmgr::pool::exists', () => poolMade({}, 'internal'), /pool edit hv-04\/internal/],
    ['zmgr::pool::exists', () => poolMade({}, 'broken', { 'pools/broken.kdl': 'pool {' }), /edit/],
    ['zmgr::pool::no-link', () => poolMade({ stub: parseLinkName('stub9') }), /stub=/],
    ['zmgr::pool::incomplete', () => poolMade({ gateway: undefined }), /pool create/],
    [
      'zmgr::pool::two-spellings',
      () => poolMade({ addresses: [parseAddress('10.8.0.7')] }),
      /Keep/,
    ],
    ['zmgr::pool::outside-network', () => poolMade({ gateway: parseAddress('10.9.0.1') }), /./],
    [
      'zmgr::pool::incomplete',
      () => poolMade({ v6: { ...newPool.v6, network: parseCidr('fd00::/64') } }),
      /./,
    ],
    [
      'zmgr::pool::two-families',
      () =>
        poolMade({
          v6: {
            network: parseCidr('10.9.0.0/24'),
            gateway: parseAddress('10.9.0.1'),
            ranges: [],
            addresses: [parseAddress('10.9.0.7')],
          },
        }),
      /v6-network=/,
    ],
    ['zmgr::template::exists', () => templateMade({}, 'oi'), /template edit/],
    ['zmgr::pool::unknown', () => templateMade({ pools: ['intrenal'] }), /internal/],
    [
      'zmgr::publisher::unknown',
      () => templateMade({ publishers: ['exmaple.net'] }),
      /example\.net/,
    ],
    [
      'zmgr::template::same-network',
      () => templateMade({ pools: ['internal', 'internal'] }),
      /once/,
    ],
    ['zmgr::brand::unknown', () => templateMade({ brand: 'lxx' }), /./],
  ];
  test.each(refused)('%s', (code, act, help) => {
    const { code: found, help: said } = refusal(act);
    expect(found).toBe(code);
    expect(said).toMatch(help);
  });

  test('where the user may not write, root is told what to type', () => {
    const facts = factsWith({}, { canWriteFolder: false });
    const { code, help } = refusal(() =>
      planPoolCreate({ pool: 'new', wish: newPool, host: testHost, facts }),
    );
    expect(code).toBe('zmgr::registry::not-writable');
    expect(help).toContain('chown -R zoneops /etc/zmgr');
  });
});

describe('changing one', () => {
  test('an edit is one step with the old words and the new, held to the text that was read', () => {
    const plan = poolEdited({ gateway: parseAddress('10.7.0.2') });
    expect([kinds(plan), guards(plan), plan.risk]).toEqual([
      ['file.edit'],
      ['registry.text'],
      'routine',
    ]);
    expect(plan.steps[0]?.args.changes).toEqual([
      { name: 'gateway', from: ['10.7.0.1'], to: ['10.7.0.2'] },
    ]);
    expect(plan.steps[0]?.args.hunks).toEqual([
      { from: '\n  gateway "10.7.0.1"\n', to: '\n  gateway "10.7.0.2"\n' },
    ]);
    expect(poolEdited({ gateway: parseAddress('10.7.0.2') }).digest).toBe(plan.digest);
    // Somebody else's change of the file is another plan; one elsewhere is not.
    const other = spare.replace('{', '{ // mine');
    expect(
      poolEdited({ gateway: parseAddress('10.7.0.2') }, 'spare', { 'pools/spare.kdl': other })
        .digest,
    ).not.toBe(plan.digest);
    expect(
      poolEdited({ gateway: parseAddress('10.7.0.2') }, 'spare', { 'pools/lab.kdl': spare }).digest,
    ).toBe(plan.digest);
  });

  test('what zones keep is said', () => {
    const moved = poolEdited(
      { stub: parseLinkName('igb0'), gateway: parseAddress('10.1.0.2') },
      'internal',
    );
    expect(guards(moved)).toEqual(['registry.text', 'link.present']);
    expect(notes(moved).join()).toContain('Zones that there are (1) keep the gateway and the link');
    const narrowed = poolEdited(
      {
        ranges: {
          kind: 'whole',
          values: [{ first: parseAddress('10.1.0.50'), last: parseAddress('10.1.0.99') }],
        },
      },
      'internal',
    );
    expect(notes(narrowed).join()).toContain('old1 (10.1.0.10)');
    expect(
      notes(
        templateEdited({ autoboot: false }, 'oi', {
          'templates/oi.kdl': ordinaryTexts.registry['templates/oi.kdl'],
        }),
      ).join(),
    ).toContain('Zones that were made from it (1)');
  });

  const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      'zmgr::registry::unchanged',
      () => poolEdited({ gateway: parseAddress('10.7.0.1') }),
      /pool show/,
    ],
    ['zmgr::pool::unknown', () => poolEdited({}, 'spaer'), /spare/],
    ['zmgr::pool::no-link', () => poolEdited({ stub: parseLinkName('stub9') }), /stub=/],
    ['zmgr::pool::outside-network', () => poolEdited({ gateway: parseAddress('10.9.0.1') }), /./],
    [
      'zmgr::kdl::syntax',
      () =>
        poolEdited({ gateway: parseAddress('10.7.0.2') }, 'spare', {
          'pools/spare.kdl': 'pool "spare" {',
        }),
      /./,
    ],
    [
      'zmgr::pool::unknown',
      () => templateEdited({ pools: { kind: 'whole', values: ['nowhere'] } }),
      /./,
    ],
    [
      'zmgr::registry::not-in-list',
      () => templateEdited({ publishers: { kind: 'edit', add: [], remove: ['x'] } }),
      /./,
    ],
    [
      'zmgr::registry::unchanged',
      () => planPublisherEdit({ publisher: 'example.net', wish: { mode: 'add' }, ...ground() }),
      /publisher show/,
    ],
  ];
  test.each(refused)('%s', (code, act, help) => {
    const { code: found, help: said } = refusal(act);
    expect(found).toBe(code);
    expect(said).toMatch(help);
  });
});

describe('removing one', () => {
  test('a pool that nobody needs goes, held to its text and to nobody naming it meanwhile', () => {
    const plan = poolGone();
    expect([kinds(plan), plan.risk]).toEqual([['file.remove'], 'destructive']);
    expect(guards(plan)).toEqual(['registry.text', 'file.unnamed']);
    expect(plan.steps[0]?.args.text).toBe(spare);
  });

  const inSpare = 'zone "odd" {\n  address "10.7.0.12/24"\n}\n';
  const refused: readonly (readonly [string, () => unknown, RegExp, RegExp])[] = [
    [
      'zmgr::pool::needed',
      () => poolGone('internal'),
      /zone old1 \(10\.1\.0\.10\).*template oi.*template router/,
      /template edit hv-04\/oi/,
    ],
    [
      'zmgr::pool::needed',
      () => poolGone('spare', { 'zones/odd.kdl': inSpare }),
      /zone odd \(10\.7\.0\.12\)/,
      /zone list/,
    ],
    [
      'zmgr::pool::needed',
      () => poolGone('spare', { 'zones/odd.kdl': inSpare.slice(0, -3) }),
      /zones\/odd\.kdl, which can't be understood/,
      /./,
    ],
    [
      'zmgr::pool::needed',
      () => poolGone('spare', {}, ['10.7.0.44']),
      /an operation that has not ended \(10\.7\.0\.44\)/,
      /.*/,
    ],
    ['zmgr::pool::unknown', () => poolGone('spaer'), /spaer/, /spare/],
    [
      'zmgr::template::needed',
      () => templateGone('oi'),
      /zone old1.*config\.kdl, as the default/,
      /default-template/,
    ],
    [
      'zmgr::publisher::needed',
      () =>
        publisherGone('example.net', {
          'templates/web.kdl':
            'template "web" {\n  brand "ipkg"\n  pool "internal"\n  publishers "example.net"\n}\n',
        }),
      /template web/,
      /publishers=-example\.net/,
    ],
  ];
  test.each(refused)('%s', (code, act, message, help) => {
    const found = refusal(act);
    expect(found.code).toBe(code);
    expect(found.message).toMatch(message);
    expect(found.help ?? '').toMatch(help);
  });

  test('a template that no zone was made from goes, and so does a broken file', () => {
    expect(kinds(templateGone('router'))).toEqual(['file.remove']);
    expect(
      kinds(publisherGone('example.net', { 'publishers/example.net.kdl': 'publisher {' })),
    ).toEqual(['file.remove']);
  });
});

describe('what is seen at the end', () => {
  const plan = poolEdited({ gateway: parseAddress('10.7.0.2') });
  const after = spare.replace('10.7.0.1"', '10.7.0.2"');
  test('as it was left', () => {
    confirmRegistryFile(plan, factsWith({ 'pools/spare.kdl': after }));
    confirmRegistryFile(plan, factsWith({ 'pools/spare.kdl': after.replace('{', '{ // mine') }));
    confirmRegistryFile(poolGone(), factsWith({ 'pools/spare.kdl': undefined }));
  });
  test.each([
    ['nothing was written', plan, spare],
    ['it is gone', plan, undefined],
    ['it was broken', plan, `${after}}`],
    ['it is back', poolGone(), spare],
  ])('%s', (_, of, text) => {
    expect(
      refusal(() => confirmRegistryFile(of, factsWith({ 'pools/spare.kdl': text }))).code,
    ).toBe('zmgr::registry::not-as-asked');
  });
});
