/**
 * A plan: what will be done on one host, with nothing left to decide. Plain JSON, so that it can be stored, shown,
 * approved by its digest and compiled to the script that the host carries out.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Guard } from '../guards/define-guard.ts';
import { type HostName, hostName } from '../names/host-name.ts';
import { type Risk, risks, type Step } from '../steps/define-step.ts';

const item = z.object({ kind: z.string(), args: z.record(z.string(), z.json()) }).strict();

/** Seconds; a registry's config.kdl may say otherwise. */
export const defaultLockTimeout = 600;

/** What a plan is read back with from a store or a host. */
export const planSchema = z
  .object({
    version: z.literal(1),
    host: hostName,
    /** The verb that was asked for, as it is typed: `create`. */
    verb: z.string(),
    /** What it is about, for titles and for finding operations: a zone's name. */
    subject: z.string(),
    steps: z.array(item),
    guards: z.array(item),
    /** Keys locked for the whole operation, `zone/web01`; area locks come with steps and guards. */
    locks: z.array(z.string().regex(/^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/)),
    risk: z.enum(risks),
    /** What planning chose among several: pinned when it plans again. */
    chosen: z.record(z.string(), z.json()),
    /** Addresses set aside while the operation has not ended, without prefix length. */
    holds: z.array(z.string()),
    /** Tags of what it is about, for rules that ask for them. Not in the digest. */
    tags: z.array(z.string()).exactOptional(),
    lockTimeout: z.int().positive().default(defaultLockTimeout),
    digest: z.string(),
  })
  .strict();

export interface Plan {
  readonly version: 1;
  readonly host: HostName;
  readonly verb: string;
  readonly subject: string;
  readonly steps: readonly Step[];
  readonly guards: readonly Guard[];
  readonly locks: readonly string[];
  readonly risk: Risk;
  readonly chosen: Readonly<Record<string, unknown>>;
  readonly holds: readonly string[];
  /** Tags of what it is about, for rules that ask for them; left out where they were not looked at. */
  readonly tags?: readonly string[];
  /** Seconds that the runner waits for any one lock. */
  readonly lockTimeout: number;
  /** Hex SHA-256 of what is approved; see digestOf. */
  readonly digest: string;
}

/**
 * Covers host, verb, steps as {kind, args} and guards, as canonical JSON (RFC 8785): no titles, times, ids or shell
 * text, so that a release of the bot or somebody else's change makes no approval stale.
 */
export function digestOf({
  host,
  verb,
  steps,
  guards,
}: Pick<Plan, 'host' | 'verb' | 'steps' | 'guards'>): string {
  const text = canonicalize({ host, verb, steps, guards });
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex');
}
