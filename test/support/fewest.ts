/**
 * The least that something takes in round trips. An answer that takes longer than a crossing comes after what was sent
 * meanwhile without need, and looks like a trip of its own; since the machine may be slow, a farther and farther server is
 * tried until it was cheap enough. What needs a trip more does so at any distance.
 */
import type { TcpProxy } from './proxy.ts';

/** Milliseconds each way. */
const distances = [30, 60, 120, 250, 500, 1000];

/** @param count what it took this time. */
export async function fewest(
  proxy: TcpProxy,
  enough: number,
  count: () => Promise<number>,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (const distance of distances) {
    proxy.setDelay(distance);
    least = Math.min(least, await count());
    if (least <= enough) break;
  }
  return least;
}
