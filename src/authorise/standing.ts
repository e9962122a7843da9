/**
 * Whether somebody is one of the team at all, whatever roles name them (facts of S5 to S7: names change hands, guests
 * and people of other organisations may not be trusted with hosts). No configuration loosens this.
 */
import type { ActorId } from './actor-id.ts';
import type { Person } from './directory.ts';
import type { Knowledge } from './remember.ts';

export type Standing =
  | { readonly kind: 'member' }
  | { readonly kind: 'outsider'; readonly why: string }
  /** Slack could not be asked. */
  | { readonly kind: 'unknown' };

/** The bot's own workspace, and the Enterprise Grid organisation that it is part of, if it is. */
export interface Home {
  readonly team: string;
  readonly enterprise?: string | undefined;
}

/**
 * Whether it is worth asking Slack who that is. In an organisation, one person has one user id in all workspaces, and what
 * they do may come with the id of another workspace than the bot's, or of the organisation; elsewhere, another team's
 * user with the same id is somebody else.
 */
export const mayBeOurs = ({ team }: ActorId, home: Home): boolean =>
  team === home.team || (home.enterprise !== undefined && team !== '');

export function standingOf(
  knowledge: Knowledge<Person | undefined>,
  actor: ActorId,
  home: Home,
): Standing {
  if (knowledge.kind === 'unknown') return { kind: 'unknown' };
  const why = outsideBecause(knowledge.value, actor, home);
  if (why !== undefined) return { kind: 'outsider', why };
  return knowledge.kind === 'known' ? { kind: 'member' } : { kind: 'unknown' };
}

export const ofAnotherOrganisation = 'this account is of another organisation';

function outsideBecause(
  person: Person | undefined,
  { team }: ActorId,
  home: Home,
): string | undefined {
  if (person === undefined) return 'Slack knows no such user here';
  if (person.isDeleted) return 'this account is deactivated';
  if (person.isBot) return 'apps may not ask';
  if (person.isStranger || !isAt(person, home.team)) return ofAnotherOrganisation;
  // What the delivery said, too, must be true of this person.
  if (!isAt(person, team) && team !== home.enterprise) return ofAnotherOrganisation;
  if (person.isGuest) return 'this account is a guest';
  return undefined;
}

const isAt = ({ teams }: Person, team: string): boolean => teams.has(team);
