/** ShownHomes in memory, for quick tests; test/src/store/tables.test.ts holds it to the real one's behaviour. */
import type { ShownHome, ShownHomes } from '../../../../src/home/shown-homes.ts';

interface Kept extends ShownHome {
  readonly openedAt: Date;
  readonly publishedAt?: Date;
  readonly dueAt?: Date | undefined;
}

const after = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);
const earlier = (one: Date | undefined, other: Date): Date =>
  one !== undefined && one < other ? one : other;

export function memoryHomes(): ShownHomes {
  const rows = new Map<string, Kept>();
  const keyOf = ({ team, user }: Pick<ShownHome, 'team' | 'user'>): string => `${team}:${user}`;
  const isDue = (row: Kept): row is Kept & { readonly dueAt: Date } => row.dueAt !== undefined;
  return {
    opened: async ({ team, user }, at) => {
      const { shown: _shown, ...before } = rows.get(keyOf({ team, user })) ?? { changes: -1 };
      const row = { ...before, team, user, changes: before.changes + 1, openedAt: at, dueAt: at };
      rows.set(keyOf(row), row);
    },
    changed: async (at, lookedSince, pause) => {
      for (const row of rows.values()) {
        if (row.openedAt <= lookedSince) continue;
        const { publishedAt } = row;
        const soonest = publishedAt === undefined ? 0 : publishedAt.getTime() + pause;
        const dueAt = earlier(row.dueAt, new Date(Math.max(at.getTime(), soonest)));
        rows.set(keyOf(row), { ...row, changes: row.changes + 1, dueAt });
      }
    },
    due: async (at, limit) =>
      [...rows.values()]
        .filter(isDue)
        .filter(({ dueAt }) => dueAt <= at)
        .sort(
          (a, b) =>
            Number(a.shown !== undefined) - Number(b.shown !== undefined) ||
            a.dueAt.getTime() - b.dueAt.getTime() ||
            (keyOf(a) < keyOf(b) ? -1 : 1),
        )
        .slice(0, limit)
        .map(({ team, user, changes, shown, hash }) => ({
          team,
          user,
          changes,
          ...(shown !== undefined && { shown }),
          ...(hash !== undefined && { hash }),
        })),
    nextDue: async () =>
      [...rows.values()]
        .filter(isDue)
        .map(({ dueAt }) => dueAt)
        .sort((a, b) => a.getTime() - b.getTime())[0],
    published: async (home, { shown, hash }, at, pause) => {
      const { hash: _hash, ...row } = rows.get(keyOf(home)) ?? { openedAt: at, ...home };
      const dueAt = row.changes > home.changes ? after(at, pause) : undefined;
      rows.set(keyOf(home), {
        ...row,
        shown,
        publishedAt: at,
        dueAt,
        ...(hash !== undefined && { hash }),
      });
    },
    later: async (home, at) => {
      const before = rows.get(keyOf(home));
      if (before === undefined) return;
      const { shown: _shown, hash: _hash, ...row } = before;
      rows.set(keyOf(home), { ...row, dueAt: at });
    },
    forget: async (who) => {
      rows.delete(keyOf(who));
    },
  };
}
