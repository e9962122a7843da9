/** /zone version: which release answers. */
import { context, paragraph, strong } from './answers/parts.ts';
import { defineRead } from './define.ts';

export const version = defineRead({
  path: 'version',
  summary: 'Say which release of zonebot answers',
  role: 'anyone',
  args: {},
  examples: ['version'],
  answer: async (_, desk) => ({
    summary: `zonebot ${desk.version}`,
    parts: [
      paragraph('zonebot ', strong(desk.version)),
      context(`Hosts: ${desk.hosts.names.join(', ')}`),
    ],
  }),
});
