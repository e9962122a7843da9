/** The pool that somebody asked for beside a first registry: whether enough was said of it, and the text of its file. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { Link } from '../illumos/dladm.ts';
import type { LinkName } from '../names/link-name.ts';
import { parseKdl } from '../registry/kdl.ts';
import type { Registry } from '../registry/model.ts';
import { newPoolText } from '../registry/new-files.ts';
import { readPool } from '../registry/pool.ts';
import { type PoolWish, poolArguments } from '../registry/pool-arguments.ts';
import { linkUnder } from './pool-link.ts';

export interface FirstPool {
  readonly text: string;
  readonly stub: LinkName;
  readonly link: Link;
}

/**
 * Undefined where nothing was said of a pool but, perhaps, its name.
 * @throws Diagnostic `zmgr::pool::exists`, `zmgr::pool::incomplete`, `zmgr::pool::no-link`, and those of a pool's file
 */
export function firstPool(
  name: string,
  wish: PoolWish,
  {
    registry,
    links,
    host,
  }: { readonly registry: Registry; readonly links: readonly Link[]; readonly host: HostSpec },
): FirstPool | undefined {
  const { network, gateway, stub, range, addresses } = wish;
  const ranges =
    range === undefined ? addresses.map((address) => ({ first: address, last: address })) : [range];
  if ([network, gateway, stub].every((said) => said === undefined) && ranges.length === 0)
    return undefined;
  const path = `pools/${name}.kdl`;
  if (registry.pools.has(name) || registry.faults.some((fault) => fault.path === path)) {
    throw new Diagnostic({
      code: 'zmgr::pool::exists',
      message: `${host.name} has a pool "${name}" already`,
      help: `Nothing is written over: edit ${registry.directory}/${path}, or choose another name with pool=.`,
    });
  }
  if (network === undefined || gateway === undefined || stub === undefined || ranges.length === 0)
    throw incomplete(name, wish);
  if (range !== undefined && addresses.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::pool::two-spellings',
      message: 'The pool has both a range and a list of addresses',
      help: 'Keep range= or addresses=.',
    });
  }
  const family = {
    network,
    gateway,
    ranges,
    mode: range === undefined ? 'list' : 'range',
  } as const;
  const pool = {
    name,
    stub,
    ...(network.address.family === 4 ? { v4: family } : { v6: family }),
    reserved: [],
  };
  const text = newPoolText(pool);
  // Its reader knows all that can be wrong with a pool.
  readPool(parseKdl(path, text), name, () => {});
  return { text, stub, link: linkUnder(pool, 'exclusive', links, host, 'Correct stub=') };
}

function incomplete(name: string, wish: PoolWish): Diagnostic {
  const lacking = (['network', 'gateway', 'stub'] as const)
    .filter((key) => wish[key] === undefined)
    .map((key) => `${key}=`);
  const isEmpty = wish.range === undefined && wish.addresses.length === 0;
  const all = [...lacking, ...(isEmpty ? ['range='] : [])];
  return new Diagnostic({
    code: 'zmgr::pool::incomplete',
    message: `The pool "${name}" can't be made without ${all.join(' and ')}`,
    help: `A whole one is said like this: \`/zone host init ${poolArguments(name, wish)}\``,
  });
}
