/**
 * Changes of a pool's file: what is asked for changes where it stands, in the spelling that the file has. What comes of
 * it is read again before anything is done, so that no edit ever says something else than was meant.
 */
import { Diagnostic } from '../diagnostic.ts';
import {
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  parseAddress,
  sameAddress,
} from '../ipam/address.ts';
import type { LinkName } from '../names/link-name.ts';
import {
  adding,
  type BlockEdit,
  change,
  editsOf,
  type FileChange,
  type FileEdits,
  nodeText,
  removing,
  saying,
  together,
  unchanged,
} from './block-edit.ts';
import {
  type Edit,
  inOneLine,
  kdlValue,
  replaceNode,
  replaceValue,
  replaceValues,
} from './edit.ts';
import type { FileKind } from './file-kind.ts';
import type { KdlNode } from './kdl.ts';
import { argument, nodesNamed, optionalNode, parsed } from './kdl-read.ts';
import { type ListWish, wishedList } from './list-wish.ts';
import type { AddressRange, Pool, PoolFamily } from './model.ts';
import { familyLines } from './new-files.ts';
import { readPool } from './pool.ts';
import {
  familyWords,
  listedIn,
  poolWords,
  type Reservation,
  rangesOf,
  rangeWords,
  reservationWords,
} from './pool-words.ts';

export interface FamilyWish {
  readonly network?: Cidr | undefined;
  readonly gateway?: IpAddress | undefined;
  readonly ranges?: ListWish<AddressRange> | undefined;
  readonly addresses?: ListWish<IpAddress> | undefined;
}

/** What is left out stays as it is. */
export interface PoolEditWish extends FamilyWish {
  readonly stub?: LinkName | undefined;
  readonly reserved?: ListWish<Reservation> | undefined;
  /** Of the `v6` block; null takes it away. */
  readonly v6?: FamilyWish | null | undefined;
}

export const poolFile: FileKind<Pool, PoolEditWish> = {
  name: 'pool',
  read: readPool,
  words: poolWords,
  edits: poolEdits,
};

/** @throws Diagnostic `zmgr::registry::not-in-list`, `zmgr::pool::incomplete` */
function poolEdits(node: KdlNode, pool: Pool, wish: PoolEditWish): FileEdits {
  const own = pool.v4 ?? pool.v6;
  const second = pool.v4 === undefined ? undefined : pool.v6;
  const block = optionalNode(node, 'v6');
  const ownEdit = familyEdit(node, own, wish, '');
  const stub = wish.stub === undefined ? unchanged : saying(node, 'stub', [wish.stub]);
  const goneNetwork = wish.v6 === null ? second?.network : undefined;
  const reserve = reserveEdit(node, block, pool.reserved, wish.reserved, goneNetwork);
  const v6 = secondEdit(block, second, wish.v6);
  const blockEdit = together([v6.inside, reserve.inside]);
  const isBlockGone = block !== undefined && v6.own.gone.includes(block);
  return {
    edits: [
      ...editsOf(node, together([ownEdit.edit, stub, reserve.own, v6.own])),
      ...(block === undefined || isBlockGone ? [] : editsOf(block, blockEdit)),
    ],
    changes: [
      ...ownEdit.changes,
      ...(wish.stub === undefined ? [] : change('stub', [pool.stub], [wish.stub])),
      ...v6.changes,
      ...reserve.changes,
    ],
  };
}

interface Told {
  readonly edit: BlockEdit;
  readonly changes: readonly FileChange[];
}

function familyEdit(
  block: KdlNode,
  family: PoolFamily | undefined,
  { network, gateway, ...given }: FamilyWish,
  prefix: string,
): Told {
  const ranges = rangesOf(family);
  const listed = listedIn(family);
  // A whole list of one kind takes the place of the other kind.
  const nextListed =
    given.addresses !== undefined
      ? wishedList(listed, given.addresses, formatAddress, `${prefix}addresses`)
      : given.ranges?.kind === 'whole'
        ? []
        : listed;
  const nextRanges =
    given.ranges !== undefined
      ? wishedList(ranges, given.ranges, rangeWords, `${prefix}range`)
      : given.addresses?.kind === 'whole'
        ? []
        : ranges;
  return {
    edit: together([
      network === undefined ? unchanged : saying(block, 'network', [formatCidr(network)]),
      gateway === undefined ? unchanged : saying(block, 'gateway', [formatAddress(gateway)]),
      rangesEdit(block, ranges, nextRanges),
      listEdit(block, listed, nextListed),
    ]),
    changes: [
      ...(network === undefined
        ? []
        : change(`${prefix}network`, family ? [formatCidr(family.network)] : [], [
            formatCidr(network),
          ])),
      ...(gateway === undefined
        ? []
        : change(`${prefix}gateway`, family ? [formatAddress(family.gateway)] : [], [
            formatAddress(gateway),
          ])),
      ...change(`${prefix}range`, ranges.map(rangeWords), nextRanges.map(rangeWords)),
      ...change(`${prefix}addresses`, listed.map(formatAddress), nextListed.map(formatAddress)),
    ],
  };
}

