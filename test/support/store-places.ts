/**
 * Databases for tests: an embedded one, copied from a template that is made once (a new one costs three seconds of
 * processor time), and a PostgreSQL server of one's own.
 */
import { execFile } from 'node:child_process';
import { appendFile, chown, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { openStore, type StoreOptions } from '../../src/store/open-store.ts';

const run = promisify(execFile);

/** Where Debian puts PostgreSQL 15; what describeReal() asks for. */
export const postgresTools = '/usr/lib/postgresql/15/bin';
export const postgresRequirements = ['initdb', 'pg_ctl', 'createdb'].map((tool) =>
  join(postgresTools, tool),
);

export interface TestPlace {
  readonly place: StoreOptions['place'];
  remove(): Promise<void>;
}

export const silent = pino({ level: 'silent' });

const cache = new URL('../../node_modules/.cache/zonebot/', import.meta.url).pathname;

export async function embeddedPlace(): Promise<TestPlace & { readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'zonebot-store-'));
  await copyDatabase(directory);
  return {
    directory,
    place: { kind: 'embedded', directory },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** An empty database, in a directory where the store finds it. */
export const copyDatabase = async (directory: string): Promise<void> =>
  cp(await template(), join(directory, 'postgres'), { recursive: true });

/** Named by what it was made with; without our tables, which each test brings up itself. */
async function template(): Promise<string> {
  const manifest = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);
  const { version }: { version: string } = JSON.parse(await readFile(manifest, 'utf8'));
  const made = join(cache, `pglite-${version}`);
  const there = await readFile(join(made, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (there !== undefined) return made;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, 'making-'));
  const { openEmbedded } = await import('../../src/store/open-embedded.ts');
  await (await openEmbedded(making)).close();
  // Another test file may have been faster.
  await rename(join(making, 'postgres'), made).catch(() => {});
  await rm(making, { recursive: true, force: true });
  return made;
}

export interface PostgresServer {
  /** A new, empty database. */
  place(): Promise<TestPlace & { readonly url: string }>;
  /** Stops it at once, as a failing machine would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Listens on a Unix socket only. PostgreSQL refuses to run as root, so root runs it as the user postgres. */
export async function postgresServer(): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'zonebot-pg-'));
  const asServer =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups']
      : [];
  const tool = async (name: string, ...argv: string[]) => {
    const [command = '', ...rest] = [...asServer, join(postgresTools, name), ...argv];
    await run(command, rest, { cwd: directory });
  };
  if (asServer.length > 0) {
    const ids = (await run('id', ['-u', 'postgres'])).stdout.trim();
    const group = (await run('id', ['-g', 'postgres'])).stdout.trim();
    await chown(directory, Number(ids), Number(group));
  }
  const data = join(directory, 'data');
  await tool(
    'initdb',
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--no-sync',
    '--locale=C',
  );
  await appendFile(
    join(data, 'postgresql.conf'),
    `listen_addresses = ''\nunix_socket_directories = '${directory}'\nfsync = off\n`,
  );
  const start = () => tool('pg_ctl', '-D', data, '-w', '-l', join(directory, 'log'), 'start');
  const stop = (mode: string) => tool('pg_ctl', '-D', data, '-w', '-m', mode, 'stop');
  await start();
  let databases = 0;
  return {
    place: async () => {
      databases += 1;
      const name = `bot${databases}`;
      await tool('createdb', '-h', directory, '-U', 'postgres', name);
      const url = `postgresql://postgres@/${name}?host=${encodeURIComponent(directory)}`;
      return { url, place: { kind: 'postgres', url }, remove: async () => {} };
    },
    kill: () => stop('immediate'),
    start,
    remove: async () => {
      await stop('immediate').catch(() => {});
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Opens, and closes when disposed. */
export const openTestStore = ({ place }: TestPlace) => openStore({ place, log: silent });
