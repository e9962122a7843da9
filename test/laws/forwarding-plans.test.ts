/** The laws of plans that have a host pass packets on, or not: by two interfaces, and as a whole. */
import { parseLinkName } from '../../hostlink/names/link-name.ts';
import { forwardingFacts, planForwardingSet } from '../../hostlink/plans/forwarding-set.ts';
import { type LawfulPlan, plansHoldTheLaws } from '../support/plan-laws.ts';
import { thoroughly } from '../support/thorough.ts';

/** Each trial sets the other of what it finds. */
const toggling =
  (...interfaces: readonly string[]): LawfulPlan['make'] =>
  async ({ spec, observe }, zone) => {
    const facts = await observe(forwardingFacts);
    const isOn =
      interfaces.length === 0
        ? facts.settings.some(({ name, current }) => name === 'ipv4-forwarding' && current)
        : facts.v4.some(({ link, current }) => link === interfaces[0] && current === 'on');
    const wish = { v4: !isOn, interfaces: interfaces.map(parseLinkName) };
    return { ...planForwardingSet({ wish, host: spec, facts }), subject: zone };
  };

const plans: readonly LawfulPlan[] = [
  {
    name: 'forwarding set, on an interface',
    host: {},
    make: toggling('igb0'),
    isQuick: true,
    isSampled: true,
    looks: { tool: 'ipadm', verb: 'show-ifprop' },
  },
  ...thoroughly<LawfulPlan>({
    name: 'forwarding set, for the whole host',
    host: {},
    make: toggling(),
    isQuick: true,
    isSampled: true,
    looks: { tool: 'routeadm', verb: 'show' },
  }),
];

plansHoldTheLaws(plans);