const ends = ({ first, last }: AddressRange): readonly string[] => [first, last].map(formatAddress);

/** The first is `range-start` and `range-end`, which zmgr knows; further ones have nodes of their own. */
function rangesEdit(
  block: KdlNode,
  now: readonly AddressRange[],
  next: readonly AddressRange[],
): BlockEdit {
  const nodes = nodesNamed(block, 'range');
  const isNamed = now.length > nodes.length;
  const hasNamed = isNamed || now.length === 0;
  const [first] = next;
  const named = ['range-start', 'range-end'].map((name, at) => {
    const value = first === undefined ? undefined : ends(first)[at];
    const isSame = now[0] !== undefined && first !== undefined && same(now[0], first);
    return isSame || !hasNamed
      ? unchanged
      : saying(block, name, value === undefined ? [] : [value]);
  });
  const offset = hasNamed ? 1 : 0;
  const further = next.slice(offset);
  return together([
    ...named,
    ...nodes.map((node, at) => {
      const [before, after] = [now[at + offset], further[at]];
      if (after === undefined) return removing(node);
      return before !== undefined && same(before, after)
        ? unchanged
        : { ...unchanged, edits: [replaceValues(node, ends(after))] };
    }),
    adding(
      ...further.slice(nodes.length).map((range) => ({ text: nodeText('range', ends(range)) })),
    ),
  ]);
}

const same = (one: AddressRange, other: AddressRange): boolean =>
  rangeWords(one) === rangeWords(other);

/** In the spelling that the file has; a new list as zmgr writes one. */
function listEdit(
  block: KdlNode,
  now: readonly IpAddress[],
  next: readonly IpAddress[],
): BlockEdit {
  const wanted = next.map(formatAddress);
  const there = now.map(formatAddress);
  const isSame = wanted.length === there.length && wanted.every((word, at) => word === there[at]);
  if (isSame) return unchanged;
  const list = optionalNode(block, 'addresses');
  if (list === undefined)
    return adding({ text: 'addresses', nodes: wanted.map((word) => nodeText('address', [word])) });
  if (wanted.length === 0) return removing(list);
  if (list.nodes.length === 0) return { ...unchanged, edits: [replaceValues(list, wanted)] };
  return { ...unchanged, edits: blockListEdits(list, there, wanted) };
}

/** Of `addresses { address "a"; "b" }`: what goes is taken away with its node, what comes is put behind the last. */
function blockListEdits(
  list: KdlNode,
  there: readonly string[],
  wanted: readonly string[],
): readonly Edit[] {
  const kept = there.filter((word) => wanted.includes(word));
  const isAppended =
    kept.every((word, at) => word === wanted[at]) &&
    list.arguments.length === 0 &&
    list.nodes.every(({ name, arguments: values }) =>
      name === 'address' ? values.length === 1 : values.length === 0,
    );
  // In another order than before, nothing of it can stay where it is.
  if (!isAppended) return [replaceNode(list, nodeText('addresses', wanted))];
  const gone = list.nodes.filter((node) => {
    const word = node.name === 'address' ? String(node.arguments[0]?.value) : node.name;
    return !wanted.includes(formatAddress(parseAddress(word)));
  });
  const isNamed = list.nodes.at(-1)?.name === 'address';
  const added = wanted
    .slice(kept.length)
    .map((word) => ({ text: isNamed ? nodeText('address', [word]) : kdlValue(word) }));
  return editsOf(list, together([removing(...gone), adding(...added)]));
}

interface Inside {
  /** Among the pool's own nodes. */
  readonly own: BlockEdit;
  /** In its `v6` block. */
  readonly inside: BlockEdit;
  readonly changes: readonly FileChange[];
}

