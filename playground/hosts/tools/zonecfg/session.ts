/**
 * The state of one run of zonecfg(8), and how it speaks, finds its zone and saves it. The hazards are the real ones: an
 * error does not stop the commands that follow, and what was built so far is committed at exit all the same.
 */
import type { ToolCall } from '../../calls/call.ts';
import { findZone, type Machine, newUuid } from '../../model/machine.ts';
import { stateAtLeast, type ZoneState } from '../../model/zone.ts';
import { removeZone, writeIndex, writeZone } from '../../model/zone-files.ts';
import { committed, type Draft, type DraftResource, draftOf } from './draft.ts';
import type { CommandWord } from './lexer.ts';
import { verifyDraft } from './verify.ts';
import { errors, usageLines } from './words.ts';

/** Where the commands come from decides how errors are told and whether they stop the run. */
export type Mode =
  | { readonly kind: 'arguments' }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'input'; readonly named: boolean };

/** exit(Z_ERR) in the middle of a command: nothing else runs and nothing is committed. */
export class Abandoned extends Error {}

export interface Session {
  readonly call: ToolCall;
  readonly machine: Machine;
  readonly mode: Mode;
  /** Name of the zone; `set zonename` changes it. */
  zone: string;
  /** Name under which it is saved. */
  savedAs: string;
  draft: Draft | undefined;
  needsCommit: boolean;
  sawError: boolean;
  timeToExit: boolean;
  forceExit: boolean;
  /** The resource that is being added or changed. */
  scope:
    | { readonly resource: DraftResource; readonly replaces: DraftResource | undefined }
    | undefined;
  line: number;
  toldLine: number;
}

export function beginSession(call: ToolCall, machine: Machine, zone: string, mode: Mode): Session {
  return {
    call,
    machine,
    mode,
    zone,
    savedAs: zone,
    draft: undefined,
    needsCommit: false,
    sawError: false,
    timeToExit: false,
    forceExit: false,
    scope: undefined,
    line: 0,
    toldLine: -1,
  };
}

/** zerr(): in a file or `-f -`, each line with an error is named once. */
export function tell(session: Session, text: string): undefined {
  const { mode, call } = session;
  if (session.line > session.toldLine) {
    if (mode.kind === 'file') call.complain(`On line ${session.line} of ${mode.name}:`);
    if (mode.kind === 'input' && mode.named) call.complain(`On line ${session.line}:`);
    session.toldLine = session.line;
  }
  for (const line of text.split('\n')) call.complain(line);
}

/** zerr() and the error flag. */
export function fail(session: Session, text: string): undefined {
  tell(session, text);
  session.sawError = true;
}

/** zone_perror() */
export const failWith = (session: Session, subject: string, error: string): undefined =>
  fail(session, `${subject}: ${error}`);

/** short_usage(): bad words. */
export function usage(session: Session, word: CommandWord): undefined {
  const { mode, call } = session;
  if (mode.kind === 'file') call.complain(`syntax error on line ${session.line} of ${mode.name}`);
  if (mode.kind === 'input' && mode.named) call.complain(`syntax error on line ${session.line}`);
  call.complain('usage:');
  for (const line of usageLines[word].split('\n')) call.complain(line);
  session.sawError = true;
}

/** scope_usage() */
export const wrongScope = (session: Session, word: CommandWord): undefined =>
  fail(
    session,
    `The ${word} command only makes sense in the ${session.scope === undefined ? 'resource' : 'global'} scope.`,
  );

/** initialize(): the draft, read from the saved configuration when this is the first command that needs it. */
export function open(session: Session): Draft | undefined {
  if (session.draft !== undefined) return session.draft;
  const zone = findZone(session.machine, session.zone);
  if (zone === undefined) {
    failWith(session, session.zone, errors.noZone);
    return undefined;
  }
  session.draft = draftOf(zone.configuration);
  return session.draft;
}

export function stateOf(session: Session): ZoneState | undefined {
  return findZone(session.machine, session.zone)?.state;
}

export function isInstalled(session: Session): boolean {
  const state = stateOf(session);
  return state !== undefined && stateAtLeast(state, 'installed');
}

/** zone_is_read_only(): SUNW zones, and callers who may not write below /etc/zones. */
export function isReadOnly(session: Session, word: CommandWord): boolean {
  if (session.zone.startsWith('SUNW')) {
    fail(session, `${session.zone}: zones beginning with SUNW are read-only.`);
    return true;
  }
  if (!session.call.privileged) {
    fail(session, `${session.zone}: cannot ${word} in read-only mode.`);
    return true;
  }
  return false;
}

/** `verify`, and `commit` when it is to save. */
export function verify(session: Session, save: boolean): undefined {
  const draft = open(session);
  if (draft === undefined) return;
  const { complaints, error, fatal } = verifyDraft(draft, session.zone, session.machine.dialect);
  for (const line of complaints) fail(session, line);
  if (fatal && error !== undefined) return failWith(session, session.zone, error);
  let outcome = error;
  if (session.scope !== undefined) {
    fail(session, 'resource specification incomplete');
    outcome ??= errors.insufficient;
  }
  if (save && outcome === undefined) saveDraft(session, draft);
  else if (save) tell(session, `Zone ${session.zone} failed to verify`);
  if (outcome !== undefined) failWith(session, session.zone, outcome);
}

function saveDraft(session: Session, draft: Draft): undefined {
  const { machine, zone: name, savedAs } = session;
  const configuration = committed(draft);
  const before = findZone(machine, savedAs);
  if (before !== undefined && savedAs !== name) {
    removeZone(machine, savedAs);
    machine.zones = machine.zones.map((zone) =>
      zone === before ? { ...before, name, configuration } : zone,
    );
  } else if (before !== undefined) before.configuration = configuration;
  else
    machine.zones.push({
      name,
      uuid: newUuid(machine),
      state: 'configured',
      id: undefined,
      configuration,
      busy: false,
    });
  const saved = findZone(machine, name);
  if (saved !== undefined) writeZone(machine, saved);
  writeIndex(machine);
  session.savedAs = name;
  session.needsCommit = false;
}

/** cleanup(): what happens at the end of the input, whatever went wrong before. */
export function finish(session: Session): number {
  if (session.scope !== undefined) {
    if (!session.timeToExit) {
      session.sawError = true;
      tell(session, 'Resource incomplete.');
      return 1;
    }
    session.sawError = true;
  }
  if (session.needsCommit && session.draft !== undefined) {
    if (!isReadOnly(session, 'commit')) verify(session, true);
    if (session.needsCommit) {
      session.sawError = true;
      tell(session, 'Configuration not saved.');
      return 1;
    }
  }
  return session.sawError ? 1 : 0;
}
