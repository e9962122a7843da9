/** The laws of plans about registered zones that are there from the start: they go, or only their entry or name does. */
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { planRegistered, type RegisteredVerb, withEntries } from '../support/destroy-on-host.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import { thoroughly } from '../support/thorough.ts';

const hosts = {
  openindiana: { seed: openindianaSeed, brand: 'ipkg', options: {} },
  omnios: {
    seed: omniosSeed,
    brand: 'sparse',
    options: { name: 'om-01', dialect: 'omnios' },
  },
} as const;

const registered = (
  verb: RegisteredVerb,
  state: 'running' | 'installed' | 'incomplete',
  on: keyof typeof hosts,
): LawfulPlan => {
  const { seed, brand, options } = hosts[on];
  return {
    name: `${verb} of one that is ${state}, on ${on}`,
    host: {
      ...options,
      seed: withEntries(seed, lawZones, brand, state),
      installMilliseconds: 200,
    },
    make: (host, zone) => planRegistered(host, verb, zone),
    isQuick: true,
  };
};

plansHoldTheLaws([
  registered('destroy', 'running', 'openindiana'),
  registered('rename', 'installed', 'omnios'),
  registered('forget', 'running', 'openindiana'),
  ...thoroughly(
    registered('destroy', 'running', 'omnios'),
    registered('destroy', 'incomplete', 'omnios'),
  ),
]);
