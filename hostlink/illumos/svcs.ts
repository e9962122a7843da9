/**
 * svcs(1): services inside a running zone, asked from the global zone with -z. The door of the zone's repository lies
 * below its zonepath, which is root's alone (0700): so it is asked elevated.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { privileged } from '../shell/command.ts';

/** smf(7), and svcs' own word for scripts of /etc/rc*.d. */
const serviceStates = [
  'online',
  'degraded',
  'offline',
  'maintenance',
  'disabled',
  'uninitialized',
  'legacy_run',
] as const;
export type ServiceState = (typeof serviceStates)[number];

export interface Service {
  readonly fmri: string;
  readonly state: ServiceState;
  /** On its way to another state, which svcs marks by a `*`. */
  readonly inTransition: boolean;
}

/** What is enabled, and what is disabled until the next boot; what is disabled for good is not listed. */
export const zoneServices = (zone: ZoneName): Fact<readonly Service[]> =>
  inside(
    zone,
    commandFact({
      name: `svcs -z ${zone}`,
      command: privileged('svcs', '-z', zone, '-H', '-o', 'state,fmri'),
      parse: parseServices,
    }),
  );

/**
 * Columns are padded by blanks, with -H too. @throws Diagnostic `zmgr::host::not-understood`
 */
export function parseServices(stdout: string, source: string): readonly Service[] {
  return linesOf(stdout, source).map((where) => {
    const [stateText = '', fmri = '', ...more] = where.text.trim().split(/\s+/);
    if (more.length > 0 || !/^(svc|lrc):\/\S+$/.test(fmri))
      throw notUnderstood(where, 'is no state and FMRI');
    const word = stateText.replace(/\*$/, '');
    const state = serviceStates.find((one) => one === word);
    if (state === undefined) throw notUnderstood(where, `has an unknown service state, ${word}`);
    return { fmri, state, inTransition: stateText.endsWith('*') };
  });
}

/** Why a service is not up, in svcs' own words. */
export interface ServiceTrouble {
  readonly fmri: string;
  /** `Start method exited with $SMF_EXIT_ERR_CONFIG.`; several where several things are wrong. */
  readonly reasons: readonly string[];
  /** `2 dependent services are not running.` */
  readonly impact?: string;
}

/** Enabled services that do not run, and those that keep others from running. */
export const zoneServiceTroubles = (zone: ZoneName): Fact<readonly ServiceTrouble[]> =>
  inside(
    zone,
    commandFact({
      name: `svcs -x -z ${zone}`,
      command: privileged('svcs', '-x', '-z', zone),
      parse: parseServiceTroubles,
    }),
  );

/**
 * Paragraphs for people (svcs' explain.c, print_service): the FMRI with the service's name, then labelled lines. Of the
 * labels only those that tell why are read; there is no form of it for programs.
 */
export function parseServiceTroubles(stdout: string): readonly ServiceTrouble[] {
  return stdout.split(/\n{2,}/).flatMap((paragraph): readonly ServiceTrouble[] => {
    const [head = '', ...lines] = paragraph.replace(/^\n/, '').split('\n');
    const fmri = /^(svc:\/\S+|lrc:\/\S+)/.exec(head)?.[1];
    if (fmri === undefined) return [];
    const said = (label: string) =>
      lines.flatMap((line) => {
        const trimmed = line.trim();
        return trimmed.startsWith(`${label}: `) ? [trimmed.slice(label.length + 2)] : [];
      });
    const [impact] = said('Impact').map((text) => text.replace(/\s*\(Use -v for list\.\)$/, ''));
    return [{ fmri, reasons: said('Reason'), ...(impact === undefined ? {} : { impact }) }];
  });
}

/** What svcs.c says of a zone that it can't look into, for two reasons that a person can do something about. */
function inside<T>(zone: ZoneName, fact: Fact<T>): Fact<T> {
  return {
    ...fact,
    understand: (answer, host) => {
      if (answer.kind === 'inside') return fact.understand(answer, host);
      if (answer.stderr.includes('Could not bind to repository server')) {
        throw new Diagnostic({
          code: 'zmgr::zone::services-closed',
          message: `${host.user} may not ask for the services of ${zone} on ${host.name}`,
          help: 'Give the rights profile `Zonebot` the line `Zonebot:solaris:cmd:::/usr/bin/svcs:uid=0`.',
          cause: new Error(answer.stderr.trim().slice(0, 1000)),
        });
      }
      if (answer.stderr.includes(`invalid zone '${zone}'`)) {
        throw new Diagnostic({
          code: 'zmgr::zone::services-gone',
          message: `${zone} has just gone down on ${host.name}`,
          help: `Look again: \`/zone show ${host.name}/${zone}\`.`,
        });
      }
      return fact.understand(answer, host);
    },
  };
}
