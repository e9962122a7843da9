/**
 * The App Home: what one person finds in Slack's Home tab of the bot. It is made of sections, each a file of its own that
 * says from what is known what this person is shown; homes.ts says when. Pure, and knows no Slack.
 */
import type { Part } from '../../commands/answer.ts';
import { context, heading, joined, offers, paragraph } from '../../commands/answers/parts.ts';
import { type Actor, roles } from '../../commands/desk.ts';
import type { Standpoint } from '../authorise/authorise.ts';
import type { Button } from '../cards/card.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { myOperations } from './my-operations.ts';
import { needsMe } from './needs-me.ts';

/** Something shown, and what can be pressed about it. */
export interface HomeItem {
  readonly parts: readonly Part[];
  readonly buttons: readonly Button[];
}

export type Home = readonly HomeItem[];

/** Whose it is. */
export interface Viewer {
  readonly actor: Actor;
  readonly may: Standpoint['may'];
}

/** What all homes of one moment are made from. */
export interface HomeFacts {
  /** Those that are open, and those that ended of late; the newest first. */
  readonly operations: readonly OperationRecord[];
}

/** Its items; none where it has nothing to say to this person. */
export type HomeSection = (viewer: Viewer, facts: HomeFacts) => readonly HomeItem[];

const sections: readonly HomeSection[] = [needsMe, myOperations];

export function homeOf(viewer: Viewer, facts: HomeFacts): Home {
  const verdict = viewer.may({ kind: 'read', path: 'whoami', role: 'anyone' });
  if (!verdict.allowed) {
    const because = `${verdict.because.charAt(0).toUpperCase()}${verdict.because.slice(1)}.`;
    return [{ parts: [heading('zonebot'), paragraph(because, ' ', verdict.help)], buttons: [] }];
  }
  return [top(viewer), ...sections.flatMap((section) => section(viewer, facts))];
}

function top({ actor, may }: Viewer): HomeItem {
  const held = roles.filter((role) => actor.roles.has(role));
  const reads = may({ kind: 'read', path: 'list', role: 'viewer' }).allowed;
  const changes = may({ kind: 'change', path: 'create', role: 'operator' }).allowed;
  const next = [
    ...(changes ? [{ label: 'Create zone', text: 'create' }] : []),
    ...(reads
      ? [
          { label: 'Zones', text: 'list' },
          { label: 'Operations', text: 'op list' },
        ]
      : []),
    { label: 'Help', text: 'help' },
  ];
  return {
    parts: [
      heading('zonebot'),
      context(
        ...joined([
          held.length === 0 ? 'You have no role here' : `You are here as ${held.join(', ')}`,
          'typed in any channel, /zone does all of this too',
        ]),
      ),
      offers(...next.map((offer) => ({ ...offer, isSaid: true as const }))),
    ],
    buttons: [],
  };
}
