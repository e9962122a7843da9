/**
 * Edits of pools, templates and publishers: whatever is asked of whatever file, old and new text differ only at the nodes
 * that it is about, and the new text says what the old one said with that edit.
 */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatAddress, parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../../hostlink/names/link-name.ts';
import {
  type EditedFile,
  editedFile,
  type FileKind,
} from '../../../hostlink/registry/file-kind.ts';
import {
  type KdlBlock,
  type KdlNode,
  kdlString,
  parseKdl,
} from '../../../hostlink/registry/kdl.ts';
import { requiredNode } from '../../../hostlink/registry/kdl-read.ts';
import type { ListWish } from '../../../hostlink/registry/list-wish.ts';
import type { AddressRange } from '../../../hostlink/registry/model.ts';
import {
  type FamilyWish,
  type PoolEditWish,
  poolFile,
} from '../../../hostlink/registry/pool-edit.ts';
import {
  type Reservation,
  rangeWords,
  reservationWords,
} from '../../../hostlink/registry/pool-words.ts';
import { publisherFile } from '../../../hostlink/registry/publisher-edit.ts';
import { type TemplateWish, templateFile } from '../../../hostlink/registry/template-edit.ts';
import { anyFileOf, type Written } from './odd-files.ts';

/** A node without its place. */
const plain = ({ name, arguments: values, properties, nodes }: KdlNode): unknown => ({
  name,
  values: values.map(({ value }) => value),
  properties: properties.map((one) => [one.name, one.value.value]),
  nodes: nodes.map(plain),
});

/** Names of nodes that an edit is about; below one, with a slash: `v6/network`. */
type Touched = ReadonlySet<string>;

/** The text and the tree without what the edit is about: both have to be as before. */
function rest(kind: string, text: string, touched: Touched) {
  const document: KdlBlock = parseKdl('x.kdl', text);
  const root = requiredNode(document, kind);
  const cut: KdlNode[] = [];
  const inside = (block: KdlNode, prefix: string): unknown[] =>
    block.nodes.flatMap((node) => {
      if (touched.has(`${prefix}${node.name}`)) {
        cut.push(node);
        return [];
      }
      return [{ ...(plain(node) as object), nodes: inside(node, `${prefix}${node.name}/`) }];
    });
  const tree = inside(root, '');
  let left = '';
  let at = 0;
  for (const { span } of cut) {
    left += text.slice(at, span.start);
    at = span.end;
  }
  left += text.slice(at);
  return {
    tree,
    outside: [text.slice(0, root.span.start), text.slice(root.span.end)],
    // What separates nodes comes and goes with them.
    left: left.replaceAll(/[\s;]/g, ''),
  };
}

function lawful<Model, Wish>(
  kind: FileKind<Model, Wish>,
  text: string,
  wish: Wish,
  touched: Touched,
): EditedFile<Model> {
  const result = editedFile(kind, 'x', text, wish);
  expect(rest(kind.name, result.text, touched)).toEqual(rest(kind.name, text, touched));
  const ends = (all: string) => all.split(/(?<=\n)/).map((line) => /\r?\n$/.exec(line)?.[0] ?? '');
  expect(new Set(ends(result.text)).size).toBe(new Set(ends(text)).size);
  // As a host does it, there and back.
  const replaced = (all: string, hunks: readonly (readonly [string, string])[]) =>
    hunks.reduce((before, [from, to]) => {
      expect(before.split(from)).toHaveLength(2);
      return before.split(from).join(to);
    }, all);
  expect(
    replaced(
      text,
      result.hunks.map(({ from, to }) => [from, to]),
    ),
  ).toBe(result.text);
  expect(
    replaced(
      result.text,
      result.hunks.map(({ from, to }) => [to, from]),
    ),
  ).toBe(text);
  return result;
}

const orLess = <T>(now: readonly T[], wish: ListWish<T> | undefined, words: (one: T) => string) => {
  const next =
    wish === undefined
      ? now
      : wish.kind === 'whole'
        ? wish.values
        : [
            ...now.filter((one) => !wish.remove.some((other) => words(other) === words(one))),
            ...wish.add,
          ];
  return next.map(words).filter((word, at, all) => all.indexOf(word) === at);
};

