/** The laws of plans about a DHCP server: its file, where it listens, whether it runs. */
import { parseCidr } from '../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../hostlink/names/link-name.ts';
import { planPowerAnew, planReserve, planSubnet } from '../support/dhcp-on-host.ts';
import { type LawfulPlan, plansHoldTheLaws } from '../support/plan-laws.ts';
import { thoroughly } from '../support/thorough.ts';

/** `law12z` is the twelfth. */
const numberIn = (zone: string): number => Number(/[0-9]+/.exec(zone)?.[0]);

const about = (name: string, make: LawfulPlan['make']): LawfulPlan => ({
  ...{ name, make, host: {}, isQuick: true, isSampled: true },
  looks: { tool: 'svcs', verb: 'state,ctid' },
});

/** Where it listens on one interface, on two; where on two, on one. */
const elsewhere = (listens: readonly string[] = []) =>
  (listens.length === 1 ? ['inner0', 'igb0'] : ['inner0']).map(parseLinkName);

plansHoldTheLaws([
  about('dhcp set: a subnet, and where it listens', (on, zone) =>
    planSubnet(on, ({ properties }) => ({
      subnet: parseCidr('10.1.0.0/24'),
      leaseTime: 3600 + numberIn(zone),
      listen: { kind: 'whole', values: elsewhere(properties?.get('config/listen_ifnames')) },
    })),
  ),
  ...thoroughly(
    about('dhcp reserve', (on, zone) => planReserve(on, zone, numberIn(zone))),
    about('dhcp stop', (on) => planPowerAnew(on, 'stop')),
    about('dhcp start', (on) => planPowerAnew(on, 'start')),
    // A restart is not among them: a host that boots has done it by itself, and makes it stale.
  ),
]);
