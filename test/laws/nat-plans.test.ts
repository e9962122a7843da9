/** The laws of plans that change NAT: rules that come, where ipfilter runs and where it is started, and rules that go. */
import { parseCidr } from '../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../hostlink/names/link-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { planNatAdd } from '../../hostlink/plans/nat-add.ts';
import { natFacts } from '../../hostlink/plans/nat-on-host.ts';
import { planNatRemove } from '../../hostlink/plans/nat-remove.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import type { HostUnderTest } from '../support/simulated-host.ts';
import { thoroughly } from '../support/thorough.ts';

const numberOf = (zone: string): number => lawZones.indexOf(zone) + 1;
const subnetOf = (zone: string) => parseCidr(`10.200.${numberOf(zone)}.0/24`);

const addOn =
  (link: string): LawfulPlan['make'] =>
  async ({ spec, observe }: HostUnderTest, zone): Promise<Plan> =>
    planNatAdd({
      verb: 'nat add',
      subject: zone,
      host: spec,
      facts: await observe(natFacts),
      wish: {
        kind: 'map',
        interface: parseLinkName(link),
        subnet: subnetOf(zone),
        target: { kind: 'interface' },
        portmap: 'auto',
        protocol: 'tcp/udp',
      },
    });

/** A pair for each trial, with comments between them. */
const manyRules = lawZones
  .map((zone) => {
    const plain = `map igb0 10.200.${numberOf(zone)}.0/24 -> 0/32`;
    return `# ${zone}\n${plain} portmap tcp/udp auto # with ports\n${plain}\n`;
  })
  .join('\n');

const quick = { isQuick: true, isSampled: true, looks: { tool: 'ipnat', verb: 'list' } } as const;

const plans: readonly LawfulPlan[] = [
  {
    name: 'nat remove, from among others',
    host: { seed: { ...openindianaSeed, nat: { config: manyRules, state: 'online' } } },
    make: async ({ spec, observe }, zone) => ({
      ...planNatRemove({
        choice: { subnet: subnetOf(zone) },
        host: spec,
        facts: await observe(natFacts),
      }),
      subject: zone,
    }),
    ...quick,
  },
  ...thoroughly<LawfulPlan>(
    { name: 'nat add while ipfilter runs', host: {}, make: addOn('igb0'), ...quick },
    {
      name: 'nat add on OmniOS, without a file and with ipfilter disabled',
      host: { dialect: 'omnios', seed: omniosSeed },
      make: addOn('ixgbe0'),
      isQuick: true,
      looks: { tool: 'cmp', verb: '' },
    },
  ),
];

plansHoldTheLaws(plans);
