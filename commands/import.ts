/**
 * /zone import [zone] [host=] [template=] [pool=] [without-template=yes] [as=] [except=]
 * Entries for zones that have none; hostlink/plans/zones-import.ts decides which are beyond doubt.
 */
import {
  confirmZonesImported,
  importSubject,
  planZonesImport,
  zonesImportFacts,
} from '../hostlink/plans/zones-import.ts';
import { list, option, optionalTarget, toggle } from './argument.ts';
import { chosenHost } from './chosen-host.ts';
import { defineChange } from './define.ts';
import { hostOrDefault, poolName, templateName, unregisteredZone } from './grammar/types/names.ts';
import { zoneChoice } from './grammar/types/zone-choice.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const importZones = defineChange({
  path: 'import',
  summary: 'Write entries for zones that have none; the zones stay as they are',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: optionalTarget(
      unregisteredZone,
      'only this zone; all of the host without an entry if left out',
    ),
    host: option(hostOrDefault, 'host; the default host if left out'),
    template: option(templateName, 'template, where several fit, or none of them quite'),
    pool: list(poolName, 'pools of its nets, in their order, where it is not clear'),
    'without-template': toggle('say only its brand, where no template is like it'),
    as: list(zoneChoice, 'a template for each of several zones, or a dash for none'),
    except: list(unregisteredZone, 'zones to leave alone'),
  },
  examples: [
    'import',
    'import host=hv-04',
    'import hv-04/web01 template=oi',
    'import web01 template=router pool=internal,public',
    'import web01 without-template=yes',
    'import template=oi except=old1,old2',
    'import as=web01:oi,web02:router:internal+public,web03:-',
  ],
  host: async ({ zone, host }, desk) =>
    zone === undefined
      ? chosenHost(desk, host)
      : hostOfZone(desk, { zone, ...(host !== undefined && { host }) }, 'import'),
  subject: ({ zone, as: choices }) => importSubject(zone, choices),
  facts: zonesImportFacts,
  plan: ({ args, host, facts, holds, pinned }) => {
    const { zone, template, pool: pools, except, as: choices } = args;
    return planZonesImport({
      wish: {
        zone,
        template,
        pools,
        withoutTemplate: args['without-template'],
        except,
        choices,
      },
      host,
      facts,
      holds,
      pinned,
    });
  },
  confirm: confirmZonesImported,
});
