/**
 * /zone pool create <pool> [host=] network= gateway= stub= range=|addresses= [reserve=] [v6-network= …]
 * Says what was asked; hostlink/plans/pool-files.ts decides what it takes.
 */
import { newPoolFile, planPoolCreate, poolFileFacts } from '../../hostlink/plans/pool-files.ts';
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { poolFile } from '../../hostlink/registry/pool-edit.ts';
import { list, needed, option, target } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { addressRange } from '../grammar/types/address-range.ts';
import { ipAddress } from '../grammar/types/ip-address.ts';
import { reservationList } from '../grammar/types/list-wish.ts';
import { hostOrDefault, newPoolName } from '../grammar/types/names.ts';
import { network } from '../grammar/types/network.ts';
import { linkName } from '../grammar/types/places.ts';
import { newPoolWish } from '../pools/pool-wish.ts';
import { faultsOfNew } from '../registry/file-form.ts';

export const poolCreate = defineChange({
  path: 'pool create',
  summary: 'Make a pool of addresses that zones may get',
  role: 'operator',
  risk: 'routine',
  args: {
    pool: target(newPoolName, 'name of the new pool'),
    host: option(hostOrDefault, 'host; the default host if left out'),
    network: needed(option(network, 'network, without host bits')),
    gateway: needed(option(ipAddress, "the router's address in it")),
    stub: needed(option(linkName, 'etherstub, NIC or aggregation that VNICs lie over')),
    range: list(
      addressRange,
      'addresses that zones may get, from one to another; several are fine',
    ),
    addresses: list(ipAddress, 'the same one by one, instead of a range'),
    reserve: option(reservationList, 'addresses kept back, each with why: 10.1.0.53 dns vip'),
    'v6-network': option(network, 'a v6 network beside it'),
    'v6-gateway': option(ipAddress, 'its router'),
    'v6-range': list(addressRange, 'v6 addresses that zones may get'),
    'v6-addresses': list(ipAddress, 'the same one by one, instead of a range'),
  },
  examples: [
    'pool create lab2 network=10.5.0.0/24 gateway=10.5.0.1 stub=stub0 range=10.5.0.10-10.5.0.99',
    'pool create hv-04/dmz network=198.51.100.0/24 gateway=198.51.100.1 stub=igb0 addresses=198.51.100.7,198.51.100.8',
    'pool create both network=10.6.0.0/24 gateway=10.6.0.1 stub=stub0 range=10.6.0.10-10.6.0.49,10.6.0.60-10.6.0.99 reserve="10.6.0.53 dns vip" v6-network=fd00:6::/64 v6-gateway=fd00:6::1 v6-range=fd00:6::10-fd00:6::ff',
  ],
  atLeastOneOf: ['range', 'addresses'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ pool }) => fileSubject('pool', pool),
  facts: () => poolFileFacts,
  plan: ({ args, host, facts }) =>
    planPoolCreate({ pool: args.pool, host, facts, wish: newPoolWish(args) }),
  confirm: confirmRegistryFile,
  form: {
    faults: (args, seen) =>
      faultsOfNew(poolFile, args.pool, seen, () => newPoolFile(args.pool, newPoolWish(args))),
  },
});
