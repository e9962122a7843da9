/** Templates as files that are edited in chat: a new one's text, and changes in place. What nets say beside their pools stays. */
import { Diagnostic } from '../diagnostic.ts';
import { formatAddress, type IpAddress } from '../ipam/address.ts';
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
import { type Edit, type NewValue, replaceValue } from './edit.ts';
import type { FileKind } from './file-kind.ts';
import type { KdlNode } from './kdl.ts';
import { argument, nodesNamed, optionalNode, requiredNode, text } from './kdl-read.ts';
import { type ListWish, wishedList } from './list-wish.ts';
import type { Template } from './model.ts';
import { readTemplate } from './template.ts';

/** What is left out stays as it is; null takes it away. */
export interface TemplateWish {
  readonly brand?: string | undefined;
  /** A net for each. */
  readonly pools?: ListWish | undefined;
  readonly autoboot?: boolean | undefined;
  readonly ipType?: Template['ipType'] | undefined;
  readonly publishers?: ListWish | undefined;
  readonly image?: string | null | undefined;
  readonly installArguments?: ListWish | undefined;
  readonly resolvers?: ListWish<IpAddress> | undefined;
  readonly dnsDomain?: string | null | undefined;
}

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');
const poolsOf = ({ nets }: Template): readonly string[] => nets.map(({ pool }) => pool);
const same = (word: string): string => word;

export const templateFile: FileKind<Template, TemplateWish> = {
  name: 'template',
  read: readTemplate,
  words: (template) => {
    const { brand, autoboot, ipType, publishers, image, installArguments, resolvers, dnsDomain } =
      template;
    const all: readonly (readonly [string, readonly string[]])[] = [
      ['brand', [brand]],
      ['pool', poolsOf(template)],
      ['autoboot', [yesNo(autoboot)]],
      ['ip-type', [ipType]],
      ['publishers', publishers],
      ['image', image === undefined ? [] : [image]],
      ['install', installArguments],
      ['resolvers', resolvers.map(formatAddress)],
      ['dns-domain', dnsDomain === undefined ? [] : [dnsDomain]],
    ];
    return new Map(all.filter(([, words]) => words.length > 0));
  },
  edits: templateEdits,
};

interface Said {
  readonly node: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** As KDL values, where they are no texts. */
  readonly values?: readonly NewValue[];
}

/** @throws Diagnostic `zmgr::registry::not-in-list`, `zmgr::template::no-nets` */
function templateEdits(node: KdlNode, now: Template, wish: TemplateWish): FileEdits {
  const pools = poolsEdit(node, now, wish.pools);
  const said = sayings(now, wish).filter(
    ({ node: name, from, to }) => change(name, from, to).length > 0,
  );
  return {
    edits: [
      ...editsOf(
        node,
        together([
          pools.edit,
          ...said.map(({ node: name, to, values }) => saying(node, name, values ?? to)),
        ]),
      ),
      ...pools.inNets,
    ],
    changes: [
      ...pools.changes,
      ...said.flatMap(({ node: name, from, to }) => change(name, from, to)),
    ],
  };
}

function sayings(now: Template, wish: TemplateWish): readonly Said[] {
  const one = (
    name: string,
    before: string | undefined,
    wished: string | null | undefined,
    values?: readonly NewValue[],
  ): readonly Said[] =>
    wished === undefined
      ? []
      : [
          {
            node: name,
            from: before === undefined ? [] : [before],
            to: wished === null ? [] : [wished],
            ...(values && { values }),
          },
        ];
  const several = (
    name: string,
    before: readonly string[],
    wished: ListWish | undefined,
  ): readonly Said[] =>
    wished === undefined
      ? []
      : [{ node: name, from: before, to: wishedList(before, wished, same, name) }];
  const { autoboot } = wish;
  return [
    ...one('brand', now.brand, wish.brand),
    ...(autoboot === undefined
      ? []
      : one('autoboot', yesNo(now.autoboot), yesNo(autoboot), [autoboot])),
    ...one('ip-type', now.ipType, wish.ipType),
    ...several('publishers', now.publishers, wish.publishers),
    ...one('image', now.image, wish.image),
    ...several('install', now.installArguments, wish.installArguments),
    ...several('resolvers', now.resolvers.map(formatAddress), wordsOf(wish.resolvers)),
    ...one('dns-domain', now.dnsDomain, wish.dnsDomain),
  ];
}

const wordsOf = (wish: ListWish<IpAddress> | undefined): ListWish | undefined =>
  wish === undefined
    ? undefined
    : wish.kind === 'whole'
      ? { kind: 'whole', values: wish.values.map(formatAddress) }
      : {
          kind: 'edit',
          add: wish.add.map(formatAddress),
          remove: wish.remove.map(formatAddress),
        };

interface PoolsEdit {
  readonly edit: BlockEdit;
  readonly inNets: readonly Edit[];
  readonly changes: readonly FileChange[];
}

/** One pool for one pool is another pool of the same net; else nets go with their pools, and come with them. */
function poolsEdit(node: KdlNode, now: Template, wish: ListWish | undefined): PoolsEdit {
  const before = poolsOf(now);
  const after = wish === undefined ? before : wishedList(before, wish, same, 'pool');
  const changes = change('pool', before, after);
  if (changes.length === 0) return { edit: unchanged, inNets: [], changes };
  const [only, ...others] = after;
  if (only === undefined) {
    throw new Diagnostic({
      code: 'zmgr::template::no-nets',
      message: `The template "${now.name}" would have no net`,
      help: 'Name one pool at least.',
    });
  }
  const flat = optionalNode(node, 'pool');
  const nets = nodesNamed(node, 'net');
  const [net] = nets;
  if (others.length === 0 && before.length === 1) {
    if (net === undefined) return { edit: saying(node, 'pool', [only]), inNets: [], changes };
    const [value] = requiredNode(net, 'pool').arguments;
    return { edit: unchanged, inNets: value ? [replaceValue(value, only)] : [], changes };
  }
  const isKept = (one: KdlNode) => after.includes(argument(requiredNode(one, 'pool'), text));
  const names = new Set(nets.filter(isKept).map((one) => argument(one, text)));
  const kept = nets.filter(isKept).map((one) => argument(requiredNode(one, 'pool'), text));
  const isInOrder = kept.every((pool, at) => pool === after[at]);
  if (!isInOrder) {
    throw new Diagnostic({
      code: 'zmgr::template::net-order',
      message: `The nets of the template "${now.name}" stand in another order in its file`,
      help: 'Name the pools that stay in their order, and new ones behind them; or say what comes and goes: pool=+lab,-old.',
    });
  }
  // A net of the first spelling is called `default`; beside others it needs a block of its own.
  const fresh = flat === undefined ? after.slice(kept.length) : after;
  return {
    edit: together([
      removing(...(flat === undefined ? [] : [flat]), ...nets.filter((one) => !isKept(one))),
      adding(
        ...fresh.map((pool) => ({
          text: nodeText('net', [
            flat !== undefined && pool === before[0] ? 'default' : freeName(pool, names),
          ]),
          nodes: [nodeText('pool', [pool])],
        })),
      ),
    ]),
    inNets: [],
    changes,
  };
}

function freeName(pool: string, names: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? pool : `${pool}-${count}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}
