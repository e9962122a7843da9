/** Of all that could tell a net's addresses, the first that does counts. */
import { expect, it } from 'vitest';
import {
  type AddressSource,
  foundNets,
  type SeenLease,
} from '../../../hostlink/compare/zone-addresses.ts';
import { parseAddressObjects } from '../../../hostlink/illumos/ipadm.ts';
import { parseSysding } from '../../../hostlink/illumos/sysding.ts';
import type { ZoneInside } from '../../../hostlink/illumos/zones-inside.ts';
import { formatAddress, parseAddress } from '../../../hostlink/ipam/address.ts';
import { parseMacAddress } from '../../../hostlink/names/mac-address.ts';

const mac = parseMacAddress('2:8:20:9:9:1');
const address: Readonly<Record<AddressSource, string>> = {
  'allowed-address': '10.1.0.1',
  address: '10.1.0.2',
  property: '10.1.0.3',
  sysding: '10.1.0.4',
  ipadm: '10.1.0.5',
  lease: '10.1.0.6',
  reservation: '10.1.0.7',
};

/** A zone with one VNIC, of which these tell, each something else. */
function foundBy(sources: readonly AddressSource[]) {
  const said = (source: AddressSource, text: string) =>
    sources.includes(source) ? text : undefined;
  const [allowed, own, ips] = (['allowed-address', 'address', 'property'] as const).map((source) =>
    said(source, `${address[source]}/24`),
  );
  const inside: ZoneInside | undefined = sources.includes('sysding')
    ? {
        kind: 'installed',
        sysding: parseSysding(`setup_interface PRIMARY v4 ${address.sysding}/24\n`),
      }
    : sources.includes('ipadm')
      ? {
          kind: 'running',
          addresses: parseAddressObjects(`a0/v4:static:ok:${address.ipadm}/24\n`, 'here'),
        }
      : undefined;
  const leases = (['reservation', 'lease'] as const).flatMap((kind): readonly SeenLease[] =>
    sources.includes(kind) ? [{ kind, address: parseAddress(address[kind]), mac }] : [],
  );
  const net = {
    physical: 'a0',
    properties: new Map(ips === undefined ? [] : [['ips', ips]]),
    ...(allowed !== undefined && { allowedAddress: allowed }),
    ...(own !== undefined && { address: own }),
  };
  const configuration = {
    zonepath: '/zones/z',
    autoboot: false,
    ipType: 'exclusive' as const,
    brand: 'ipkg',
    nets: [net],
    attributes: [],
    resources: [],
    properties: new Map(),
  };
  const vnics = [{ name: 'a0', over: 'stub0', mac, macType: 'random', vid: 0 }];
  return foundNets('z', configuration, { vnics, pools: [], inside, leases });
}

const orders: readonly (readonly AddressSource[])[] = [
  ['allowed-address', 'address', 'property', 'sysding', 'lease', 'reservation'],
  ['allowed-address', 'address', 'property', 'ipadm', 'lease', 'reservation'],
];

it.each(orders.flatMap((order) => order.map((_, at) => order.slice(at))))(
  '%s before all that comes behind',
  (...sources) => {
    const [first = 'lease'] = sources;
    const [net] = foundBy(sources);
    expect(net).toMatchObject({ from: first, link: 'a0', vnic: { over: 'stub0' } });
    expect(net?.addresses.map((one) => formatAddress(one.address))).toEqual([address[first]]);
  },
);

it('nothing where nothing tells', () => {
  expect(foundBy([])[0]).toMatchObject({ addresses: [], routers: [], remarks: [] });
});
