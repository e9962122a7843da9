/** The laws of plans that make and delete links: an etherstub that comes; a VLAN and others in a thorough run. */
import { parseLinkName } from '../../hostlink/names/link-name.ts';
import { linkFacts, planLinkCreate, planLinkDelete } from '../../hostlink/plans/links.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import { thoroughly } from '../support/thorough.ts';

const numberOf = (zone: string): number => lawZones.indexOf(zone) + 1;
const linkOf = (zone: string) => parseLinkName(`law_${numberOf(zone)}`);
const quick = { isQuick: true, isSampled: true } as const;
const igb0 = parseLinkName('igb0');

const creating = (
  more: (
    zone: string,
  ) => Pick<Parameters<typeof planLinkCreate>[0]['wish'], 'type'> &
    Partial<Parameters<typeof planLinkCreate>[0]['wish']>,
): LawfulPlan['make'] => {
  return async ({ spec, observe }, zone) => ({
    ...planLinkCreate({
      wish: { link: linkOf(zone), ...more(zone) },
      host: spec,
      facts: await observe(linkFacts),
    }),
    subject: zone,
  });
};

const plans: readonly LawfulPlan[] = [
  {
    name: 'link create: a VLAN',
    host: {},
    make: creating((zone) => ({ type: 'vlan', over: igb0, vlan: numberOf(zone) })),
    looks: { tool: 'dladm', verb: 'show-link' },
    ...quick,
  },
  ...thoroughly<LawfulPlan>(
    {
      name: 'link create: an etherstub',
      host: {},
      make: creating(() => ({ type: 'etherstub' })),
      looks: { tool: 'dladm', verb: 'show-link' },
      ...quick,
    },
    {
      name: 'link create: a VNIC in a VLAN',
      host: {},
      make: creating(() => ({ type: 'vnic', over: igb0, vlan: 7 })),
      looks: { tool: 'dladm', verb: 'show-vnic' },
      ...quick,
    },
    {
      name: 'link delete: an etherstub',
      host: {
        seed: {
          ...openindianaSeed,
          links: [
            ...openindianaSeed.links,
            ...lawZones.map((zone) => ({ name: linkOf(zone), class: 'etherstub' as const })),
          ],
        },
      },
      make: async ({ spec, observe }, zone) => ({
        ...planLinkDelete({ link: linkOf(zone), host: spec, facts: await observe(linkFacts) }),
        subject: zone,
      }),
      looks: { tool: 'dladm', verb: 'show-link' },
      ...quick,
    },
  ),
];

plansHoldTheLaws(plans);
