/**
 * What of DHCP goes with a zone: the reservations that were made for it, by zonebot's comment in them. They are freed
 * with it, and follow it to another name. A server that runs is not restarted for that: who has such an address is gone,
 * or keeps it, and the next change or start has the file read.
 */
import type { DhcpConfiguration, DhcpHost } from '../dhcp/configuration.ts';
import { zoneMark } from '../dhcp/configuration.ts';
import { type Edit, removeStatement } from '../dhcp/edit.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import {
  dhcpConfiguration,
  dhcpInstances,
  dhcpProgram,
  dhcpProperties,
  dhcpServer,
} from '../illumos/dhcpd.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { type Attempt, attempted, insisted } from '../observe/attempt.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Step } from '../steps/define-step.ts';
import { fileChange } from './dhcp-change.ts';
import { reservationInWords } from './dhcp-release.ts';

/** A zone can go, whatever is the matter with DHCP. */
export const zoneDhcpFacts = {
  dhcpServices: attempted(dhcpInstances),
  dhcpSettings: attempted(dhcpProperties),
  dhcpProgram: attempted(dhcpProgram),
  dhcpFile: attempted(dhcpConfiguration),
} satisfies FactSet;

export type ZoneDhcpFacts = Observed<typeof zoneDhcpFacts>;

export interface ZoneDhcp {
  readonly steps: readonly Step[];
  readonly guards: readonly Guard[];
  /** What it is done to, in words: `the reservation of 10.1.0.50 for web01 (2:8:20:1:2:3)`. */
  readonly reservations: readonly string[];
  /** What stays, in the words of a zone's loss. */
  readonly stay: readonly { readonly what: string; readonly because: string }[];
}

/** Pure. They go. */
export function freedReservations(zone: ZoneName, facts: ZoneDhcpFacts): ZoneDhcp {
  return changed(zone, facts, {
    what: (hosts) => `Release ${hosts.map(reservationInWords).join(', ')}`,
    edit: (host, { text }) => removeStatement(text, host.statement),
  });
}

/** Pure. They are the zone's under its new name; their own names stay. */
export function renamedReservations(zone: ZoneName, to: ZoneName, facts: ZoneDhcpFacts): ZoneDhcp {
  return changed(zone, facts, {
    what: (hosts) => `Note that ${hosts.map(reservationInWords).join(', ')} is for ${to} now`,
    edit: ({ statement: { start, end } }, { text }) => {
      const at = text.slice(start, end).search(/#[ \t]*zonebot: zone /);
      const line = text.slice(start + at, end).split(/\r?\n/)[0] ?? '';
      return { start: start + at, end: start + at + line.length, text: zoneMark(to) };
    },
  });
}

interface Changing {
  readonly what: (hosts: readonly DhcpHost[]) => string;
  readonly edit: (host: DhcpHost, configuration: DhcpConfiguration) => Edit;
}

function changed(zone: ZoneName, facts: ZoneDhcpFacts, { what, edit }: Changing): ZoneDhcp {
  const nothing = { steps: [], guards: [], reservations: [] };
  const { dhcpFile } = facts;
  if (dhcpFile.kind === 'unread') {
    const because = `its file can't be read: ${dhcpFile.diagnostic.message}`;
    return { ...nothing, stay: [{ what: 'what DHCP may have of it', because }] };
  }
  if (dhcpFile.value.kind !== 'read') return { ...nothing, stay: [] };
  const configuration = dhcpFile.value.value;
  const own = configuration.hosts.filter((host) => host.zone === zone);
  const stay = configuration.hosts
    .filter((host) => host.zone === undefined && host.name === zone)
    .map((host) => ({
      what: reservationInWords(host),
      because: `zonebot did not make it for the zone; \`/zone dhcp release ${host.name}\` gives it up`,
    }));
  if (own.length === 0) return { ...nothing, stay };
  const served = servedBy(facts);
  if (served.kind === 'unread') {
    const because = served.diagnostic.message;
    return {
      ...nothing,
      stay: [...stay, ...own.map((host) => ({ what: reservationInWords(host), because }))],
    };
  }
  const change = fileChange({
    ...served.value,
    ...{ what: what(own), configuration, restarts: false },
    edits: own.map((host) => edit(host, configuration)),
  });
  return { ...change, reservations: own.map(reservationInWords), stay };
}

/** Without the service and its program nobody could say whether a file is accepted. */
function servedBy({
  dhcpServices,
  dhcpSettings,
  dhcpProgram: program,
}: ZoneDhcpFacts): Attempt<Pick<Parameters<typeof fileChange>[0], 'server' | 'program'>> {
  try {
    const server = dhcpServer(insisted(dhcpServices), insisted(dhcpSettings));
    const found = insisted(program);
    if (server !== undefined && found !== undefined)
      return { kind: 'read', value: { server, program: found } };
    throw new Diagnostic({
      code: 'zmgr::dhcp::no-program',
      message: 'no dhcpd was found that could say whether it accepts its file without it',
    });
  } catch (error) {
    if (error instanceof Diagnostic) return { kind: 'unread', diagnostic: error };
    throw error;
  }
}

/** Whether the file speaks of the zone still; where it can't be read, nobody says so. */
export const hasReservation = (
  zone: string,
  { dhcpFile }: Pick<ZoneDhcpFacts, 'dhcpFile'>,
): boolean =>
  dhcpFile.kind === 'read' &&
  dhcpFile.value.kind === 'read' &&
  dhcpFile.value.value.hosts.some((host) => host.zone === zone);
