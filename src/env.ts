/**
 * The environment of `npm start`, read once and checked whole: which variables there are, and what to set where one is
 * missing or contradicts another. An empty variable counts as unset. No message repeats a secret's value.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { Diagnostic } from '../hostlink/diagnostic.ts';
import type { Checked } from './checked.ts';
import type { StorePlace } from './store/place.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Environment {
  /** Path of zonebot.kdl. */
  readonly config: string;
  readonly store: StorePlace;
  readonly slack: {
    /** xoxb-… */
    readonly botToken: string;
    readonly receiving: Receiving;
    /** Another base of the Web API than Slack's. */
    readonly apiUrl?: string;
  };
  /** Of 127.0.0.1; left out, nothing listens. */
  readonly healthPort?: number;
  readonly logLevel: LogLevel;
  /** What is set and does nothing: for the log. */
  readonly notices: readonly Diagnostic[];
}

/** How Slack's deliveries reach the bot. */
export type Receiving =
  /** Over connections that the bot makes. */
  | {
      readonly kind: 'socket-mode';
      /** xapp-… */
      readonly appToken: string;
    }
  /** By requests to this address, which something in front that speaks TLS passes on. */
  | {
      readonly kind: 'http';
      readonly signingSecret: string;
      readonly address: string;
      readonly port: number;
    };

/** What zonebot.kdl needs of the environment, and nothing else: `zonebot config check` runs without Slack's tokens. */
export interface ConfigEnvironment {
  readonly config: string;
  /** SSH_AUTH_SOCK, for hosts with `agent #true`. */
  readonly agentSocket?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

const optional = <T extends z.ZodType>(schema: T) => schema.optional();
const noPort = 'is no port number; set it to one from 1 to 65535, like 8080, or unset it';
const portNumber = z
  .string()
  .regex(/^[0-9]{1,5}$/, { error: noPort, abort: true })
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65535, noPort);

const loopbackAddress = '127.0.0.1';

/** `3000`, of loopback, or with an address: `192.0.2.9:3000`, `[::]:3000`. */
const listeningPort = z.string().transform((text, context) => {
  const [, host = loopbackAddress, number = ''] = /^(?:(.*):)?([^:]*)$/.exec(text) ?? [];
  const address = host.replace(/^\[(.*)\]$/, '$1');
  const port = portNumber.safeParse(number);
  if (port.success && isIP(address) !== 0) return { address, port: port.data };
  context.addIssue({
    code: 'custom',
    message:
      'is no port to listen on; set it to one like 3000, which is of 127.0.0.1, or to an address and a port like 192.0.2.9:3000',
  });
  return z.NEVER;
});

/** Slack's are 32 hexadecimal digits. A short one could be guessed, and with it anything signed. */
const signingSecret = z.string().refine((text) => /^[\x21-\x7e]{16,}$/.test(text), {
  error:
    'is too short or holds blanks; set it to the Signing Secret of Basic Information on api.slack.com/apps',
});

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

/** A user without a host is fine: of a Unix socket, `postgresql://zonebot@/zonebot?host=/run/postgresql`. libpq, 34.1.1.2. */
const isPostgresAddress = (text: string): boolean =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace('@/', '@localhost/'));

const storeVariables = {
  ZONEBOT_DATA: z.string().default('data/'),
  DATABASE_URL: optional(
    z.string().refine(isPostgresAddress, {
      error:
        'is no PostgreSQL address; set it to one like postgresql://zonebot@db.lan/zonebot, or unset it to use the embedded database',
    }),
  ),
};

const schema = z.object({
  ...storeVariables,
  ZONEBOT_CONFIG: z.string().default('zonebot.kdl'),
  SLACK_BOT_TOKEN: token(
    'xoxb-',
    'the Bot User OAuth Token (xoxb-…) of OAuth & Permissions on api.slack.com/apps',
  ),
  SLACK_API_URL: optional(apiUrl),
  HEALTH_PORT: optional(portNumber),
  LOG_LEVEL: z
    .enum(logLevels, { error: `is no log level; set it to one of ${logLevels.join(', ')}` })
    .default('info'),
});

