/** A workspace for tests: people, groups and channels as data, and a switch that makes Slack unreachable. */
import type { Channel, Directory, Person } from '../../../src/authorise/directory.ts';

export const team = 'T1';

export const member = (user: string, change: Partial<Person> = {}): Person => ({
  user,
  teams: new Set([team]),
  isDeleted: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
  ...change,
});

export interface Workspace {
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Set<string>>;
  readonly channels: Map<string, Channel>;
  /** Kinds of look-ups that fail. */
  readonly broken: Set<'person' | 'members' | 'channel'>;
  /** How often each was asked. */
  readonly asked: string[];
  readonly directory: Directory;
}

export function workspace(): Workspace {
  const people = new Map(['U01', 'U02', 'U03', 'U04', 'U05', 'U09'].map((id) => [id, member(id)]));
  const groups = new Map([['S01', new Set(['U05'])]]);
  const channels = new Map<string, Channel>([['C0OPS', { isMember: true, isShared: false }]]);
  const broken = new Set<'person' | 'members' | 'channel'>();
  const asked: string[] = [];
  const look = async <T>(
    kind: 'person' | 'members' | 'channel',
    id: string,
    map: Map<string, T>,
  ) => {
    asked.push(`${kind} ${id}`);
    if (broken.has(kind)) throw new Error('Slack is away');
    return map.get(id);
  };
  return {
    people,
    groups,
    channels,
    broken,
    asked,
    directory: {
      person: (id) => look('person', id, people),
      members: (id) => look('members', id, groups),
      channel: (id) => look('channel', id, channels),
    },
  };
}

/** A clock that stands until it is moved. */
export function handClock(start = new Date('2026-11-21T08:00:00Z')) {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    sleep: async (milliseconds: number) => {
      at += milliseconds;
    },
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
  };
}
