/**
 * npm run playground: the product with no account, no root and no network. Prints the page's address once the bot is
 * connected and its hosts have answered.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { causeChain, Diagnostic } from '../hostlink/diagnostic.ts';
import { type SlackMode, slackModes, startPlayground } from './playground.ts';

const defaultPort = 4747;

/** Milliseconds. npm passes on a Ctrl-C that the terminal has sent to all of them: the two are one. */
const oneCtrlC = 500;

const say = (line: string) => process.stdout.write(`${line}\n`);
const warn = (line: string) => process.stderr.write(`${line}\n`);

function fail(error: unknown): never {
  for (const { message } of causeChain(error)) warn(message);
  if (error instanceof Diagnostic && error.help !== undefined) warn(error.help);
  process.exit(1);
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return defaultPort;
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  return fail(
    new Error(
      `PLAYGROUND_PORT is "${text}", which is no port; set it to a number like ${defaultPort}.`,
    ),
  );
}

function modeFrom(text: string | undefined): SlackMode {
  const mode = slackModes.find((one) => one === (text || 'socket-mode'));
  if (mode !== undefined) return mode;
  return fail(
    new Error(
      `PLAYGROUND_SLACK is "${text}"; set it to one of ${slackModes.join(', ')}, or unset it.`,
    ),
  );
}

function botsFrom(text: string | undefined, databaseUrl: string | undefined): number {
  const bots = Number(text || 1);
  if (!Number.isInteger(bots) || bots < 1 || bots > 5)
    return fail(new Error(`PLAYGROUND_BOTS is "${text}"; set it to a number from 1 to 5.`));
  if (bots > 1 && databaseUrl === undefined)
    return fail(
      new Error(
        'PLAYGROUND_BOTS asks for several bots; set DATABASE_URL to an empty PostgreSQL database for them.',
      ),
    );
  return bots;
}

const port = portFrom(process.env.PLAYGROUND_PORT);
const mode = modeFrom(process.env.PLAYGROUND_SLACK);
const databaseUrl = process.env.DATABASE_URL || undefined;
const bots = botsFrom(process.env.PLAYGROUND_BOTS, databaseUrl);
const directory = mkdtempSync(join(tmpdir(), 'zonebot-playground-'));

try {
  const playground = await startPlayground({
    port,
    mode,
    directory,
    warn,
    ...(bots > 1 &&
      databaseUrl !== undefined && { bots, environment: { DATABASE_URL: databaseUrl } }),
  });
  let stoppingSince: number | undefined;
  const stop = async () => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > oneCtrlC) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    say('Stopping …');
    await playground.stop();
    rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await playground.ready();
  say(`\n  zonebot's playground:  ${playground.url}\n`);
  say(
    '  Try /zone help, then /zone create web01 template=oi. Ctrl-C ends it, and everything in it is gone.',
  );
  say(`  The bot's log: ${join(directory, 'bot.log')}`);
} catch (error) {
  rmSync(directory, { recursive: true, force: true });
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    fail(
      new Error(
        `Port ${port} of 127.0.0.1 is in use. Set PLAYGROUND_PORT to another one, or to 0 for any.`,
      ),
    );
  }
  fail(error);
}
