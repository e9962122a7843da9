/** What starting ipfilter takes: a file that ipnat accepts, and one step. Out of maintenance, too. */
import { Diagnostic } from '../diagnostic.ts';
import { natService } from '../guards/nat-service.ts';
import type { HostSpec } from '../host.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { startStep } from './nat-change.ts';
import { type NatFacts, natOn } from './nat-on-host.ts';

export interface NatStartPlanning {
  readonly host: HostSpec;
  readonly facts: NatFacts;
}

/** Pure. @throws Diagnostic as natOn() does, and `zmgr::nat::runs` */
export function planNatStart({ host, facts }: NatStartPlanning): Plan {
  const nat = natOn(host, facts);
  const { state } = nat.service;
  if (state === 'online') {
    throw new Diagnostic({
      code: 'zmgr::nat::runs',
      message: `ipfilter of ${host.name} runs already; nothing was changed`,
      help: `\`/zone nat list host=${host.name}\` shows what it has loaded.`,
    });
  }
  return makePlan(
    {
      host: host.name,
      verb: 'nat start',
      subject: 'nat',
      steps: [startStep(nat)],
      guards: [natService.guard({ state })],
      locks: [],
      chosen: {},
      holds: [],
      tags: [],
    },
    stepKinds,
  );
}

/** @throws Diagnostic `zmgr::nat::not-started` */
export function confirmNatStart({ host }: Plan, { service }: Pick<NatFacts, 'service'>): void {
  if (service?.state === 'online' && !service.inTransition) return;
  throw new Diagnostic({
    code: 'zmgr::nat::not-started',
    message: `ipfilter is ${service?.state ?? 'gone'}`,
    help: `\`/zone nat list host=${host}\` shows how it stands; on the host, \`svcs -xv ipfilter\` tells why.`,
  });
}