/** All of it, or what comes and goes; of what is there at least one stays. */
const anyWish = <T>(now: readonly T[], any: fc.Arbitrary<T>): fc.Arbitrary<ListWish<T>> =>
  fc.oneof(
    fc
      .array(any, { minLength: 1, maxLength: 4 })
      .map((values) => ({ kind: 'whole' as const, values })),
    ...(now.length === 0
      ? []
      : [
          fc
            .record({
              add: fc.array(any, { maxLength: 2 }),
              remove: fc.subarray([...now.slice(1)]),
            })
            .map((wish) => ({ kind: 'edit' as const, ...wish })),
        ]),
  );

const text = (value: string): string => kdlString(value);

/** In another order than zonebot's; what means something by its order stays together. */
const turned = (groups: readonly (readonly Written[])[], by: number): readonly Written[] =>
  [...groups.slice(by), ...groups.slice(0, by)].flat();

describe('a pool', () => {
  interface FamilyCase {
    readonly network: string;
    readonly gateway: string;
    readonly ranges: readonly AddressRange[];
    readonly listed: readonly AddressRange['first'][];
  }
  interface PoolCase {
    readonly own: FamilyCase;
    readonly second: FamilyCase | undefined;
    readonly reserved: readonly Reservation[];
    readonly text: string;
  }

  const host = (prefix: string) =>
    fc.integer({ min: 10, max: 99 }).map((n) => parseAddress(`${prefix}${n}`));
  const range = (prefix: string): fc.Arbitrary<AddressRange> =>
    fc
      .tuple(host(prefix), host(prefix))
      .map(([one, other]) =>
        one.value <= other.value ? { first: one, last: other } : { first: other, last: one },
      );
  const reservation = (prefix: string): fc.Arbitrary<Reservation> =>
    fc
      .tuple(
        host(prefix),
        fc.option(fc.constantFrom('dns vip', 'why "so"', 'a; b', 'vpn, not a zone')),
      )
      .map(([address, note]) => ({ address, ...(note !== null && { note }) }));
  const once = <T>(things: readonly T[], words: (one: T) => string): readonly T[] => [
    ...new Map(things.map((one) => [words(one), one])).values(),
  ];

  const family = (prefix: string, networks: readonly string[]): fc.Arbitrary<FamilyCase> =>
    fc
      .record({
        network: fc.constantFrom(...networks),
        gateway: fc.constantFrom(`${prefix}1`, `${prefix}2`),
        isList: fc.boolean(),
        ranges: fc.array(range(prefix), { minLength: 1, maxLength: 3 }),
        listed: fc.array(host(prefix), { minLength: 1, maxLength: 4 }),
      })
      .map(({ isList, ranges, listed, ...said }) => ({
        ...said,
        ranges: isList ? [] : once(ranges, rangeWords),
        listed: isList ? once(listed, formatAddress) : [],
      }));

  const familyNodes = (
    { network, gateway, ranges, listed }: FamilyCase,
    spelling: number,
  ): readonly Written[] => {
    const words = listed.map((address) => text(formatAddress(address)));
    const list: Written =
      spelling === 0
        ? { head: 'addresses', nodes: words.map((word) => `address ${word}`) }
        : spelling === 1
          ? { head: 'addresses', nodes: words }
          : `addresses ${words.join(' ')}`;
    return [
      `network   ${text(network)}`,
      `gateway ${text(gateway)}`,
      ...ranges.flatMap(({ first, last }, at) => {
        const [from, to] = [first, last].map((address) => text(formatAddress(address)));
        return at === 0 && spelling !== 2
          ? [`range-start ${from}`, `range-end  ${to}`]
          : [`range ${from} ${to}`];
      }),
      ...(words.length === 0 ? [] : [list]),
    ];
  };

  const v4Networks = ['10.1.0.0/24', '10.1.0.0/23', '10.1.0.0/22'];
  const v6Networks = ['fd00:1::/64', 'fd00:1::/80'];
  const reserveNode = ({ address, note }: Reservation): Written =>
    `reserve ${text(formatAddress(address))}${note === undefined ? '' : ` note=${text(note)}`}`;

  const anyPool: fc.Arbitrary<PoolCase> = fc
    .record({
      own: family('10.1.0.', v4Networks),
      second: fc.option(family('fd00:1::', v6Networks), { nil: undefined }),
      reserved: fc.array(reservation('10.1.0.'), { maxLength: 3 }),
      spelling: fc.nat(2),
      order: fc.nat(5),
      isInBlock: fc.boolean(),
    })
    .chain(({ own, second, reserved, spelling, order, isInBlock }) => {
      const outside = once(reserved, ({ address }) => formatAddress(address));
      const inBlock: readonly Reservation[] =
        second !== undefined && isInBlock
          ? [{ address: parseAddress('fd00:1::5'), note: 'vip' }]
          : [];
      const [network = '', gateway = '', ...given] = familyNodes(own, spelling);
      const groups: readonly (readonly Written[])[] = [
        [network, gateway],
        ['stub "stub0"'],
        given,
        ['unknown "kept" { deeper 1 }'],
        outside.map(reserveNode),
        second === undefined
          ? []
          : [
              {
                head: 'v6',
                nodes: [...familyNodes(second, spelling), ...inBlock.map(reserveNode)],
              },
            ],
      ];
      return anyFileOf({ head: 'pool "x"', nodes: turned(groups, order) }).map((file) => ({
        own,
        second,
        reserved: [...outside, ...inBlock],
        text: file,
      }));
    });

  const maybe = <T>(any: fc.Arbitrary<T>) => fc.option(any, { nil: undefined });

  const familyWish = (
    { ranges, listed }: FamilyCase,
    prefix: string,
    networks: readonly string[],
  ): fc.Arbitrary<FamilyWish> =>
    fc
      .record({
        network: maybe(fc.constantFrom(...networks).map(parseCidr)),
        gateway: maybe(fc.constantFrom(`${prefix}1`, `${prefix}3`).map(parseAddress)),
        given: fc.option(
          fc.oneof(
            (ranges.length > 0 ? anyWish(ranges, range(prefix)) : anyWish([], range(prefix))).map(
              (wish) => ({ ranges: wish }),
            ),
            (listed.length > 0 ? anyWish(listed, host(prefix)) : anyWish([], host(prefix))).map(
              (wish) => ({ addresses: wish }),
            ),
          ),
        ),
      })
      .map(({ given, ...said }) => ({ ...said, ...given }));

  const anyEdit = anyPool.chain((pool) =>
    fc
      .record({
        own: familyWish(pool.own, '10.1.0.', v4Networks),
        stub: maybe(fc.constantFrom('stub0', 'igb0').map(parseLinkName)),
        reserved: maybe(anyWish(pool.reserved, reservation('10.1.0.'))),
        v6:
          pool.second === undefined
            ? fc.constantFrom(undefined, null, {
                network: parseCidr('fd00:1::/64'),
                gateway: parseAddress('fd00:1::1'),
                ranges: {
                  kind: 'whole' as const,
                  values: [{ first: parseAddress('fd00:1::10'), last: parseAddress('fd00:1::20') }],
                },
              })
            : fc.oneof(
                fc.constantFrom(undefined, null),
                familyWish(pool.second, 'fd00:1::', v6Networks),
              ),
      })
      .map(({ own, ...wish }) => ({ pool, wish: { ...own, ...wish } satisfies PoolEditWish })),
  );

  const given = ['range-start', 'range-end', 'range', 'addresses'];
  const touchedBy = (wish: FamilyWish, prefix: string): readonly string[] => [
    ...(wish.network === undefined ? [] : [`${prefix}network`]),
    ...(wish.gateway === undefined ? [] : [`${prefix}gateway`]),
    ...((wish.ranges ?? wish.addresses) ? given.map((name) => `${prefix}${name}`) : []),
  ];

  it('changes what is asked for, and nothing else', () => {
    fc.assert(
      fc.property(anyEdit, ({ pool, wish }) => {
        const { v6, reserved, stub } = wish;
        const isBlockTouched = v6 === null || (v6 !== undefined && pool.second === undefined);
        const result = lawful(
          poolFile,
          pool.text,
          wish,
          new Set([
            ...touchedBy(wish, ''),
            ...(stub === undefined ? [] : ['stub']),
            ...(reserved === undefined && v6 !== null ? [] : ['reserve', 'v6/reserve']),
            ...(isBlockTouched ? ['v6'] : v6 ? touchedBy(v6, 'v6/') : []),
          ]),
        );
        const { model } = result;
        const familyIs = (
          now: FamilyCase | undefined,
          wished: FamilyWish,
          found: typeof model.v4,
        ) => {
          const ranges =
            wished.addresses?.kind === 'whole'
              ? []
              : orLess(now?.ranges ?? [], wished.ranges, rangeWords);
          const listed =
            wished.ranges?.kind === 'whole'
              ? []
              : orLess(now?.listed ?? [], wished.addresses, formatAddress);
          expect(found).toEqual({
            network: wished.network ?? parseCidr(now?.network ?? ''),
            gateway: wished.gateway ?? parseAddress(now?.gateway ?? ''),
            mode: listed.length > 0 ? 'list' : 'range',
            ranges: [
              ...ranges.map((words) => {
                const [first = '', last = ''] = words.split('-');
                return { first: parseAddress(first), last: parseAddress(last) };
              }),
              ...listed.map((word) => ({ first: parseAddress(word), last: parseAddress(word) })),
            ],
          });
        };
        familyIs(pool.own, wish, model.v4);
        if (v6 === null || (v6 === undefined && pool.second === undefined))
          expect(model.v6).toBeUndefined();
        else familyIs(pool.second, v6 ?? {}, model.v6);
        expect(model.stub).toBe(stub ?? 'stub0');
        const kept = pool.reserved.filter(({ address }) => v6 !== null || address.family === 4);
        const byAddress = new Map<string, Reservation>();
        if (reserved?.kind !== 'whole')
          for (const one of kept) byAddress.set(formatAddress(one.address), one);
        if (reserved?.kind === 'edit')
          for (const { address } of reserved.remove) byAddress.delete(formatAddress(address));
        const added = reserved?.kind === 'whole' ? reserved.values : (reserved?.add ?? []);
        for (const one of added) byAddress.set(formatAddress(one.address), one);
        const words = (all: Iterable<Reservation>) => new Set([...all].map(reservationWords));
        expect(words(model.reserved)).toEqual(words(byAddress.values()));
        expect(model.reserved).toHaveLength(byAddress.size);
      }),
      { numRuns: 250 },
    );
  });

  const cases: readonly (readonly [string, string, PoolEditWish, string])[] = [
    [
      'a comment beside a list stays, and so does its spelling',
      'pool "x" {\n  network "10.1.0.0/24"; gateway "10.1.0.1"; stub "s0"\n  addresses { // the provider\'s\n    address "10.1.0.7" // mail\n    address "10.1.0.8"\n  }\n}\n',
      {
        addresses: {
          kind: 'edit',
          add: [parseAddress('10.1.0.9')],
          remove: [parseAddress('10.1.0.8')],
        },
      },
      'pool "x" {\n  network "10.1.0.0/24"; gateway "10.1.0.1"; stub "s0"\n  addresses { // the provider\'s\n    address "10.1.0.7" // mail\n    address "10.1.0.9"\n  }\n}\n',
    ],
    [
      'a second range has a line of its own',
      'pool "x" {\n  network "10.1.0.0/24"\n  gateway "10.1.0.1"\n  stub "s0"\n  range-start "10.1.0.10"\n  range-end "10.1.0.19"\n}\n',
      {
        ranges: {
          kind: 'edit',
          add: [{ first: parseAddress('10.1.0.30'), last: parseAddress('10.1.0.39') }],
          remove: [],
        },
      },
      'pool "x" {\n  network "10.1.0.0/24"\n  gateway "10.1.0.1"\n  stub "s0"\n  range-start "10.1.0.10"\n  range-end "10.1.0.19"\n  range "10.1.0.30" "10.1.0.39"\n}\n',
    ],
  ];
  const base = cases[1]?.[1] ?? '';
  test('what stands twice stays once, with its new note', () => {
    const twice = base.replace('}\n', '  reserve "10.1.0.5"\n  reserve "10.1.0.5" note="a"\n}\n');
    const wish: PoolEditWish = {
      reserved: {
        kind: 'edit',
        add: [{ address: parseAddress('10.1.0.5'), note: 'b' }],
        remove: [],
      },
    };
    expect(editedFile(poolFile, 'x', twice, wish).text).toBe(
      base.replace('}\n', '  reserve "10.1.0.5" note="b"\n}\n'),
    );
  });

  test.each(cases)('%s', (_, before, wish, after) => {
    expect(editedFile(poolFile, 'x', before, wish).text).toBe(after);
  });

  const refusals: readonly (readonly [string, PoolEditWish])[] = [
    ['zmgr::pool::outside-network', { gateway: parseAddress('10.2.0.1') }],
    ['zmgr::pool::outside-network', { network: parseCidr('10.2.0.0/24') }],
    [
      'zmgr::registry::not-in-list',
      {
        ranges: {
          kind: 'edit',
          add: [],
          remove: [{ first: parseAddress('10.1.0.10'), last: parseAddress('10.1.0.18') }],
        },
      },
    ],
    ['zmgr::pool::incomplete', { v6: { gateway: parseAddress('fd00::1') } }],
    ['zmgr::kdl::missing', { ranges: { kind: 'whole', values: [] } }],
  ];
  test.each(refusals)('is refused: %s', (code, wish) => {
    expect(() => editedFile(poolFile, 'x', base, wish)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a template', () => {
  interface TemplateCase {
    readonly pools: readonly string[];
    readonly publishers: readonly string[];
    readonly text: string;
  }
  const pools = ['a', 'b', 'c'];
  const anyTemplate: fc.Arbitrary<TemplateCase> = fc
    .record({
      pools: fc.subarray(pools, { minLength: 1 }),
      isFlat: fc.boolean(),
      publishers: fc.subarray(['p1', 'p2']),
      order: fc.nat(4),
    })
    .chain(({ pools: own, isFlat, publishers, order }) => {
      const nets: readonly Written[] =
        isFlat && own.length === 1
          ? [`pool ${text(own[0] ?? '')}`]
          : own.map((pool) => ({
              head: `net ${text(`net-${pool}`)}`,
              nodes: [`pool ${text(pool)}`, 'protection #false'],
            }));
      const groups: readonly (readonly Written[])[] = [
        ['brand "ipkg"'],
        ['autoboot   #true'],
        publishers.length === 0 ? [] : [`publishers ${publishers.map(text).join(' ')}`],
        nets,
        [{ head: 'resources', nodes: ['memory "2G"', 'cpu-cap 1.5'] }, 'unknown "kept"'],
      ];
      return anyFileOf({ head: 'template "x"', nodes: turned(groups, order) }).map((file) => ({
        pools: own,
        publishers,
        text: file,
      }));
    });

  const anyEdit = anyTemplate.chain((template) =>
    fc.record({
      template: fc.constant(template),
      wish: fc.record({
        brand: fc.constantFrom(undefined, 'ipkg', 'nlipkg'),
        autoboot: fc.constantFrom(undefined, true, false),
        publishers: fc.option(anyWish(template.publishers, fc.constantFrom('p1', 'p2', 'p3')), {
          nil: undefined,
        }),
        dnsDomain: fc.constantFrom(undefined, null, 'example.net'),
        pools: fc.constantFrom<ListWish | undefined>(
          undefined,
          { kind: 'whole', values: [...template.pools, 'new'] },
          { kind: 'whole', values: ['new'] },
          { kind: 'edit', add: ['new'], remove: template.pools.slice(1) },
        ),
      }) satisfies fc.Arbitrary<TemplateWish>,
    }),
  );

  it('changes what is asked for, and nothing else', () => {
    fc.assert(
      fc.property(anyEdit, ({ template, wish }) => {
        const isOneForOne =
          template.pools.length === 1 &&
          wish.pools?.kind === 'whole' &&
          wish.pools.values.length === 1;
        const { model } = lawful(
          templateFile,
          template.text,
          wish,
          new Set([
            ...(wish.brand === undefined ? [] : ['brand']),
            ...(wish.autoboot === undefined ? [] : ['autoboot']),
            ...(wish.publishers === undefined ? [] : ['publishers']),
            ...(wish.dnsDomain === undefined ? [] : ['dns-domain']),
            ...(wish.pools === undefined
              ? []
              : isOneForOne
                ? ['pool', 'net/pool']
                : ['pool', 'net']),
          ]),
        );
        expect(model.brand).toBe(wish.brand ?? 'ipkg');
        expect(model.autoboot).toBe(wish.autoboot ?? true);
        expect(model.dnsDomain).toBe(wish.dnsDomain ?? undefined);
        expect(model.publishers).toEqual(orLess(template.publishers, wish.publishers, String));
        expect(model.nets.map(({ pool }) => pool)).toEqual(
          orLess(template.pools, wish.pools, String),
        );
        expect(model.limits).toMatchObject({ memory: 2 * 1024 ** 3 });
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what its nets say beside their pools', () => {
    const before =
      'template "x" {\n  brand "ipkg"\n  net "in" { pool "a"; protection #false } // inside\n  net "out" { pool "b"; default-route #true }\n}\n';
    const { text: after } = editedFile(templateFile, 'x', before, {
      pools: { kind: 'edit', add: ['c'], remove: ['a'] },
    });
    expect(after).toContain('net "out" { pool "b"; default-route #true }\n  net "c" {');
    expect(after).toContain('  // inside\n');
    expect(() =>
      editedFile(templateFile, 'x', before, { pools: { kind: 'whole', values: ['b', 'a'] } }),
    ).toThrow(expect.objectContaining({ code: 'zmgr::template::net-order' }));
    expect(() =>
      editedFile(templateFile, 'x', before, {
        pools: { kind: 'edit', add: [], remove: ['a', 'b'] },
      }),
    ).toThrow(expect.objectContaining({ code: 'zmgr::template::no-nets' }));
  });
});

describe('a publisher', () => {
  const anyEdit = fc
    .record({
      sticky: fc.constantFrom(undefined, true, false),
      mode: fc.constantFrom(undefined, 'add' as const, 'replace' as const),
      isFirst: fc.boolean(),
    })
    .chain(({ sticky, mode, isFirst }) => {
      const said = [
        ...(sticky === undefined ? [] : [`sticky #${sticky}`]),
        ...(mode === undefined ? [] : [`mode "${mode}"`]),
      ];
      const origin = 'origin "https://pkg.example.net/"';
      return fc.record({
        now: fc.constant({ sticky: sticky ?? true, mode: mode ?? ('add' as const) }),
        file: anyFileOf({
          head: 'publisher "x"',
          nodes: isFirst ? [origin, ...said, 'kept 1'] : ['kept 1', ...said, origin],
        }),
        wish: fc.record({
          origin: fc.constantFrom(undefined, 'file:///export/repo'),
          sticky: fc.constantFrom(undefined, true, false),
          mode: fc.constantFrom(undefined, 'add' as const, 'replace' as const),
        }),
      });
    });

  it('changes what is asked for, and nothing else', () => {
    fc.assert(
      fc.property(anyEdit, ({ now, file, wish }) => {
        const touched = Object.entries(wish).flatMap(([name, value]) =>
          value === undefined ? [] : [name],
        );
        const { model } = lawful(publisherFile, file, wish, new Set(touched));
        expect(model).toEqual({
          name: 'x',
          origin: wish.origin ?? 'https://pkg.example.net/',
          sticky: wish.sticky ?? now.sticky,
          mode: wish.mode ?? now.mode,
        });
      }),
      { numRuns: 200 },
    );
  });
});
