/**
 * pools/<name>.kdl: addresses that zones may get, and the link that their VNICs lie over. A pool has a v4 network, a
 * v6 network in a `v6` block, or a v6 network alone; what it gives out are ranges or a list.
 */
import { type Cidr, contains, type IpAddress, parseAddress } from '../ipam/address.ts';
import { parseLinkName } from '../names/link-name.ts';
import type { KdlBlock, KdlNode } from './kdl.ts';
import {
  argument,
  faultAt,
  likelySlips,
  nodesNamed,
  optionalNode,
  parsed,
  property,
  required,
  requiredNode,
  text,
} from './kdl-read.ts';
import type { Pool } from './model.ts';
import { readPoolFamily } from './pool-family.ts';
import type { Warn } from './warn.ts';

/** What a pool may say; a `v6` block likewise, but for stub and v6. */
export const poolKeys = [
  'network',
  'gateway',
  'stub',
  'range-start',
  'range-end',
  'range',
  'addresses',
  'reserve',
  'v6',
];

/** @param name the file's name, which is the pool's. @throws Diagnostic with the place of what is wrong */
export function readPool(file: KdlBlock, name: string, warn: Warn): Pool {
  const pool = requiredNode(file, 'pool');
  likelySlips(pool, poolKeys).forEach(warn);
  const own = readPoolFamily(pool, warn);
  const block = optionalNode(pool, 'v6');
  const second = block && readPoolFamily(block, warn);
  const { v4, v6 } =
    own.network.address.family === 4 ? { v4: own, v6: second } : { v4: second, v6: own };
  if (block !== undefined && (v4 === second || v6?.network.address.family !== 6)) {
    throw faultAt(block, {
      code: 'zmgr::pool::two-families',
      message: 'A v6 block needs a v6 network, beside a v4 network outside it',
      help: 'Put the v4 network first and the v6 network into the block.',
    });
  }
  return {
    name,
    stub: required(pool, 'stub', parsed(parseLinkName)),
    ...(v4 === undefined ? {} : { v4 }),
    ...(v6 === undefined ? {} : { v6 }),
    reserved: [pool, ...(block === undefined ? [] : [block])].flatMap((place) =>
      nodesNamed(place, 'reserve').map((node) =>
        reservedBy(node, own.network, second?.network, warn),
      ),
    ),
  };
}

function reservedBy(
  node: KdlNode,
  own: Cidr,
  second: Cidr | undefined,
  warn: Warn,
): Pool['reserved'][number] {
  const address: IpAddress = argument(node, parsed(parseAddress));
  if (!contains(own, address) && !(second !== undefined && contains(second, address))) {
    warn(
      faultAt(node, {
        code: 'zmgr::pool::outside-network',
        message: 'The reserved address is not in the network of the pool',
        help: 'Correct the address, or drop the line.',
      }),
    );
  }
  const note = property(node, 'note', text);
  return { address, ...(note === undefined ? {} : { note }) };
}
