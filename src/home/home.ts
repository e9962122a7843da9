/**
 * The App Home: what one person finds in Slack's Home tab of the bot. It is made of sections, each a file of its own that
 * says from what is known what this person is shown; homes.ts says when. Pure, and knows no Slack.
 */
import { context, heading, joined, offers, paragraph } from '../../commands/answers/parts.ts';
import { roles } from '../../commands/desk.ts';
import { glassReviews } from './glass-reviews.ts';
import type { Home, HomeFacts, HomeItem, HomeSection, Viewer } from './home-section.ts';
import { myOperations } from './my-operations.ts';
import { needsMe } from './needs-me.ts';

const sections: readonly HomeSection[] = [glassReviews, needsMe, myOperations];

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
