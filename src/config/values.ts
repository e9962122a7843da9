/** Values of zonebot.kdl: readers of one value each, checked with zod; a refusal has the place and says what to write. */
import { z } from 'zod';
import { hostName } from '../../hostlink/names/host-name.ts';
import type { KdlValue } from '../../hostlink/registry/kdl.ts';
import { faultAt, type Reader } from '../../hostlink/registry/kdl-read.ts';
import { type Condition, type ReasonOccasion, reasonOccasions } from './config.ts';
import { isTimeZone, windowOf, windowPattern } from './freeze.ts';

/** A reader for what a schema takes. `what` is the value's noun, `write` an example. */
const valid =
  <T>(schema: z.ZodType<T>, what: string, write: string): Reader<T> =>
  (value: KdlValue) => {
    const result = schema.safeParse(value.value);
    if (result.success) return result.data;
    const found =
      typeof value.value === 'string' ? JSON.stringify(value.value.slice(0, 80)) : word(value);
    throw faultAt(value, {
      code: 'zmgr::config::bad-value',
      message: `${found} is no ${what}`,
      help: `Write ${write}.`,
    });
  };

const word = ({ value }: KdlValue): string =>
  typeof value === 'number' ? String(value) : `#${String(value)}`;

export const flag = valid(z.boolean(), 'flag', '#true or #false');

export const hostNameValue = valid(hostName, 'host name', 'a name like "hv-04"');

/** An IP address or a DNS name; never a user, a port or an option in disguise. */
export const address = valid(
  z.union([
    z.ipv4(),
    z.ipv6(),
    z
      .string()
      .max(253)
      .regex(
        /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.?$/,
      )
      .refine((text) => !/^[0-9.]+$/.test(text)),
  ]),
  'address of a host',
  'an IP address or a DNS name, like "192.0.2.4"',
);

export const port = valid(z.int().min(1).max(65_535), 'port', 'a number from 1 to 65535, like 22');

export const userName = valid(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/),
  'login name',
  'the name of a user of the host, like "zoneops"',
);

/** An absolute path without what a shell or a registry would read differently. */
export const directory = valid(
  z
    .string()
    .regex(/^(\/[A-Za-z0-9_@%+:,.-]+)+\/?$/)
    .refine((text) => !text.split('/').some((part) => part === '.' || part === '..'))
    .transform((text) => text.replace(/\/$/, '')),
  'directory of a host',
  'an absolute path of letters, digits and ._-, like "/etc/zmgr"',
);

export const searchPath = valid(
  z.string().regex(/^\/[A-Za-z0-9_@%+,./-]*(:\/[A-Za-z0-9_@%+,./-]*)*$/),
  'search path',
  'absolute directories with ":" between them, like "/usr/sbin:/sbin:/usr/bin"',
);

export const elevation = valid(
  z.enum(['pfexec', 'none']),
  'way to elevate',
  '"pfexec", or "none" where the user is root',
);

export const tag = valid(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/),
  'tag',
  'a word like "prod"',
);

export const filePath = valid(
  z
    .string()
    .min(1)
    .max(4096)
    .regex(/^[^\0]*$/),
  'path of a file',
  'a path like "/etc/zonebot/id_ed25519"',
);

export const keyText = valid(
  z.string().min(1).max(8192),
  'host key',
  'a key as ssh-keyscan prints it, like "ssh-ed25519 AAAAC3…"',
);

export const channelId = valid(
  z.string().regex(/^[CG][A-Z0-9]{1,20}$/),
  'id of a Slack channel',
  'the id, like "C0OPS": it stands at the end of the channel\'s details in Slack; names can change hands',
);

/** Several, with commas between them. */
export const channelIds = valid(
  z
    .string()
    .regex(/^[CG][A-Z0-9]{1,20}(, *[CG][A-Z0-9]{1,20})*$/)
    .transform((text) => text.split(/, */)),
  'list of Slack channels',
  'their ids with commas between them, like "C0OPS,C0DEV"',
);

export const userId = valid(
  z.string().regex(/^[UW][A-Z0-9]{1,20}$/),
  'id of a Slack user',
  'the id, like "U01": Slack shows it under a person\'s profile, Copy member ID; names can change hands',
);

export const usergroupId = valid(
  z.string().regex(/^S[A-Z0-9]{1,20}$/),
  'id of a Slack user group',
  'the id, like "S01": it stands at the end of the user group\'s link; handles can change hands',
);

export const count = valid(z.int().min(1).max(100), 'number of people', 'a number from 1, like 2');

/** Milliseconds. */
export const duration = valid(
  z
    .string()
    .regex(/^[1-9][0-9]{0,5}(s|m|h|d)$/)
    .transform((text) => Number(text.slice(0, -1)) * (unitMilliseconds.get(text.slice(-1)) ?? 0)),
  'duration',
  'a number and s, m, h or d, like "30m"',
);

const unitMilliseconds = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** From "20%" to 0.2. */
export const share = valid(
  z
    .string()
    .regex(/^(100|[1-9]?[0-9])%$/)
    .transform((text) => Number(text.slice(0, -1)) / 100),
  'share',
  'a percentage like "20%"',
);

/** When people have to say why: "required" is when they ask. */
export const reasonRule = valid(
  z
    .string()
    .regex(/^(required|optional|(request|approve|deny)(, *(request|approve|deny))*)$/)
    .transform((text): readonly ReasonOccasion[] => {
      if (text === 'required') return ['request'];
      return reasonOccasions.filter((occasion) => text.split(/, */).includes(occasion));
    }),
  'rule for a reason',
  '"required", "optional", or when: "request,deny"',
);

const tagPattern = '[A-Za-z0-9][A-Za-z0-9._-]{0,62}';
const oneCondition = new RegExp(
  `^(tag|zone-tag|host):(${tagPattern})$|^channel:([CG][A-Z0-9]{1,20})$`,
);

/** All hold. */
export const conditions = valid(
  z
    .string()
    .transform((text) => text.trim().split(/[ ,]+/))
    .refine((words) => words.every((word) => oneCondition.test(word)))
    .transform((words) => words.map(conditionOf)),
  'condition',
  '"tag:" and a tag of hosts, like "tag:prod"; also zone-tag:, host: and channel:, several with commas between them',
);

function conditionOf(word: string): Condition {
  const name = word.slice(word.indexOf(':') + 1);
  if (word.startsWith('channel:')) return { kind: 'channel', channel: name };
  if (word.startsWith('host:')) return { kind: 'host', host: name };
  return { kind: word.startsWith('zone-tag:') ? 'zone-tag' : 'tag', tag: name };
}

/** Several, with commas between them. */
export const freezeWindows = valid(
  z
    .string()
    .transform((text) => text.split(/, */))
    .refine((windows) => windows.every((window) => windowPattern.test(window)))
    .transform((windows) => windows.map(windowOf)),
  'time of the week',
  'days and times like "fri 16:00-mon 08:00"',
);

export const timeZone = valid(
  z.string().refine(isTimeZone),
  'time zone',
  'a name like "Europe/Vienna"',
);
