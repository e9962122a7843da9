/**
 * /zone set <zone> key=value …
 * Says what was asked; hostlink/plans/zone-set.ts decides what it takes.
 */
import { planZoneSet, zoneSetFacts } from '../hostlink/plans/zone-set.ts';
import { confirmZoneSet } from '../hostlink/plans/zone-set-done.ts';
import { flag, option, target } from './argument.ts';
import { defineChange } from './define.ts';
import { wholeOrNone } from './grammar/types/amounts.ts';
import { tagList, zoneNameList } from './grammar/types/list-wish.ts';
import { hostName, poolName, zoneName } from './grammar/types/names.ts';
import { word } from './grammar/types/words.ts';
import { limitArguments } from './zones/limit-arguments.ts';
import { hostOfZone } from './zones/zone-host.ts';

export const set = defineChange({
  path: 'set',
  summary: 'Set limits, tags, delete-protection and boot order of a zone',
  role: 'operator',
  risk: 'routine',
  args: {
    zone: target(zoneName, 'name of the zone'),
    host: option(hostName, 'its host, where several have a zone of that name'),
    ...limitArguments,
    autoboot: flag('whether it boots with the host'),
    tags: option(tagList, 'its tags: web,prod for all of them, +web,-old for changes, or none'),
    'delete-protection': flag('whether it is kept from being destroyed'),
    'boot-order': option(
      wholeOrNone(0, 9999, 10),
      'its place where several are booted, the lowest first: 10, or none',
    ),
    'boot-delay': option(
      wholeOrNone(0, 3600, 30),
      'seconds after its boot before what comes after it is booted: 30, or none',
    ),
    'depends-on': option(
      zoneNameList,
      'zones of its host that are up before it: db01, or +db01,-old, or none',
    ),
    'add-net': option(poolName, 'a pool: one more net, with a VNIC and addresses from it'),
    'remove-net': option(
      word('net'),
      'one of its nets, which it loses with its VNIC, once it is down',
    ),
  },
  examples: [
    'set web01 memory=2G cpu-cap=1.5',
    'set hv-04/web01 tags=+web,-test delete-protection=yes',
    'set web01 boot-order=10 depends-on=db01 swap=none',
    'set web01 add-net=public',
  ],
  host: (args, desk) => hostOfZone(desk, args, 'set'),
  subject: ({ zone }) => zone,
  facts: () => zoneSetFacts,
  plan: ({ args, host, facts, holds, pinned }) => {
    const {
      zone,
      host: _host,
      autoboot,
      tags,
      'delete-protection': deleteProtection,
      'boot-order': bootOrder,
      'boot-delay': bootDelay,
      'depends-on': dependsOn,
      'add-net': addNet,
      'remove-net': removeNet,
      ...limits
    } = args;
    const inEntry = { tags, deleteProtection, bootOrder, bootDelay, dependsOn, addNet, removeNet };
    return planZoneSet({
      host,
      facts,
      holds,
      pinned,
      wish: { zone, limits, autoboot, ...inEntry },
    });
  },
  confirm: confirmZoneSet,
});
