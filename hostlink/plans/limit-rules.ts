/** What limits of a zone must be to each other and by themselves. check_mcap() and set_func() of illumos-gate usr/src/cmd/zonecfg/zonecfg.c. */
import { Diagnostic } from '../diagnostic.ts';
import { type LimitName, spelt } from '../illumos/zone-limits.ts';
import type { ZoneName } from '../names/zone-name.ts';

const mebibyte = 1024 ** 2;

/** Bytes. */
const least = { memory: mebibyte, swap: 50 * mebibyte } as const;

/** @throws Diagnostic `zmgr::zone::too-little` */
export function refuseBelowLeast(
  zone: ZoneName,
  wished: Readonly<Partial<Record<LimitName, number | null>>>,
): void {
  for (const name of ['memory', 'swap'] as const) {
    const limit = wished[name];
    if (typeof limit === 'number' && limit < least[name]) {
      throw new Diagnostic({
        code: 'zmgr::zone::too-little',
        message: `${spelt(name, limit)} is too little for ${name} of ${zone}, which is ${spelt(name, least[name])} at least`,
        help: `Write more, for example ${name}=2G.`,
      });
    }
  }
}

/** @throws Diagnostic `zmgr::zone::too-little` */
export function refuseLockedAbove(
  zone: ZoneName,
  locked: number | null,
  memory: number | null,
): void {
  if (locked === null || memory === null || locked <= memory) return;
  throw new Diagnostic({
    code: 'zmgr::zone::too-little',
    message: `${zone} could lock ${spelt('locked', locked)} of memory, and would have ${spelt('memory', memory)}`,
    help: 'Write locked= as much as memory= at most.',
  });
}
