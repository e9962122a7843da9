/**
 * What the audit trail keeps: who asked for, decided or was refused what, with everything that the decision was made
 * from. Ids, never names; text that people typed has its secrets taken out before it comes here.
 */
import { z } from 'zod';
import { surfaces } from '../surface.ts';

/** What happened. */
export const auditEvents = [
  /** A bot began its work: with this release, and this configuration (`policy`). */
  'configured',
  /** Somebody asked for a change, and may. */
  'asked',
  /** Somebody asked for something, or pressed something, and may not. */
  'refused',
  'planned',
  /** People are asked for their word. */
  'waits',
  /** Somebody said yes or no: `outcome` is what, `inputs` through what they may, and what it all comes to. */
  'voted',
  /** A change went to its host without what it would have waited for: `inputs` has the ticket, and how often within a day. */
  'glass-broken',
  /** Somebody looked back at it; enough have; its time to be reviewed was over. */
  'glass-reviewed',
  'glass-closed',
  'glass-overdue',
  /** Somebody wants an operation to stop, to go on, or to be taken back. */
  'directed',
  'started',
  /** It can't go on by itself: stuck, or broken off. */
  'stopped',
  'ended',
  /** It was read back from its host's journal, since the database had lost it: `outcome` is how it stands. */
  'restored',
  /** Somebody took a copy of this trail. */
  'exported',
] as const;
export type AuditEvent = (typeof auditEvents)[number];

/** How somebody reached the bot. `bot`: it went on by itself (an expiry, the end of a run). */
export const auditSurfaces = [...surfaces, 'terminal', 'bot'] as const;

const json = z.json();

export const auditEntrySchema = z
  .object({
    event: z.enum(auditEvents),
    surface: z.enum(auditSurfaces),
    /** `team:user`; left out where the bot acts by itself. */
    actor: z.string().exactOptional(),
    /** Slack's id of the channel. */
    channel: z.string().exactOptional(),
    operation: z.string().exactOptional(),
    host: z.string().exactOptional(),
    /** A zone's name, mostly. */
    subject: z.string().exactOptional(),
    verb: z.string().exactOptional(),
    /** As typed, without `/zone` and without secrets. */
    command: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    /** Of the plan that this is about. */
    digest: z.string().exactOptional(),
    /** What came of it, in a word: a state, a vote, a diagnostic's code. */
    outcome: z.string().exactOptional(),
    /** The verdict's sentence, and the line of the configuration that gave it: `zonebot.kdl:12`. */
    because: z.string().exactOptional(),
    rule: z.string().exactOptional(),
    /** SHA-256 of the configuration that was in force. */
    policy: z.string().exactOptional(),
    /** What the decision was made from: roles, groups, standing, the channel. */
    inputs: z.record(z.string(), json).exactOptional(),
  })
  .strict();

/** What is appended. */
export type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;

/** An entry in its place: what is hashed, and never changed. */
export const auditRecordSchema = auditEntrySchema.extend({
  /** Counts from 1 without gaps. */
  seq: z.int().positive(),
  /** ISO 8601 in UTC, with milliseconds. */
  at: z.iso.datetime({ precision: 3 }),
});
export type AuditRecord = Readonly<z.infer<typeof auditRecordSchema>>;
