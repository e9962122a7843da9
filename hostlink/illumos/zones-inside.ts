/**
 * Addresses that zones have given themselves, where neither their configuration nor an entry says any: of those that run,
 * what ipadm(8) shows in them, by zlogin(1); of those that do not, what sysding will set up at their first boot.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Fact, Inside } from '../observe/fact.ts';
import { whyUntold } from '../observe/inside.ts';
import { type AddressObject, parseAddressObjects } from './ipadm.ts';
import { parseSysding, type SysdingConfiguration } from './sysding.ts';

export type ZoneInside =
  | { readonly kind: 'running'; readonly addresses: readonly AddressObject[] }
  | { readonly kind: 'installed'; readonly sysding: SysdingConfiguration }
  /** It could not be asked, or was not understood. */
  | { readonly kind: 'unread'; readonly because: string };

/** Seconds; a zone that does well needs a tenth of one. */
const patience = 4;

/** @param zone only this one; all of which nothing else tells, where left out */
export const zonesInside = (zone: ZoneName | undefined): Fact<ReadonlyMap<string, ZoneInside>> => ({
  name: 'addresses inside zones',
  reading: ({ etc, registry }) => ({
    kind: 'inside',
    configurations: `${etc}/zones`,
    entries: `${registry}/zones`,
    words: ['/usr/sbin/ipadm', 'show-addr', '-p', '-o', 'ADDROBJ,TYPE,STATE,ADDR'],
    file: '/etc/sysding.conf',
    patience,
    ...(zone !== undefined && { zone }),
  }),
  understand: (answer, host) => {
    if (answer.kind !== 'inside') throw new TypeError('addresses inside zones were handed others');
    return new Map(
      [...answer.zones].map(([name, inside]) => [name, understood(inside, `${host.name}/${name}`)]),
    );
  },
});

function understood({ asked, status, said }: Inside, place: string): ZoneInside {
  if (asked === 'file') {
    return /^cat: .*denied/i.test(said)
      ? { kind: 'unread', because: firstLine(said) }
      : { kind: 'installed', sysding: parseSysding(said) };
  }
  if (status !== 0) {
    const because = whyUntold[status] ?? (firstLine(said) || `zlogin ended with status ${status}`);
    return { kind: 'unread', because };
  }
  try {
    const addresses = parseAddressObjects(said === '' ? '' : `${said}\n`, `${place}:ipadm`);
    return { kind: 'running', addresses };
  } catch (error) {
    if (error instanceof Diagnostic) return { kind: 'unread', because: error.message };
    throw error;
  }
}

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 200) ?? '';
