/** What starting, stopping and restarting the DHCP server takes: one step, by the state that it is in. */
import { Diagnostic } from '../diagnostic.ts';
import { dhcpService } from '../guards/dhcp-service.ts';
import type { HostSpec } from '../host.ts';
import type { DhcpServer } from '../illumos/dhcpd.ts';
import { makePlan } from '../plan/make-plan.ts';
import { defaultLockTimeout, type Plan } from '../plan/plan.ts';
import type { Step } from '../steps/define-step.ts';
import { dhcpRestart } from '../steps/dhcp-restart.ts';
import { dhcpStart } from '../steps/dhcp-start.ts';
import { dhcpStop } from '../steps/dhcp-stop.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { configurationOn, type DhcpServiceFacts, serverOn } from './dhcp-on-host.ts';

export interface DhcpPowerPlanning {
  readonly host: HostSpec;
  readonly facts: DhcpServiceFacts;
}

/** Pure. @throws Diagnostic `zmgr::dhcp::none`, `no-config`, `already` */
export function planDhcpStart({ host, facts }: DhcpPowerPlanning): Plan {
  const server = serverOn(host, facts);
  if (server.state === 'online')
    throw already(host, 'runs', '`/zone dhcp restart` has it read its file anew.');
  configurationOn(host, server, facts);
  const { fmri, state: from } = server;
  return plan('dhcp start', host, server, dhcpStart.step({ fmri, from }));
}

/** Pure. @throws Diagnostic `zmgr::dhcp::none`, `already` */
export function planDhcpStop({ host, facts }: DhcpPowerPlanning): Plan {
  const server = serverOn(host, facts);
  if (server.state === 'disabled')
    throw already(host, 'is stopped', '`/zone dhcp start` starts it.');
  return plan('dhcp stop', host, server, dhcpStop.step({ fmri: server.fmri }));
}

/** Pure. @throws Diagnostic `zmgr::dhcp::none`, `not-running` */
export function planDhcpRestart({ host, facts }: DhcpPowerPlanning): Plan {
  const server = serverOn(host, facts);
  if (server.state !== 'online') {
    throw new Diagnostic({
      code: 'zmgr::dhcp::not-running',
      message: `The DHCP server of ${host.name} is ${server.state}, so there is no run that could end`,
      help: `\`/zone dhcp start host=${host.name}\` starts it, out of maintenance too.`,
    });
  }
  const { fmri } = server;
  return plan('dhcp restart', host, server, dhcpRestart.step({ fmri, seen: facts.run }), facts.run);
}

/** @throws Diagnostic `zmgr::dhcp::not-as-asked` */
export function confirmDhcpPower(
  { verb, host }: Plan,
  { instances }: Pick<DhcpServiceFacts, 'instances'>,
): void {
  const wanted = verb === 'dhcp stop' ? 'disabled' : 'online';
  const [server] = instances;
  if (server?.state === wanted && !server.inTransition) return;
  throw new Diagnostic({
    code: 'zmgr::dhcp::not-as-asked',
    message: `The DHCP server is ${server?.state ?? 'gone'}`,
    help: `\`/zone dhcp status host=${host}\` shows how it stands.`,
  });
}

const already = (host: HostSpec, what: string, help: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::dhcp::already',
    message: `The DHCP server of ${host.name} ${what} already; nothing was changed`,
    help,
  });

const plan = (
  verb: string,
  host: HostSpec,
  { fmri, state }: DhcpServer,
  step: Step,
  seen?: string,
): Plan =>
  makePlan(
    {
      host: host.name,
      verb,
      subject: 'server',
      steps: [step],
      guards: [dhcpService.guard({ fmri, state, ...(seen === undefined ? {} : { seen }) })],
      locks: ['dhcp'],
      lockTimeout: defaultLockTimeout,
      chosen: {},
      holds: [],
      tags: [],
    },
    stepKinds,
  );
