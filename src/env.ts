/**
 * The environment of `npm start`, read once and checked whole: which variables there are, and what to set where one is
 * missing or contradicts another. An empty variable counts as unset. No message repeats a secret's value.
 */
import { z } from 'zod';
import { Diagnostic } from '../hostlink/diagnostic.ts';
import type { Checked } from './checked.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Environment {
  /** Path of zonebot.kdl. */
  readonly config: string;
  /** Directory of the embedded database; not used when there is a database URL. */
  readonly data: string;
  /** PostgreSQL's. */
  readonly databaseUrl?: string;
  readonly slack: {
    /** xoxb-… */
    readonly botToken: string;
    /** xapp-…: Socket Mode. */
    readonly appToken: string;
    /** Another base of the Web API than Slack's. */
    readonly apiUrl?: string;
  };
  /** Of 127.0.0.1; left out, nothing listens. */
  readonly healthPort?: number;
  readonly logLevel: LogLevel;
}

/** What zonebot.kdl needs of the environment, and nothing else: `zonebot config check` runs without Slack's tokens. */
export interface ConfigEnvironment {
  readonly config: string;
  /** SSH_AUTH_SOCK, for hosts with `agent #true`. */
  readonly agentSocket?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

const optional = <T extends z.ZodType>(schema: T) => schema.optional();
const noPort = 'is no port number; set it to one from 1 to 65535, like 8080, or unset it';
const port = z
  .string()
  .regex(/^[0-9]{1,5}$/, { error: noPort, abort: true })
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65535, noPort);

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const apiUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'is no web address; set it to one like https://slack.com/api/, or unset it',
    abort: true,
  })
  .refine((text) => new URL(text).protocol === 'https:' || loopback.test(new URL(text).hostname), {
    error: 'would send the tokens unencrypted to another machine; use an https:// address',
  });

const token = (prefix: string, example: string) =>
  z
    .string({ error: `is not set; set it to ${example}` })
    .refine((text) => text.startsWith(prefix) && /^[\x21-\x7e]+$/.test(text), {
      error: `does not begin with ${prefix} or holds blanks; set it to ${example}`,
    });

const schema = z.object({
  ZONEBOT_CONFIG: z.string().default('zonebot.kdl'),
  ZONEBOT_DATA: z.string().default('data/'),
  DATABASE_URL: optional(
    z.string().refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
      error:
        'is no PostgreSQL address; set it to one like postgresql://zonebot@db.lan/zonebot, or unset it to use the embedded database',
    }),
  ),
  SLACK_BOT_TOKEN: token(
    'xoxb-',
    'the Bot User OAuth Token (xoxb-…) of OAuth & Permissions on api.slack.com/apps',
  ),
  SLACK_APP_TOKEN: token(
    'xapp-',
    'an app-level token (xapp-…) with the scope connections:write, from Basic Information on api.slack.com/apps',
  ),
  SLACK_API_URL: optional(apiUrl),
  HEALTH_PORT: optional(port),
  LOG_LEVEL: z
    .enum(logLevels, { error: `is no log level; set it to one of ${logLevels.join(', ')}` })
    .default('info'),
});

/** Everything that `npm start` needs. */
export function readEnvironment(variables: Variables): Checked<Environment> {
  const given = withoutEmpty(variables);
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { kind: 'faulty', faults: faultsOf(parsed.error, given) };
  const read = parsed.data;
  return {
    kind: 'good',
    value: {
      config: read.ZONEBOT_CONFIG,
      data: read.ZONEBOT_DATA,
      ...(read.DATABASE_URL !== undefined && { databaseUrl: read.DATABASE_URL }),
      slack: {
        botToken: read.SLACK_BOT_TOKEN,
        appToken: read.SLACK_APP_TOKEN,
        ...(read.SLACK_API_URL !== undefined && { apiUrl: read.SLACK_API_URL }),
      },
      ...(read.HEALTH_PORT !== undefined && { healthPort: read.HEALTH_PORT }),
      logLevel: read.LOG_LEVEL,
    },
  };
}

/** The part that reading zonebot.kdl needs; nothing in it can be wrong by itself. */
export function readConfigEnvironment(variables: Variables): ConfigEnvironment {
  const { ZONEBOT_CONFIG, SSH_AUTH_SOCK } = withoutEmpty(variables);
  return {
    config: ZONEBOT_CONFIG ?? 'zonebot.kdl',
    ...(SSH_AUTH_SOCK !== undefined && { agentSocket: SSH_AUTH_SOCK }),
  };
}

const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));

function faultsOf(error: z.ZodError, given: Variables): readonly Diagnostic[] {
  return error.issues.map((issue) => {
    const variable = String(issue.path[0]);
    const missing = given[variable] === undefined;
    const [what = issue.message, ...instructions] = issue.message.split('; ');
    const instruction = hint(variable, given) ?? instructions.join('; ');
    return new Diagnostic({
      code: missing ? 'zmgr::environment::missing' : 'zmgr::environment::bad-value',
      message: `${variable} ${what}`,
      ...(instruction !== '' && { help: sentence(instruction) }),
    });
  });
}

/** What is most likely meant, where it shows. */
function hint(variable: string, given: Variables): string | undefined {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = given;
  if (variable === 'SLACK_BOT_TOKEN' && SLACK_BOT_TOKEN?.startsWith('xapp-')) {
    return 'it holds the app-level token: that one belongs into SLACK_APP_TOKEN';
  }
  if (variable === 'SLACK_APP_TOKEN' && SLACK_APP_TOKEN?.startsWith('xoxb-')) {
    return 'it holds the bot token: that one belongs into SLACK_BOT_TOKEN';
  }
  if (variable === 'SLACK_APP_TOKEN' && SLACK_APP_TOKEN === undefined && SLACK_SIGNING_SECRET) {
    return 'this release speaks Socket Mode only, which needs SLACK_APP_TOKEN (xapp-…, with the scope connections:write); HTTP mode by SLACK_SIGNING_SECRET comes later';
  }
  return undefined;
}

const sentence = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
