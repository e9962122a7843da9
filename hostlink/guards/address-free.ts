/**
 * address.free: no entry of the registry names this address. Looked for as text, in every spelling that a person is
 * likely to use, because the host has no KDL parser; the plan was made by one.
 */
import { z } from 'zod';
import { type IpAddress, parseAddress } from '../ipam/address.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { defineGuard } from './define-guard.ts';

export const addressFree = defineGuard({
  kind: 'address.free',
  args: z.object({
    address: z.string(),
    /** The registry's directory of entries. */
    directory: absolutePath,
  }),
  locks: ['registry'],
  title: ({ address }) => `No entry has the address ${address}`,
  holds: ({ address, directory }) => ({
    kind: 'mention',
    directory,
    suffix: '.kdl',
    texts: spellings(parseAddress(address), address).flatMap((text) => [`"${text}/`, `"${text}"`]),
    found: 'foreign',
    none: 'present',
  }),
});

/** The canonical spelling, and for v6 the written-out ones, in both cases. */
function spellings({ family, value }: IpAddress, canonical: string): readonly string[] {
  if (family === 4) return [canonical];
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  const full = groups.map((group) => group.padStart(4, '0')).join(':');
  const all = [canonical, groups.join(':'), full];
  return [...new Set([...all, ...all.map((text) => text.toUpperCase())])];
}
