/** What the state of the DHCP server's instance means to a check. */
import * as dhcpd from '../illumos/dhcpd.ts';
import type { Advice, Probe, Verdict } from './define-step.ts';

type State = 'online' | 'disabled' | 'maintenance' | 'offline';

/** One on its way to another state (`online*`) is neither here nor there. */
export const dhcpStates = (fmri: string, verdicts: Readonly<Record<State, Verdict>>): Probe => ({
  kind: 'command',
  command: dhcpd.stateAndContract(fmri),
  verdicts: [
    ...Object.entries(verdicts).map(
      ([state, verdict]) => [{ exit: 'zero', begins: `${state} ` }, verdict] as const,
    ),
    [{ exit: 'zero' }, 'partial'],
  ],
});

export const noSuchService = (fmri: string): Advice => ({
  says: "doesn't match any",
  code: 'zmgr::dhcp::none',
  message: `${fmri} is not there any more`,
  help: 'Somebody has removed the package; `/zone dhcp status` shows what there is.',
});
