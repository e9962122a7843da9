/** The audit trail as verbs may read it, declared here and handed in by src/main.ts. */
import type { AuditEntry, AuditRecord } from './record.ts';

/** All that is given must fit. */
export interface AuditFilter {
  /** `team:user` */
  readonly actor?: string;
  readonly host?: string;
  readonly subject?: string;
  readonly operation?: string;
  readonly event?: AuditEntry['event'];
  /** Included. */
  readonly since?: Date;
  /** Not included. */
  readonly until?: Date;
}

/** A record, and the hash that covers it and everything before it. */
export interface AuditLine {
  readonly record: AuditRecord;
  /** Hex SHA-256. */
  readonly hash: string;
}

/** The newest row's number and hash. */
export interface AuditHead {
  /** 0 where the trail is empty. */
  readonly seq: number;
  readonly hash: string;
}

export interface AuditTrail {
  /** Newest first. */
  list(filter: AuditFilter, limit: number): Promise<readonly AuditLine[]>;
  count(filter: AuditFilter): Promise<number>;
  head(): Promise<AuditHead>;
  append(entry: AuditEntry): Promise<AuditHead>;
}
