/**
 * zoneadm takes one command a zone at a time and refuses a second at once: somebody's `zoneadm` at a terminal, or the
 * rest of a runner that was killed. Either is soon over, and no reason to fail.
 */
import { zoneIsBusy } from '../illumos/zoneadm.ts';
import type { Manner } from './define-step.ts';

export const unlessBusy: Manner = { again: { complains: zoneIsBusy, seconds: 120 } };
