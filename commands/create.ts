/**
 * /zone create <zone> [template=] [host=] [pool=] [address=] [boot=] [memory=] …
 * Says what was asked; hostlink/plans/zone-create.ts decides what it takes.
 */
import { planZoneCreate, zoneCreateFacts } from '../hostlink/plans/zone-create.ts';
import { confirmZoneCreated } from '../hostlink/plans/zone-created.ts';
import { flag, list, option, target } from './argument.ts';
import { chosenHost } from './chosen-host.ts';
import { defineChange } from './define.ts';
import { ipAddress } from './grammar/types/ip-address.ts';
import { hostOrDefault, newZoneName, poolName, templateName } from './grammar/types/names.ts';
import { domain, hostname, nameserver, timezone } from './grammar/types/sysconfig.ts';
import { attribute, dataset, mount } from './grammar/types/zone-resources.ts';
import { limitArguments } from './zones/limit-arguments.ts';

export const create = defineChange({
  path: 'create',
  summary: 'Create a zone from a template, with addresses from its pools',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(newZoneName, 'name of the new zone'),
    template: option(templateName, "template; the registry's default if left out"),
    host: option(hostOrDefault, 'host; the default host if left out'),
    pool: option(poolName, "pool; the template's if left out"),
    address: option(ipAddress, 'a certain address; the next free one if left out'),
    boot: flag('whether it boots, now and with the host; as its template says if left out'),
    ...limitArguments,
    fs: list(mount, "a directory of the host in the zone, beside the template's"),
    dataset: list(dataset, 'a dataset that it gets to look after; made where it is not there'),
    attr: list(attribute, "an attribute, beside the template's or instead of one"),
    hostname: option(hostname, 'its name in itself; its name as a zone if left out'),
    nameserver: list(nameserver, "its name servers; the template's if left out"),
    search: list(domain, 'domains in which it looks for names'),
    timezone: option(timezone, 'its timezone, like Europe/Berlin'),
  },
  examples: [
    'create web01',
    'create web01 template=oi',
    'create hv-04/web01 template=oi address=10.1.0.10 boot=no',
    'create web01 nameserver=9.9.9.9 search=example.net timezone=Europe/Berlin',
    'create web01 memory=2G cpu-cap=1.5 fs=/tank/www:/export/www:ro dataset=rpool/data/web01',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ zone }) => zone,
  facts: () => zoneCreateFacts,
  plan: ({ args, ...circumstances }) => {
    const { zone, template, pool, address, boot, host: _host, fs, dataset, attr, ...more } = args;
    const { hostname, nameserver, search, timezone, ...limits } = more;
    const sysconfig = { hostname, nameservers: nameserver, search, timezone };
    const wish = { zone, template, pool, address, boot, limits };
    return planZoneCreate({
      ...circumstances,
      wish: { ...wish, mounts: fs, datasets: dataset, attributes: attr, sysconfig },
    });
  },
  confirm: confirmZoneCreated,
});
