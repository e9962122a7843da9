/** Hosts with all that their registries are held against, and the operations that are under way on them. One exec a host. */
import { dhcpConfiguration } from '../../hostlink/illumos/dhcpd.ts';
import { linkList } from '../../hostlink/illumos/dladm.ts';
import { addressList } from '../../hostlink/illumos/ipadm.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { livingOperations } from '../../hostlink/runner/living.ts';
import type { Desk, OperationView } from '../desk.ts';
import { type FoundHost, readHost } from '../hosts/found-host.ts';
import { hasEnded } from '../operations/ended-states.ts';
import { zoneFacts } from './found-zone.ts';

export const comparedFacts = {
  ...zoneFacts,
  links: linkList,
  addresses: addressList,
  dhcp: attempted(dhcpConfiguration),
  living: attempted(livingOperations),
} satisfies FactSet;

export type ComparedFacts = Observed<typeof comparedFacts>;

export type ComparedHost = FoundHost<ComparedFacts> & { readonly underWay: UnderWay };

/** What keeps an entry in between. */
export interface UnderWay {
  /** Of this bot, those that have not ended: the newest first. */
  readonly operations: readonly OperationView[];
  /** Of others, whose runner lives. */
  readonly others: readonly OperationId[];
}

/** Looked through for those that have not ended. */
const mostRead = 200;

/** In the order of the hosts. */
export const readCompared = (
  desk: Desk,
  hosts: readonly HostName[],
): Promise<readonly ComparedHost[]> =>
  Promise.all(
    hosts.map(async (host): Promise<ComparedHost> => {
      const [found, operations] = await Promise.all([
        readHost(desk, host, comparedFacts),
        desk.operations.list({ host, limit: mostRead }),
      ]);
      const living =
        found.kind === 'read' && found.facts.living.kind === 'read'
          ? [...found.facts.living.value]
          : [];
      return {
        ...found,
        underWay: {
          operations: operations.filter(({ state }) => !hasEnded(state)),
          others: living.filter((id) => !operations.some((operation) => operation.id === id)),
        },
      };
    }),
  );
