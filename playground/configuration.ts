/** The zonebot.kdl of the playground: its hosts as they were started, its people in their roles. */
import type { HostReach } from './hosts/host.ts';
import { channels, people } from './slack/seed.ts';

export interface ConfiguredHost {
  readonly name: string;
  readonly reach: HostReach;
}

/** @param identity path of the bot's private key */
export function configurationText(hosts: readonly ConfiguredHost[], identity: string): string {
  const { operator, firstApprover, secondApprover, admin } = people;
  return [
    `slack channel="${channels.ops}"`,
    ...hosts.map(({ name, reach }) =>
      [
        `host "${name}" {`,
        `    address "${reach.address}"`,
        `    port ${reach.port}`,
        `    user "${reach.user}"`,
        `    identity "${identity}"`,
        `    host-key "${reach.hostKey.type} ${reach.hostKey.blob}"`,
        `    elevate "${reach.elevation}"`,
        `    registry "${reach.registry}"`,
        `    state "${reach.state}"`,
        `    path "${reach.path}"`,
        `    etc "${reach.etc}"`,
        '}',
      ].join('\n'),
    ),
    `default-host "${hosts[0]?.name}"`,
    'role "viewer" everyone=#true',
    `role "operator" { users "${operator}" }`,
    `role "approver" { users "${firstApprover}" "${secondApprover}" }`,
    `role "admin" { users "${admin}" }`,
    `break-glass limit=3 { users "${operator}" }`,
    '',
  ].join('\n\n');
}
