/** Plans about the DHCP server of a simulated host. */
import { parseAddress } from '../../hostlink/ipam/address.ts';
import { parseMacAddress } from '../../hostlink/names/mac-address.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import {
  type DhcpFileFacts,
  dhcpFileFacts,
  dhcpServiceFacts,
} from '../../hostlink/plans/dhcp-on-host.ts';
import { planDhcpRestart, planDhcpStart, planDhcpStop } from '../../hostlink/plans/dhcp-power.ts';
import { planDhcpRelease } from '../../hostlink/plans/dhcp-release.ts';
import { planDhcpReserve } from '../../hostlink/plans/dhcp-reserve.ts';
import { type DhcpSetWish, planDhcpSet } from '../../hostlink/plans/dhcp-set.ts';
import { carryOut } from './operations-on-host.ts';
import type { HostUnderTest } from './simulated-host.ts';

/** A machine that is no zone, the n-th of those that lie outside of the ranges. */
export const planReserve = async (
  on: HostUnderTest,
  name: string,
  n: number,
  network = '10.1.0',
): Promise<Plan> =>
  planDhcpReserve({
    wish: {
      name,
      mac: parseMacAddress(`02:08:20:00:01:${n.toString(16)}`),
      address: parseAddress(`${network}.${120 + n}`),
    },
    ...{ host: on.spec, facts: await on.observe(dhcpFileFacts), holds: [] },
  });

export const planRelease = async (on: HostUnderTest, reservation: string): Promise<Plan> =>
  planDhcpRelease({ reservation, host: on.spec, facts: await on.observe(dhcpFileFacts) });

/** @param wishing what is wished, by what is there */
export async function planSubnet(
  on: HostUnderTest,
  wishing: (facts: DhcpFileFacts) => DhcpSetWish,
): Promise<Plan> {
  const facts = await on.observe(dhcpFileFacts);
  return planDhcpSet({ wish: wishing(facts), host: on.spec, facts, holds: [] });
}

export async function planPower(
  on: HostUnderTest,
  verb: 'start' | 'stop' | 'restart',
): Promise<Plan> {
  const planned = { start: planDhcpStart, stop: planDhcpStop, restart: planDhcpRestart };
  return planned[verb]({ host: on.spec, facts: await on.observe(dhcpServiceFacts) });
}

/** The other way round first, where it is so already. */
export async function planPowerAnew(on: HostUnderTest, verb: 'start' | 'stop'): Promise<Plan> {
  const [server] = await on.observe(dhcpServiceFacts).then(({ instances }) => instances);
  if ((server?.state === 'online') === (verb === 'start'))
    await carryOut(on, await planPower(on, verb === 'start' ? 'stop' : 'start'));
  return planPower(on, verb);
}
