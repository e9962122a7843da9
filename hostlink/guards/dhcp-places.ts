/** dhcp.places: the places of dhcpd.conf that are to be changed are as they were read. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { hunk } from '../steps/entry-edit.ts';
import { defineGuard } from './define-guard.ts';

export const dhcpPlaces = defineGuard({
  kind: 'dhcp.places',
  args: z.object({ path: absolutePath, hunks: z.array(hunk).min(1).readonly() }).strict(),
  locks: ['dhcp'],
  title: ({ path }) => `Nobody has changed these places of ${path}`,
  holds: ({ path, hunks }) => ({
    kind: 'root-hunks',
    path,
    hunks,
    before: 'present',
    after: 'foreign',
    other: 'foreign',
  }),
});
