/** Everybody behind some names: people, and those who are in user groups. For messages to each. */
import type { Named } from '../../commands/desk.ts';
import type { Log } from '../log/log.ts';

/** More than these are not written to one by one; a card calls their groups. */
const mostPeople = 50;

export interface PeopleParts {
  /** Who is in a user group. Throws where Slack does not tell. */
  readonly members: (usergroup: string) => Promise<ReadonlySet<string> | undefined>;
  /** All accounts of the person whose account it is. */
  readonly accountsOf: (user: string) => readonly string[];
  readonly log: Log;
}

/** @param except whoever it is about, with all their accounts */
export type People = (names: Named, except: string) => Promise<readonly string[]>;

export const peopleBehind =
  ({ members, accountsOf, log }: PeopleParts): People =>
  async ({ users, usergroups }, except) => {
    const found = new Set(users);
    for (const group of usergroups) {
      try {
        for (const user of (await members(group)) ?? []) found.add(user);
      } catch (error) {
        log.warn({ usergroup: group, err: error }, 'Slack does not tell who is in a user group');
      }
    }
    for (const account of accountsOf(except)) found.delete(account);
    return [...found].slice(0, mostPeople);
  };
