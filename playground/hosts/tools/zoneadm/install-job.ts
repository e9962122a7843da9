/** What an installation is run with, and how it ends: for the scripts of all brands. */
import type { ToolCall } from '../../calls/call.ts';
import type { Machine } from '../../model/machine.ts';
import type { Zone } from '../../model/zone.ts';

/** How an install is to go wrong, when it is asked to. */
export interface InstallFailure {
  readonly status: number;
  readonly stderr: string | undefined;
}

/** What a brand's script is run with. */
export interface InstallJob {
  readonly call: ToolCall;
  readonly machine: Machine;
  readonly zone: Zone;
  readonly zonepath: string;
  /** The zonepath's dataset; undefined where its parent directory is none. */
  readonly base: string | undefined;
  readonly argv: readonly string[];
  readonly failure: InstallFailure | undefined;
}

/**
 * How a script ends: `not-understood` (253) did nothing, and zoneadm makes the zone configured again; `failed` leaves it
 * incomplete. illumos-gate usr/src/lib/brand/shared/zone/common.ksh.
 */
export type ScriptEnd = 'installed' | 'not-understood' | 'failed';