/** By address: one that stays may get another note, one that stands twice stays once. Those of a network that goes, go. */
function reserveEdit(
  pool: KdlNode,
  block: KdlNode | undefined,
  now: readonly Reservation[],
  wish: ListWish<Reservation> | undefined,
  goneNetwork: Cidr | undefined,
): Inside {
  if (wish === undefined && goneNetwork === undefined)
    return { own: unchanged, inside: unchanged, changes: [] };
  const addressOf = ({ address }: Reservation): string => formatAddress(address);
  const next = wishedList(now, wish ?? { kind: 'whole', values: now }, addressOf, 'reserve').filter(
    ({ address }) => goneNetwork === undefined || !contains(goneNetwork, address),
  );
  const seen = new Set<string>();
  const editsIn = (place: KdlNode): BlockEdit =>
    together(
      nodesNamed(place, 'reserve').map((node) => {
        const address = argument(node, parsed(parseAddress));
        const wanted = next.find((one) => sameAddress(one.address, address));
        const isAgain = seen.has(formatAddress(address));
        seen.add(formatAddress(address));
        return wanted === undefined || isAgain ? removing(node) : noteEdit(node, wanted.note);
      }),
    );
  const added = next.filter(
    ({ address }) => !now.some((before) => sameAddress(before.address, address)),
  );
  return {
    own: together([
      editsIn(pool),
      adding(
        ...added.map(({ address, note }) => ({
          text: [
            nodeText('reserve', [formatAddress(address)]),
            ...(note === undefined ? [] : [`note=${kdlValue(note)}`]),
          ].join(' '),
        })),
      ),
    ]),
    inside: block === undefined ? unchanged : editsIn(block),
    changes: change('reserve', now.map(reservationWords), next.map(reservationWords)),
  };
}

function noteEdit(node: KdlNode, note: string | undefined): BlockEdit {
  const before = node.properties.find(({ name }) => name === 'note')?.value;
  if (before?.value === note) return unchanged;
  const [address] = node.arguments;
  if (address === undefined) return unchanged;
  const { end } = address.span;
  const edit =
    note === undefined
      ? replaceNode(node, nodeText('reserve', [String(address.value)]))
      : before === undefined
        ? { start: end, end, text: ` note=${kdlValue(note)}` }
        : replaceValue(before, note);
  return { ...unchanged, edits: [edit] };
}

/** The `v6` block of a pool whose own family is v4. @throws Diagnostic `zmgr::pool::incomplete` of a new one */
function secondEdit(
  block: KdlNode | undefined,
  family: PoolFamily | undefined,
  wish: FamilyWish | null | undefined,
): Inside {
  if (wish === undefined || isNothing(wish))
    return { own: unchanged, inside: unchanged, changes: [] };
  if (wish === null) {
    return {
      own: block === undefined ? unchanged : removing(block),
      inside: unchanged,
      changes: [...familyWords('v6-', family)].flatMap(([name, words]) => change(name, words, [])),
    };
  }
  if (block !== undefined) {
    const { edit, changes } = familyEdit(block, family, wish, 'v6-');
    return { own: unchanged, inside: edit, changes };
  }
  const { network, gateway } = wish;
  const ranges = wishedList([], wish.ranges ?? nothing, rangeWords, 'v6-range');
  const listed = wishedList([], wish.addresses ?? nothing, formatAddress, 'v6-addresses');
  const lacking = [
    ...(network === undefined ? ['v6-network='] : []),
    ...(gateway === undefined ? ['v6-gateway='] : []),
    ...(ranges.length + listed.length === 0 ? ['v6-range='] : []),
  ];
  if (network === undefined || gateway === undefined || lacking.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::pool::incomplete',
      message: `A v6 network can't be added without ${lacking.join(' and ')}`,
      help: 'Write `v6-network=fd00:10:1::/64 v6-gateway=fd00:10:1::1 v6-range=fd00:10:1::10-fd00:10:1::ff`.',
    });
  }
  const added: Pick<PoolFamily, 'network' | 'gateway' | 'ranges' | 'mode'> =
    listed.length > 0
      ? {
          network,
          gateway,
          mode: 'list',
          ranges: listed.map((address) => ({ first: address, last: address })),
        }
      : { network, gateway, mode: 'range', ranges };
  return {
    own: adding({ text: 'v6', nodes: familyLines(added).map(inOneLine) }),
    inside: unchanged,
    changes: familyWords('v6-', added).flatMap(([name, words]) => change(name, [], words)),
  };
}

const nothing: ListWish<never> = { kind: 'whole', values: [] };

const isNothing = (wish: FamilyWish | null): boolean =>
  wish !== null && Object.values(wish).every((value) => value === undefined);
