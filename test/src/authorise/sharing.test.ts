/** Where answers may be posted for all: only where that is known to be right. */
import { expect, test } from 'vitest';
import { sharingIn } from '../../../src/authorise/sharing.ts';

const known = (value: { readonly isMember: boolean; readonly isShared: boolean } | undefined) =>
  ({ kind: 'known', value }) as const;

test('in a channel of our own where the bot is', () => {
  expect(sharingIn(known({ isMember: true, isShared: false }))).toMatchObject({ allowed: true });
});

test.each([
  [
    'a channel that others look into',
    known({ isMember: true, isShared: true }),
    'zmgr::access::shared-channel',
  ],
  [
    "another's channel without the bot",
    known({ isMember: false, isShared: true }),
    'zmgr::access::shared-channel',
  ],
  [
    'a channel without the bot',
    known({ isMember: false, isShared: false }),
    'zmgr::access::not-here',
  ],
  ['a direct message', known(undefined), 'zmgr::access::not-here'],
  ['a channel of which nothing is known', undefined, 'zmgr::access::unverified'],
  [
    'a channel that Slack was not asked about',
    { kind: 'unknown', cause: 'away' } as const,
    'zmgr::access::unverified',
  ],
])('not in %s', (_name, channel, code) => {
  expect(sharingIn(channel)).toMatchObject({ allowed: false, code });
});
