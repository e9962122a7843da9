/** /zone host list: all hosts of zonebot.kdl, with what they answer. One that can't be reached is shown as such. */
import { defineRead } from '../define.ts';
import { hostFacts, readHost } from '../hosts/found-host.ts';
import { hostListAnswer } from '../hosts/host-list-answer.ts';

export const hostList = defineRead({
  path: 'host list',
  summary: 'List the hosts: whether they answer, their zones and free space',
  role: 'viewer',
  args: {},
  examples: ['host list'],
  answer: async (_, desk) => {
    const found = await Promise.all(
      desk.hosts.names.map((host) => readHost(desk, host, hostFacts)),
    );
    return hostListAnswer(found, desk.now);
  },
});
