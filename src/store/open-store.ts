/**
 * The one door to what the bot remembers: its database (embedded, or PostgreSQL), our tables in it, and the durable
 * workflows that keep their steps there. Nothing outside this folder knows which database it is.
 */
import { systemClock } from '../clock.ts';
import type { ShownHomes } from '../home/shown-homes.ts';
import type { Log } from '../log/log.ts';
import type { MessagesTable } from '../outbox/message.ts';
import { adoptions } from './adoptions.ts';
import { type AuditTable, auditTable } from './audit-table.ts';
import { type Database, databaseOver } from './database.ts';
import { homesTable } from './homes-table.ts';
import { messagesTable } from './messages-table.ts';
import { migrate } from './migrations.ts';
import { openEmbedded } from './open-embedded.ts';
import { openPostgres } from './open-postgres.ts';
import { type OperationsTable, operationsTable } from './operations-table.ts';
import type { StorePlace } from './place.ts';
import {
  loneReplica,
  newReplicaName,
  oneOfSeveral,
  type Pace,
  type Replica,
} from './replicas/replica.ts';
import { connectionName } from './replicas/roster.ts';
import { type Tally, tally } from './tally.ts';
import { dbosWorkflows, type Workflows } from './workflows.ts';

export interface StoreOptions {
  readonly place: StorePlace;
  readonly log: Log;
  /** What this process runs, for whoever looks at the replicas. */
  readonly release?: string;
  /** How fast replicas beat. */
  readonly pace?: Pace;
}

export interface Store {
  readonly operations: OperationsTable;
  readonly messages: MessagesTable;
  readonly audit: AuditTable;
  readonly homes: ShownHomes;
  readonly workflows: Workflows;
  /** This process among those that work with the database. */
  readonly replica: Omit<Replica, 'hold' | 'oneAtATime' | 'adopting' | 'leave'>;
  /** @throws Diagnostic `zmgr::store::unavailable` when the database does not answer. */
  check(): Promise<void>;
  /** @throws Diagnostic `zmgr::store::unavailable` */
  tally(): Promise<Tally>;
  /** After whoever uses it has stopped, workflows included. */
  close(): Promise<void>;
}

/**
 * @throws Diagnostic `zmgr::store::in-use`, `zmgr::store::unavailable`, `zmgr::store::refused`, `zmgr::store::unusable`, `zmgr::store::newer`,
 *   `zmgr::store::path-too-long`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { place, log } = options;
  const name = newReplicaName();
  const { pool, close } =
    place.kind === 'embedded'
      ? await openEmbedded(place.directory)
      : await openPostgres(place.url, log, connectionName(name));
  try {
    await migrate(databaseOver(pool));
    const replica = await takeSeat(options, databaseOver(pool), name);
    // Who is alone needs no leave to write.
    const database = databaseOver(pool, place.kind === 'embedded' ? undefined : replica);
    return {
      operations: operationsTable(database),
      messages: messagesTable(database),
      audit: auditTable(database),
      homes: homesTable(database),
      workflows: dbosWorkflows({ pool, log, replica, adoptions: adoptions(database, name) }),
      replica,
      check: async () => {
        await database.query('SELECT 1');
      },
      tally: () => tally(database),
      close: async () => {
        await replica.leave();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function takeSeat(
  { place, log, release = '0', pace }: StoreOptions,
  database: Database,
  name: string,
): Promise<Replica> {
  const parts = { database, release, clock: systemClock, log, name };
  return place.kind === 'embedded'
    ? loneReplica(parts)
    : oneOfSeveral({ ...parts, url: place.url, ...(pace !== undefined && { pace }) });
}
