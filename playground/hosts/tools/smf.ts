/** svcs(1) and svcadm(8), as far as the state of an instance goes; svcs of a zone with -z, and -x, why something is down. */
import type { ToolCall } from '../calls/call.ts';
import { findZone, type Machine, type Service } from '../model/machine.ts';
import { disableService, enableService, refreshService, startService } from '../model/services.ts';
import { type InnerService, isActive, property, type Zone } from '../model/zone.ts';
import { servicesIn } from '../model/zone-services.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

/** Whole FMRIs, their abbreviations (`ssh`, `network/ssh:default`) and globs, as svcs(1) takes them. */
export function matching<T extends Pick<Service, 'fmri'>>(
  services: readonly T[],
  pattern: string,
): readonly T[] {
  const glob = /[*?[]/.test(pattern);
  // Brackets are those of fnmatch(3C).
  const body = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(glob ? `^${body}$` : `(^|/)${body}(:[^:/]+)?$`);
  return services.filter(
    ({ fmri }) =>
      fmri === pattern || expression.test(fmri) || expression.test(fmri.replace(/^svc:\//, '')),
  );
}

export function svcs(call: ToolCall, machine: Machine): number {
  const { options, operands, bad } = parseOptions(call.argv, 'aHo:xz:');
  if (bad !== undefined) return notModelled(call, `svcs -${bad.letter}`);
  const zoneName = options.get('z');
  const zone = zoneName === undefined ? undefined : findZone(machine, zoneName);
  if (zoneName !== undefined && (zone === undefined || !isActive(zone.state))) {
    call.complain(`svcs: invalid zone '${zoneName}'`);
    return 1;
  }
  // The door of a zone's repository lies below its zonepath, which is root's.
  if (zoneName !== undefined && !call.privileged) {
    call.complain(
      `svcs: Could not bind to repository server for zone ${zoneName}: repository server unavailable`,
    );
    return 1;
  }
  if (options.has('x')) {
    if (zone === undefined || operands.length > 0) return notModelled(call, 'svcs -x without -z');
    return explain(call, machine, zone);
  }
  const services: readonly (Pick<Service | InnerService, 'fmri' | 'state'> &
    Partial<Pick<Service, 'contract'>>)[] =
    zone === undefined ? machine.services : servicesIn(zone);
  const columns = (options.get('o') ?? 'state,fmri').toLowerCase().split(',');
  const unknown = columns.find(
    (column) => !['state', 'fmri', 'inst', 'svc', 'ctid'].includes(column),
  );
  if (unknown !== undefined) return notModelled(call, `the column ${unknown}`);
  let status = 0;
  let found = services.filter(({ state }) => options.has('a') || state !== 'disabled');
  if (operands.length > 0) {
    found = operands.flatMap((pattern) => {
      const matched = matching(services, pattern);
      if (matched.length === 0) {
        call.complain(`svcs: Pattern '${pattern}' doesn't match any instances`);
        status = 1;
      }
      return matched;
    });
  }
  const widths: Readonly<Record<string, number>> = {
    ...{ state: 14, fmri: 50, inst: 16, svc: 40, ctid: 6 },
  };
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => cell.padEnd(widths[columns[at] ?? ''] ?? 0)).join(' ');
  if (!options.has('H')) call.print(line(columns.map((column) => column.toUpperCase())));
  for (const { state, fmri, contract } of found) {
    const cells: Readonly<Record<string, string>> = {
      state,
      fmri,
      ctid: (contract === undefined || contract === 0 ? '-' : String(contract)).padStart(6),
      inst: fmri.split(':').at(-1) ?? '',
      svc: fmri.replace(/^svc:\//, '').replace(/:[^:]+$/, ''),
    };
    call.print(line(columns.map((column) => cells[column] ?? '')));
  }
  return status;
}

/** svcs' explain.c, print_service(): a paragraph for each enabled service that does not run. */
function explain(call: ToolCall, machine: Machine, zone: Zone): number {
  const down = servicesIn(zone).filter(({ state }) => state !== 'online');
  const since = (zone.bootedAt ?? machine.bootTime).toUTCString();
  const [, day, month, year, time] = /, ([0-9]+) (\w+) ([0-9]+) ([0-9:]+)/.exec(since) ?? [];
  const root = `${property(zone.configuration, 'zonepath')}/root`;
  for (const [at, { fmri, title, state, reason, log }] of down.entries()) {
    if (at > 0) call.print('');
    call.print(`${fmri} (${title})`);
    call.print(`  Zone: ${zone.name}`);
    call.print(
      ` State: ${state} since ${since.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`,
    );
    call.print(`Reason: ${reason ?? 'Unknown.'}`);
    if (log !== undefined) call.print(`   See: ${root}${log}`);
    call.print(`Impact: ${state === 'degraded' ? 'None.' : 'This service is not running.'}`);
  }
  return 0;
}

const isSvcadmVerb = (word: string | undefined): word is SvcadmVerb =>
  word !== undefined && ['enable', 'disable', 'restart', 'refresh', 'clear'].includes(word);

type SvcadmVerb = 'enable' | 'disable' | 'restart' | 'refresh' | 'clear';

/** What svcadm does to one instance; it waits only for what has -s, and only then knows how it ended. */
function changeService(
  call: ToolCall,
  machine: Machine,
  one: Service,
  verb: SvcadmVerb,
  options: ReadonlyMap<string, string>,
): number {
  const isTemporary = options.has('t');
  switch (verb) {
    case 'enable':
      enableService(machine, one, isTemporary ? one.enabled : true);
      if (!options.has('s') || one.state === 'online') return 0;
      call.complain(`svcadm: Instance "${one.fmri}" is in ${one.state} state.`);
      return 3;
    case 'disable':
      disableService(one, isTemporary ? one.enabled : false);
      return 0;
    case 'restart':
      if (one.state === 'online') startService(machine, one);
      return 0;
    case 'refresh':
      refreshService(machine, one);
      return 0;
    case 'clear':
      if (one.state === 'maintenance') {
        startService(machine, one);
        return 0;
      }
      call.complain(`svcadm: Instance "${one.fmri}" is not in a maintenance or degraded state.`);
      return 1;
    default:
      return verb satisfies never;
  }
}

export function svcadm(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  if (!isSvcadmVerb(verb)) return notModelled(call, `svcadm ${verb ?? ''}`);
  const { options, operands, bad } = parseOptions(rest, 'rst');
  if (bad !== undefined || operands.length === 0) {
    call.complain(`Usage: svcadm ${verb} [-rst] <service> ...`);
    return 2;
  }
  for (const pattern of operands) {
    const found = matching(machine.services, pattern);
    const [one] = found;
    if (one === undefined) {
      call.complain(`svcadm: Pattern '${pattern}' doesn't match any instances`);
      return 1;
    }
    if (found.length > 1) {
      call.complain(`svcadm: Pattern '${pattern}' matches multiple instances:`);
      for (const { fmri } of found) call.complain(`\t${fmri}`);
      return 1;
    }
    if (!call.privileged) {
      call.complain(`svcadm: ${one.fmri}: Permission denied.`);
      return 1;
    }
    const status = changeService(call, machine, one, verb, options);
    if (status !== 0) return status;
  }
  return 0;
}
