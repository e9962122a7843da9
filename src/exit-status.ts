/**
 * With which status the process ends, for whoever would start it again (sysexits.h): systemd's RestartPreventExitStatus=78
 * keeps a bot that lacks a good token from being started for ever.
 */
import type { Diagnostic, DiagnosticCode } from '../hostlink/diagnostic.ts';

export const exitStatus = {
  /** It was told to stop. */
  stopped: 0,
  /** A fault of ours. Start it again. */
  fault: 1,
  /** EX_TEMPFAIL: something that it needs is not there at the moment. Start it again. */
  notNow: 75,
  /** EX_CONFIG: a person has to change something first. */
  configuration: 78,
} as const;

/** What may be there a moment later: the database, or what a former bot still holds. */
const passing: ReadonlySet<DiagnosticCode> = new Set([
  'zmgr::store::unavailable',
  'zmgr::store::in-use',
  'zmgr::store::unseated',
  'zmgr::slack::port-taken',
  'zmgr::health::port-taken',
]);

/** Areas of what a person sets. */
const setByPeople = /^zmgr::(environment|config|kdl|slack|store)::/;

export function exitStatusOf({ code }: Pick<Diagnostic, 'code'>): number {
  if (passing.has(code)) return exitStatus.notNow;
  return setByPeople.test(code) ? exitStatus.configuration : exitStatus.fault;
}