const socketMode = z
  .object({
    SLACK_APP_TOKEN: token(
      'xapp-',
      'an app-level token (xapp-…) with the scope connections:write, from Basic Information on api.slack.com/apps',
    ),
  })
  .transform((read): Receiving => ({ kind: 'socket-mode', appToken: read.SLACK_APP_TOKEN }));

const httpMode = z
  .object({
    SLACK_SIGNING_SECRET: signingSecret,
    PORT: z
      .string({
        error:
          'is not set; HTTP mode, by SLACK_SIGNING_SECRET, listens on it: set it to one like 3000, or set SLACK_APP_TOKEN for Socket Mode',
      })
      .pipe(listeningPort),
  })
  .transform(
    (read): Receiving => ({ kind: 'http', signingSecret: read.SLACK_SIGNING_SECRET, ...read.PORT }),
  );

/** Everything that `npm start` needs. */
export function readEnvironment(variables: Variables): Checked<Environment> {
  const given = withoutEmpty(variables);
  const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = given;
  const isHttp = SLACK_APP_TOKEN === undefined && SLACK_SIGNING_SECRET !== undefined;
  const receiving = (isHttp ? httpMode : socketMode).safeParse(given);
  const parsed = schema.safeParse(given);
  if (!parsed.success || !receiving.success) {
    const issues = [...(parsed.error?.issues ?? []), ...(receiving.error?.issues ?? [])];
    return { kind: 'faulty', faults: faultsOf(issues, given) };
  }
  const read = parsed.data;
  return {
    kind: 'good',
    value: {
      config: read.ZONEBOT_CONFIG,
      store: placeOf(read),
      slack: {
        botToken: read.SLACK_BOT_TOKEN,
        receiving: receiving.data,
        ...(read.SLACK_API_URL !== undefined && { apiUrl: read.SLACK_API_URL }),
      },
      ...(read.HEALTH_PORT !== undefined && { healthPort: read.HEALTH_PORT }),
      logLevel: read.LOG_LEVEL,
      notices:
        receiving.data.kind === 'socket-mode' && SLACK_SIGNING_SECRET ? [unusedSecret()] : [],
    },
  };
}

const unusedSecret = (): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::environment::unused',
    message:
      'SLACK_SIGNING_SECRET is not used: with SLACK_APP_TOKEN, Slack delivers by Socket Mode',
    help: 'Unset the one that is not meant: SLACK_APP_TOKEN for HTTP mode, SLACK_SIGNING_SECRET for Socket Mode.',
  });

/** Where the database is, for what needs nothing else: `zonebot audit verify`. */
export function readStoreEnvironment(variables: Variables): Checked<StorePlace> {
  const given = withoutEmpty(variables);
  const parsed = z.object(storeVariables).safeParse(given);
  return parsed.success
    ? { kind: 'good', value: placeOf(parsed.data) }
    : { kind: 'faulty', faults: faultsOf(parsed.error.issues, given) };
}

const placeOf = ({
  ZONEBOT_DATA,
  DATABASE_URL,
}: {
  readonly ZONEBOT_DATA: string;
  readonly DATABASE_URL?: string | undefined;
}): StorePlace =>
  DATABASE_URL === undefined
    ? { kind: 'embedded', directory: ZONEBOT_DATA }
    : { kind: 'postgres', url: DATABASE_URL };

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

function faultsOf(issues: readonly z.core.$ZodIssue[], given: Variables): readonly Diagnostic[] {
  return issues.map((issue) => {
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
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = given;
  if (variable === 'SLACK_BOT_TOKEN' && SLACK_BOT_TOKEN?.startsWith('xapp-')) {
    return 'it holds the app-level token: that one belongs into SLACK_APP_TOKEN';
  }
  if (variable === 'SLACK_APP_TOKEN' && SLACK_APP_TOKEN?.startsWith('xoxb-')) {
    return 'it holds the bot token: that one belongs into SLACK_BOT_TOKEN';
  }
  if (variable === 'SLACK_APP_TOKEN' && SLACK_APP_TOKEN === undefined) {
    return 'set it to an app-level token (xapp-…) with the scope connections:write, from Basic Information on api.slack.com/apps, for Socket Mode; or set SLACK_SIGNING_SECRET and PORT for HTTP mode';
  }
  return undefined;
}

const sentence = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
