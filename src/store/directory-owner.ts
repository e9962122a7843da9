/**
 * One owner for a directory, since PGlite lets two processes open the same data and lose each other's rows.
 *
 * The owner listens on a Unix socket in the directory: the kernel says whether it lives. kill -9 and a reboot free it at
 * once, a pid used again by somebody else means nothing, a stopped process still owns what it owns. Numbered tickets say
 * whose socket counts, for the socket alone leaves a race between two starters who both find a dead one: a ticket is
 * claimed with link(2), which only one can; the highest number owns; nobody removes the highest, so none is used twice.
 *
 * All openers must run on one machine (containers that share the directory may), as PGlite itself demands.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { Diagnostic } from '../../hostlink/diagnostic.ts';

export interface Ownership {
  /** Lets the next one in. */
  release(): Promise<void>;
}

interface Ticket {
  readonly number: number;
  /** File name of the owner's socket, in the same directory. */
  readonly socket: string;
  readonly pid: string;
}

/** sun_path holds 104 bytes on some systems, 108 on others, with the NUL. unix(7), sys/un.h. */
const longestSocketPath = 103;

/** More starters at once than this, each dying in turn, is no race any more. */
const tries = 50;

/** @throws Diagnostic `zmgr::store::in-use` while another process owns it, `zmgr::store::path-too-long` */
export async function ownDirectory(directory: string): Promise<Ownership> {
  const place = join(directory, 'owner');
  await mkdir(place, { recursive: true, mode: 0o700 });
  const name = `${randomUUID()}.sock`;
  const server = await listenOn(socketPath(place, name));
  try {
    const claim = join(place, `${name}.claim`);
    await writeFile(claim, `${name} ${process.pid}\n`, { mode: 0o600 });
    try {
      await claimTicket(place, claim, directory);
    } finally {
      await rm(claim, { force: true });
    }
  } catch (error) {
    await close(server);
    throw error;
  }
  // The ticket stays: it is dead without its socket, and its number must not be used again.
  return { release: () => close(server) };
}

async function claimTicket(place: string, claim: string, directory: string): Promise<void> {
  for (let turn = 0; turn < tries; turn += 1) {
    const before = await highestTicket(place);
    if (before !== undefined && (await isListening(socketPath(place, before.socket)))) {
      throw inUse(directory, before.pid);
    }
    const number = (before?.number ?? 0) + 1;
    if (!(await linked(claim, join(place, String(number))))) continue;
    // We may have read the directory long ago: others may have come and gone above our number, and one may be there.
    const now = await highestTicket(place);
    if (now !== undefined && now.number > number) {
      await unlink(join(place, String(number))).catch(ignoreMissing);
      continue;
    }
    await sweep(place, number);
    return;
  }
  throw inUse(directory, 'of another starter');
}

async function highestTicket(place: string): Promise<Ticket | undefined> {
  const numbers = (await readdir(place)).filter((name) => /^[1-9][0-9]*$/.test(name)).map(Number);
  if (numbers.length === 0) return undefined;
  const number = Math.max(...numbers);
  try {
    // The text was whole before the ticket was linked.
    const [socket = '', pid = ''] = (await readFile(join(place, String(number)), 'utf8')).split(
      /\s/,
    );
    return { number, socket, pid };
  } catch (error) {
    ignoreMissing(error);
    return await highestTicket(place);
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes what is below the owner's ticket: dead tickets and their sockets. Never a ticket that could still count. */
async function sweep(place: string, owned: number): Promise<void> {
  for (const name of await readdir(place)) {
    if (!/^[1-9][0-9]*$/.test(name) || Number(name) >= owned) continue;
    const path = join(place, name);
    const [socket] = (await readFile(path, 'utf8').catch(() => '')).split(/\s/);
    await unlink(path).catch(ignoreMissing);
    // A starter who is about to step back from this ticket still needs its socket for the next one.
    if (socket === undefined || socket === '') continue;
    if (!(await isListening(socketPath(place, socket))))
      await rm(join(place, socket), { force: true });
  }
}

function listenOn(path: string): Promise<Server> {
  return new Promise((settle, fail) => {
    const server = createServer((peer) => peer.destroy());
    server.once('error', fail);
    server.listen(path, () => {
      server.off('error', fail);
      server.unref();
      settle(server);
    });
  });
}

const close = (server: Server): Promise<void> =>
  new Promise((settle) => {
    server.close(() => settle());
  });

/** Only a refusal or a missing file says that nobody listens; whatever else happens, somebody may. */
function isListening(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createConnection(path);
    probe.once('connect', () => {
      probe.destroy();
      settle(true);
    });
    probe.once('error', (error) => {
      settle(!hasCode(error, 'ECONNREFUSED') && !hasCode(error, 'ENOENT'));
    });
  });
}

/** The shorter of the absolute path and the one from here. */
function socketPath(place: string, name: string): string {
  const absolute = resolve(place, name);
  const fromHere = relative(process.cwd(), absolute);
  const path = fromHere.length < absolute.length ? fromHere : absolute;
  if (Buffer.byteLength(path) > longestSocketPath) {
    throw new Diagnostic({
      code: 'zmgr::store::path-too-long',
      message: `The data directory ${place} has too long a path for a socket in it`,
      help: `Set ZONEBOT_DATA to a directory of at most ${longestSocketPath - name.length - 8} characters.`,
    });
  }
  return path;
}

const inUse = (directory: string, pid: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::store::in-use',
    message: `The data directory ${directory} is in use by process ${pid}`,
    help: 'Stop that one first, or set ZONEBOT_DATA to another directory.',
  });

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

function ignoreMissing(error: unknown): void {
  if (!hasCode(error, 'ENOENT')) throw error;
}
