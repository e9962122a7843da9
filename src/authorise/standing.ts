/**
 * Whether somebody is one of the team at all, whatever roles name them (facts of S5 to S7: names change hands, guests
 * and people of other organisations may not be trusted with hosts). No configuration loosens this.
 */
import type { Person } from './directory.ts';
import type { Knowledge } from './remember.ts';

export type Standing =
  | { readonly kind: 'member' }
  | { readonly kind: 'outsider'; readonly why: string }
  /** Slack could not be asked. */
  | { readonly kind: 'unknown' };

export function standingOf(knowledge: Knowledge<Person | undefined>, team: string): Standing {
  if (knowledge.kind === 'unknown') return { kind: 'unknown' };
  const why = outsideBecause(knowledge.value, team);
  if (why !== undefined) return { kind: 'outsider', why };
  return knowledge.kind === 'known' ? { kind: 'member' } : { kind: 'unknown' };
}

function outsideBecause(person: Person | undefined, team: string): string | undefined {
  if (person === undefined) return 'Slack knows no such user here';
  if (person.isDeleted) return 'this account is deactivated';
  if (person.isBot) return 'apps may not ask';
  if (person.isStranger || person.team !== team) return 'this account is of another organisation';
  if (person.isGuest) return 'this account is a guest';
  return undefined;
}
