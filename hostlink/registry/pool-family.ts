/**
 * The nodes of a pool that belong to one address family: network, gateway, and ranges or a list. The first range is
 * `range-start` and `range-end`, as zmgr has it; further ones are `range "first" "last"`. All three spellings of
 * `addresses` are read: blocks of `address "a"`, quoted node names, and arguments.
 */
import {
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  networkOf,
  parseAddress,
  parseCidr,
  sameAddress,
  specialAddresses,
} from '../ipam/address.ts';
import type { KdlNode, KdlValue, Placed } from './kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  nodesNamed,
  optionalNode,
  parsed,
  type Reader,
  requiredNode,
} from './kdl-read.ts';
import type { AddressRange, PoolFamily } from './model.ts';
import type { Warn } from './warn.ts';

/** @throws Diagnostic with the place of what is wrong */
export function readPoolFamily(block: KdlNode, warn: Warn): PoolFamily {
  const network = argument(requiredNode(block, 'network'), networkReader);
  const inside = insideOf(network);
  const gateway = argument(requiredNode(block, 'gateway'), gatewayReader(network));
  const list = optionalNode(block, 'addresses');
  const start = optionalNode(block, 'range-start');
  const [further] = nodesNamed(block, 'range');
  if (list !== undefined && (start ?? further) !== undefined) {
    throw faultAt(list, {
      code: 'zmgr::pool::two-spellings',
      message: 'The pool has both a range and a list of addresses',
      help: 'Keep the range, or addresses.',
    });
  }
  return list === undefined
    ? { network, gateway, ranges: rangesOf(block, inside, warn), mode: 'range' }
    : { network, gateway, ranges: listOf(list, inside, warn), mode: 'list' };
}

/** A network: no host bits, so that nobody has to guess which of two networks is meant. */
const networkReader: Reader<Cidr> = (value) => {
  const network = parsed(parseCidr)(value);
  const { first } = networkOf(network);
  if (!sameAddress(first, network.address)) {
    throw faultAt(value, {
      code: 'zmgr::pool::host-bits',
      message: `The network ${formatCidr(network)} has bits set behind its prefix`,
      help: `Write "${formatCidr({ ...network, address: first })}".`,
    });
  }
  return network;
};

const insideOf =
  (network: Cidr): Reader<IpAddress> =>
  (value) => {
    const address = parsed(parseAddress)(value);
    if (!contains(network, address)) {
      throw faultAt(value, {
        code: 'zmgr::pool::outside-network',
        message: `${formatAddress(address)} is not in the network ${formatCidr(network)}`,
        help: 'Correct the address or the network.',
      });
    }
    return address;
  };

/** Inside the network, and no address that stands for the network itself or for all of it. */
const gatewayReader =
  (network: Cidr): Reader<IpAddress> =>
  (value) => {
    const gateway = insideOf(network)(value);
    const { subnet, broadcast } = specialAddresses(network);
    if ([subnet, broadcast].some((special) => special && sameAddress(special, gateway))) {
      throw faultAt(value, {
        code: 'zmgr::pool::bad-gateway',
        message: `${formatAddress(gateway)} can be no host's address in ${formatCidr(network)}`,
        help: 'Write the address of the router.',
      });
    }
    return gateway;
  };

function rangesOf(block: KdlNode, inside: Reader<IpAddress>, warn: Warn): readonly AddressRange[] {
  const more = nodesNamed(block, 'range');
  const isNamed = ['range-start', 'range-end'].some((name) => nodesNamed(block, name).length > 0);
  const ranges = [
    ...(isNamed || more.length === 0 ? [namedRange(block, inside)] : []),
    ...more.map((node) => ({ node, range: rangeIn(node, inside) })),
  ];
  for (const [at, { node, range }] of ranges.entries()) {
    const other = ranges.slice(0, at).find((before) => overlap(before.range, range));
    if (other !== undefined) {
      warn(
        faultAt(node, {
          code: 'zmgr::pool::ranges-overlap',
          message: `The range from ${formatAddress(range.first)} overlaps the one from ${formatAddress(other.range.first)}`,
          help: 'Nothing is given out twice for that; correct one of the two where it is a slip.',
        }),
      );
    }
  }
  return ranges.map(({ range }) => range);
}

interface PlacedRange {
  readonly node: KdlNode;
  readonly range: AddressRange;
}

function namedRange(block: KdlNode, inside: Reader<IpAddress>): PlacedRange {
  const end = requiredNode(block, 'range-end');
  const first = argument(requiredNode(block, 'range-start'), inside);
  return { node: end, range: inOrder(end, first, argument(end, inside)) };
}

function rangeIn(node: KdlNode, inside: Reader<IpAddress>): AddressRange {
  const [first, last, more] = node.arguments;
  if (first === undefined || last === undefined || more !== undefined) {
    throw faultAt(more ?? node, {
      code: 'zmgr::kdl::arguments',
      message: `"range" takes two addresses and has ${node.arguments.length}`,
      help: 'Write range and the first and the last address behind it.',
    });
  }
  return inOrder(last, inside(first), inside(last));
}

function inOrder(place: Placed, first: IpAddress, last: IpAddress): AddressRange {
  if (first.value <= last.value) return { first, last };
  throw faultAt(place, {
    code: 'zmgr::pool::reversed-range',
    message: `The range ends at ${formatAddress(last)}, before it begins`,
    help: 'Exchange its first and its last address.',
  });
}

const overlap = (one: AddressRange, other: AddressRange): boolean =>
  one.first.value <= other.last.value && other.first.value <= one.last.value;

function listOf(list: KdlNode, inside: Reader<IpAddress>, warn: Warn): readonly AddressRange[] {
  const seen = new Map<string, number>();
  const ranges: AddressRange[] = [];
  for (const value of listedValues(list)) {
    const address = inside(value);
    const key = formatAddress(address);
    const before = seen.get(key);
    if (before === undefined) ranges.push({ first: address, last: address });
    else {
      warn(
        faultAt(value, {
          code: 'zmgr::pool::listed-twice',
          message: `${key} is listed a second time, after line ${before}`,
          help: 'Drop one of the two.',
        }),
      );
    }
    seen.set(key, before ?? value.line);
  }
  return ranges;
}

function listedValues(list: KdlNode): readonly KdlValue[] {
  if (list.nodes.length === 0) return argumentsOf(list, (value) => value);
  return [
    ...list.arguments,
    ...list.nodes.flatMap((node) =>
      node.name === 'address'
        ? argumentsOf(node, (value) => value)
        : [{ ...node, value: node.name }, ...node.arguments],
    ),
  ];
}
