/** What the parts of an operation's life are handed. */
import type { ChangeCommand } from '../../commands/define.ts';
import type { Approval, Demand, Desk, Hosts, OperationView } from '../../commands/desk.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import type { Change } from '../authorise/demand.ts';
import type { Verdict } from '../authorise/question.ts';
import type { Clock } from '../clock.ts';
import type { BreakGlass } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { OperationsTable } from '../store/operations-table.ts';
import type { Titles } from './differences.ts';
import type { HostRuns } from './runs.ts';

export interface OperationParts {
  readonly table: OperationsTable;
  readonly hosts: Hosts;
  readonly runs: HostRuns;
  /** The change of that path; undefined when this release has none. */
  readonly command: (path: string) => ChangeCommand | undefined;
  /** The desk of the person as they stand now: their roles may have changed since they asked. */
  readonly deskFor: (actor: OperationView['actor']) => Promise<Desk>;
  /** What a planned change needs before it goes to its host, by the rules and the time of now. */
  readonly demand: (change: Change) => Demand;
  /** Whether somebody's yes counts now. */
  readonly mayApprove: (
    voter: ActorId,
    operation: Pick<OperationView, 'actor'>,
    terms: Omit<Approval, 'until'>,
  ) => Promise<Verdict>;
  /** What the configuration says of break-glass; left out: nobody does. */
  readonly glass?: BreakGlass | undefined;
  /** Whether somebody may have done now what needs the yes of others. */
  readonly mayBreakGlass: (who: ActorId) => Promise<Verdict>;
  /** All accounts of the person whose account it is. */
  readonly accountsOf: (user: string) => readonly string[];
  /** Before a host is told anything. @throws Diagnostic `zmgr::store::unseated` where others do this bot's work by now */
  readonly insist: () => Promise<void>;
  readonly titles: Titles;
  readonly clock: Clock;
  readonly log: Log;
  /** Says that an operation has changed. */
  readonly announce: (id: OperationId) => void;
  /** Says that an operation waits, or waits no longer. */
  readonly watchWaits: () => void;
}
