/**
 * /zone host init [host=] [zonepath-prefix=] [resolvers=] [dns-domain=] [pool= network= gateway= stub= range=|addresses=]
 * A first registry; hostlink/plans/registry-init.ts decides what is missing.
 */

import { planRegistryInit, registryInitFacts } from '../../hostlink/plans/registry-init.ts';
import { confirmRegistryInit } from '../../hostlink/plans/registry-init-confirm.ts';
import { list, option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { addressRange } from '../grammar/types/address-range.ts';
import { ipAddress } from '../grammar/types/ip-address.ts';
import { hostOrDefault, newPoolName } from '../grammar/types/names.ts';
import { network } from '../grammar/types/network.ts';
import { domain, linkName, zonepathPrefix } from '../grammar/types/places.ts';

export const hostInit = defineChange({
  path: 'host init',
  summary: 'Begin a registry: config.kdl, templates for its brands, a first pool',
  role: 'operator',
  risk: 'routine',
  args: {
    host: option(hostOrDefault, 'host; the default host if left out'),
    'zonepath-prefix': option(
      zonepathPrefix,
      'directory below which zones are to lie, a mounted ZFS dataset; found if left out',
    ),
    pool: option(newPoolName, 'pool that the templates name; internal if left out'),
    network: option(network, 'network of a pool that is made, too'),
    gateway: option(ipAddress, 'its router'),
    stub: option(linkName, 'etherstub or link that its VNICs lie over'),
    range: option(addressRange, 'addresses that zones may get'),
    addresses: list(ipAddress, 'the same, one by one'),
    resolvers: list(ipAddress, 'name servers of the zones, which zones of OmniOS take'),
    'dns-domain': option(domain, 'their domain, likewise'),
  },
  examples: [
    'host init host=hv-04',
    'host init host=hv-04 pool=internal network=10.1.0.0/24 gateway=10.1.0.1 stub=stub0 range=10.1.0.10-10.1.0.99',
    'host init zonepath-prefix=/data/zones',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: () => 'registry',
  facts: () => registryInitFacts,
  plan: ({ args, ...circumstances }) => {
    const { 'zonepath-prefix': zonepathPrefix, 'dns-domain': dnsDomain, ...said } = args;
    return planRegistryInit({
      ...circumstances,
      wish: {
        ...said,
        ...(zonepathPrefix === undefined ? {} : { zonepathPrefix }),
        ...(dnsDomain === undefined ? {} : { dnsDomain }),
      },
    });
  },
  confirm: confirmRegistryInit,
});
