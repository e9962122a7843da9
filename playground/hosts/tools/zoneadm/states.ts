/**
 * Which verb of zoneadm(8) is allowed in which state, and with what words it is refused: sanity_check() of
 * illumos-gate usr/src/cmd/zoneadm/zoneadm.c and the server of zoneadmd(8), as one table.
 */
import type { ZoneState } from '../../model/zone.ts';

export const stateVerbs = [
  'install',
  'clone',
  'uninstall',
  'mark',
  'ready',
  'boot',
  'halt',
  'shutdown',
  'reboot',
] as const;
export type StateVerb = (typeof stateVerbs)[number];

/**
 * `allowed`; `note` says something and exits 0; the others are refusals with exit status 1:
 * `incomplete` uninstall first · `installed` already · `active` not while running · `configured` already in that state ·
 * `uninstalled` must be installed first · `daemon` zoneadmd refuses · `stopped` is not running.
 */
export type Verdict =
  | 'allowed'
  | 'note-booted'
  | 'note-halted'
  | 'incomplete'
  | 'installed'
  | 'active'
  | 'configured'
  | 'uninstalled'
  | 'daemon'
  | 'stopped';

type Row = Readonly<Record<ZoneState, Verdict>>;

/** A row from its columns, in the order of the states. */
const row = (
  ...columns: [Verdict, Verdict, Verdict, Verdict, Verdict, Verdict, Verdict, Verdict]
): Row => ({
  configured: columns[0],
  incomplete: columns[1],
  installed: columns[2],
  ready: columns[3],
  running: columns[4],
  shutting_down: columns[5],
  down: columns[6],
  mounted: columns[7],
});

/* prettier-ignore */
const table: Readonly<Record<StateVerb, Row>> = {
  install: row(
    'allowed',
    'incomplete',
    'installed',
    'active',
    'active',
    'active',
    'active',
    'active',
  ),
  clone: row(
    'allowed',
    'incomplete',
    'installed',
    'active',
    'active',
    'active',
    'active',
    'active',
  ),
  uninstall: row(
    'configured',
    'allowed',
    'allowed',
    'active',
    'active',
    'active',
    'active',
    'active',
  ),
  mark: row('allowed', 'allowed', 'allowed', 'active', 'active', 'active', 'active', 'active'),
  ready: row(
    'uninstalled',
    'uninstalled',
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'daemon',
  ),
  boot: row(
    'uninstalled',
    'uninstalled',
    'allowed',
    'allowed',
    'note-booted',
    'note-booted',
    'note-booted',
    'daemon',
  ),
  halt: row(
    'daemon',
    'daemon',
    'note-halted',
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'daemon',
  ),
  shutdown: row(
    'stopped',
    'stopped',
    'stopped',
    'daemon',
    'allowed',
    'allowed',
    'allowed',
    'daemon',
  ),
  reboot: row('stopped', 'stopped', 'stopped', 'daemon', 'allowed', 'allowed', 'allowed', 'daemon'),
};

export const verdictOn = (verb: StateVerb, state: ZoneState): Verdict => table[verb][state];

/** What is said of a verdict, to standard error; undefined when the verb goes ahead. */
export function verdictText(
  verdict: Verdict,
  verb: StateVerb,
  zone: string,
  state: ZoneState,
): string | undefined {
  switch (verdict) {
    case 'allowed':
      return undefined;
    case 'note-booted':
      return `zone '${zone}': zone is already booted`;
    case 'note-halted':
      return `zone '${zone}': zone is already halted`;
    case 'incomplete':
      return `zoneadm: zone '${zone}': zone is incomplete; uninstall required.`;
    case 'installed':
      return `zoneadm: zone '${zone}': is already installed.`;
    case 'active':
      return `zoneadm: zone '${zone}': ${verb} operation is invalid for ${state} zones.`;
    case 'configured':
      return `zoneadm: zone '${zone}': is already in state 'configured'.`;
    case 'uninstalled':
      return `zoneadm: zone '${zone}': must be installed before ${verb}.`;
    case 'daemon':
      return `zone '${zone}': ${verb} operation is invalid for zones in state '${state}'`;
    case 'stopped':
      return `zoneadm: zone '${zone}': not running`;
    default: {
      const never: never = verdict;
      return never;
    }
  }
}

/** Notes end well. */
export const verdictStatus = (verdict: Verdict): 0 | 1 =>
  verdict === 'note-booted' || verdict === 'note-halted' ? 0 : 1;
