/** A change of dhcpd.conf or of where dhcpd listens, as a plan: one step, and what it takes for granted. */

import type { DhcpConfiguration } from '../dhcp/configuration.ts';
import { type Edit, edited } from '../dhcp/edit.ts';
import type { Guard } from '../guards/define-guard.ts';
import { dhcpListen } from '../guards/dhcp-listen.ts';
import { dhcpPlaces } from '../guards/dhcp-places.ts';
import { dhcpService } from '../guards/dhcp-service.ts';
import { fileAbsent } from '../guards/file-absent.ts';
import type { HostSpec } from '../host.ts';
import type { DhcpServer } from '../illumos/dhcpd.ts';
import type { AbsolutePath } from '../names/absolute-path.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { hunksBetween } from '../registry/hunks.ts';
import type { Step } from '../steps/define-step.ts';
import { dhcpChange } from '../steps/dhcp-change.ts';
import { stepKinds } from '../steps/step-kinds.ts';

export interface FileChange {
  /** For people, as a sentence begins. */
  readonly what: string;
  readonly server: DhcpServer;
  readonly program: AbsolutePath;
  readonly configuration: DhcpConfiguration;
  readonly edits: readonly Edit[];
  /** The whole file, where there is none yet; then there are no edits. */
  readonly newFile?: string;
  readonly listen?: { readonly from: readonly string[]; readonly to: readonly string[] };
  /** Whether one that runs is to read it at once; the next start does in any case. */
  readonly restarts: boolean;
}

/** The step and its guards, also for plans about something else. */
export function fileChange(change: FileChange): {
  readonly steps: readonly Step[];
  readonly guards: readonly Guard[];
} {
  const { what, server, program, configuration, edits, newFile, listen, restarts } = change;
  const { text } = configuration;
  const hunks = hunksBetween(text, edited(text, edits), edits);
  const { fmri, configFile: path } = server;
  const runs = restarts && server.state === 'online';
  return {
    steps: [
      dhcpChange.step({
        ...{ what, fmri, path, hunks, runs, dhcpd: program },
        ...(newFile === undefined ? {} : { newFile }),
        ...(listen === undefined ? {} : { listen }),
      }),
    ],
    guards: [
      ...(hunks.length === 0 ? [] : [dhcpPlaces.guard({ path, hunks })]),
      ...(newFile === undefined ? [] : [fileAbsent.guard({ path })]),
      ...(listen === undefined ? [] : [dhcpListen.guard({ fmri, interfaces: listen.from })]),
      ...(restarts ? [dhcpService.guard({ fmri, state: server.state })] : []),
    ],
  };
}

interface ChangePlanning extends FileChange {
  readonly verb: string;
  readonly subject: string;
  readonly host: Pick<HostSpec, 'name'>;
  readonly lockTimeout: number;
  readonly more?: readonly Guard[];
  readonly holds?: readonly string[];
  readonly chosen?: Plan['chosen'];
}

export function changePlan({
  verb,
  subject,
  host,
  lockTimeout,
  more = [],
  holds = [],
  chosen = {},
  ...change
}: ChangePlanning): Plan {
  const { steps, guards } = fileChange(change);
  return makePlan(
    {
      ...{ verb, subject, lockTimeout, chosen, steps },
      host: host.name,
      guards: [...guards, ...more],
      locks: ['dhcp'],
      holds: [...holds],
      tags: [],
    },
    stepKinds,
  );
}
