/**
 * The nodes of a pool that belong to one address family: network, gateway, and a range or a list. All three spellings
 * of `addresses` are read: blocks of `address "a"`, quoted node names, and arguments.
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
import type { KdlNode, KdlValue } from './kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
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
  if (list !== undefined && start !== undefined) {
    throw faultAt(list, {
      code: 'zmgr::pool::two-spellings',
      message: 'The pool has both a range and a list of addresses',
      help: 'Keep range-start and range-end, or addresses.',
    });
  }
  return list === undefined
    ? { network, gateway, ranges: [rangeOf(block, inside)], mode: 'range' }
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

function rangeOf(block: KdlNode, inside: Reader<IpAddress>): AddressRange {
  const end = requiredNode(block, 'range-end');
  const range = {
    first: argument(requiredNode(block, 'range-start'), inside),
    last: argument(end, inside),
  };
  if (range.first.value > range.last.value) {
    throw faultAt(end, {
      code: 'zmgr::pool::reversed-range',
      message: `The range ends at ${formatAddress(range.last)}, before it begins`,
      help: 'Exchange range-start and range-end.',
    });
  }
  return range;
}

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
