/** The laws of plans that write entries of zones that have none, of two at a time. */
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { planImport, withoutEntries } from '../support/import-on-host.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import { thoroughly } from '../support/thorough.ts';

const names = lawZones.flatMap((name) => [name, `${name}.b`]);

const imports = (host: LawfulPlan['host'], name: string): LawfulPlan => ({
  name: `import on ${name}`,
  host,
  make: async (on, zone) => ({ ...(await planImport(on, zone)), subject: zone }),
  isQuick: true,
});

plansHoldTheLaws([
  imports({ seed: withoutEntries(openindianaSeed, names, 'ipkg', 'installed') }, 'openindiana'),
  ...thoroughly(
    imports(
      {
        name: 'om-01',
        dialect: 'omnios',
        seed: withoutEntries(omniosSeed, names, 'sparse', 'running'),
      },
      'omnios',
    ),
  ),
]);
