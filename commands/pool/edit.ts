/**
 * /zone pool edit <pool> [host=] [network=] [gateway=] [stub=] [range=|addresses=] [reserve=] [v6-network= …]
 * What is left out stays as it is, and so does everything else in the file.
 */
import { planPoolEdit, poolFileFacts } from '../../hostlink/plans/pool-files.ts';
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { poolFile } from '../../hostlink/registry/pool-edit.ts';
import { option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { ipAddress } from '../grammar/types/ip-address.ts';
import { addressList, rangeList, reservationList } from '../grammar/types/list-wish.ts';
import { hostName, poolName } from '../grammar/types/names.ts';
import { network } from '../grammar/types/network.ts';
import { orNone } from '../grammar/types/or-none.ts';
import { linkName } from '../grammar/types/places.ts';
import { poolEditWish } from '../pools/pool-wish.ts';
import { faultsOfEdit, fillingOfFile } from '../registry/file-form.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const poolEdit = defineChange({
  path: 'pool edit',
  summary: 'Change a pool: ranges, reservations, networks; comments stay',
  role: 'operator',
  risk: 'routine',
  args: {
    pool: target(poolName, 'name of the pool'),
    host: option(hostName, 'its host, where several have a pool of that name'),
    network: option(network, 'network, without host bits'),
    gateway: option(ipAddress, "the router's address in it"),
    stub: option(linkName, 'etherstub, NIC or aggregation that VNICs of new zones lie over'),
    range: option(
      rangeList,
      'addresses that zones may get: all ranges, or +first-last,-first-last for changes',
    ),
    addresses: option(addressList, 'the same one by one: all, or +10.1.0.7,-10.1.0.8 for changes'),
    reserve: option(
      reservationList,
      'addresses kept back, each with why: 10.1.0.53 dns vip; + and - for changes, or none',
    ),
    'v6-network': option(orNone(network), 'v6 network beside it; none takes all of v6 away'),
    'v6-gateway': option(ipAddress, 'its router'),
    'v6-range': option(rangeList, 'v6 addresses that zones may get, as with range'),
    'v6-addresses': option(addressList, 'the same one by one, as with addresses'),
  },
  examples: [
    'pool edit internal range=+10.1.0.120-10.1.0.199',
    'pool edit hv-04/public addresses=+203.0.113.44,-203.0.113.43',
    'pool edit internal gateway=10.1.0.2 reserve="+10.1.0.54 second dns"',
  ],
  atLeastOneOf: [
    'network',
    'gateway',
    'stub',
    'range',
    'addresses',
    'reserve',
    'v6-network',
    'v6-gateway',
    'v6-range',
    'v6-addresses',
  ],
  host: ({ pool: file, host }, desk) => hostOfFile(desk, 'pool', { file, host }, 'edit'),
  subject: ({ pool }) => fileSubject('pool', pool),
  facts: () => poolFileFacts,
  plan: ({ args: { pool, host: _, ...said }, host, facts }) =>
    planPoolEdit({ pool, host, facts, wish: poolEditWish(said) }),
  confirm: confirmRegistryFile,
  form: {
    filling: fillingOfFile(poolFile),
    faults: (args, seen) => faultsOfEdit(poolFile, args, seen, poolEditWish),
  },
});
