/**
 * The sshd of a simulated host: ssh2's server in this process, so that it needs no package and can misbehave on
 * demand. One user, one key; `exec` only. What OpenSSH does that matters to a client is done here too: at most ten
 * sessions a connection, exit status before the output's end, a channel that stays open as long as anything holds its
 * pipes, and processes that go on when the connection drops.
 */
import { once } from 'node:events';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostKey } from '../../hostlink/host.ts';
import type { HostProcess } from './isolation/isolation.ts';
import { newKeyPair } from './keys.ts';

/** sshd_config(5), MaxSessions. */
const maxSessions = 10;

export interface SshServerOptions {
  readonly user: string;
  /** The only key that may log in, as in authorized_keys. */
  readonly clientPublicKey: string;
  /** 0: any free port. */
  readonly port: number;
  /** Starts a command of the user, or says that the host is down. */
  readonly run: (command: string, environment: Readonly<Record<string, string>>) => HostProcess;
}

export interface SshServer {
  readonly port: number;
  readonly hostKey: HostKey;
  /** Cuts every connection at once, without a word. */
  drop(): void;
  /** Refuses connections from now on (and cuts those that are there), or takes them again. */
  refuse(on: boolean): Promise<void>;
  /** Keeps connections open and says nothing more, or goes on. */
  hang(on: boolean): void;
  /** How many execs were run and connections taken since the start: round-trip budgets are counted by these. */
  counts(): { readonly execs: number; readonly connections: number };
  close(): Promise<void>;
}

/** @throws Diagnostic `zmgr::playground::bad-key` when the client's key is none. */
export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const { user, run } = options;
  const allowed = ssh2.utils.parseKey(options.clientPublicKey);
  if (allowed instanceof Error) {
    throw new Diagnostic({
      code: 'zmgr::playground::bad-key',
      message: 'The key that may log in to the simulated host is no public key',
      cause: allowed,
    });
  }
  const pair = newKeyPair();
  const [type = '', blob = ''] = pair.public.split(' ');
  const ssh = new ssh2.Server({ hostKeys: [pair.private] });
  const sockets = new Set<Socket>();
  let silent = false;
  let execs = 0;
  let connections = 0;

  ssh.on('connection', (client: Connection) => {
    let sessions = 0;
    client.on('error', () => {
      // A cut or reset connection; the processes that it started are not its own any more.
    });
    client.on('authentication', (context) => {
      if (context.method !== 'publickey' || context.username !== user)
        return context.reject(['publickey']);
      const sameKey =
        context.key.algo === allowed.type && context.key.data.equals(allowed.getPublicSSH());
      if (!sameKey) return context.reject(['publickey']);
      if (context.signature === undefined || context.blob === undefined) return context.accept();
      if (allowed.verify(context.blob, context.signature, context.hashAlgo))
        return context.accept();
      context.reject(['publickey']);
    });
    client.on('session', (accept, reject) => {
      if (sessions >= maxSessions) return reject();
      sessions += 1;
      const session: Session = accept();
      session.once('close', () => {
        sessions -= 1;
      });
      const environment: Record<string, string> = {};
      session.on('env', (take, _refuse, info) => {
        // sshd_config(5), AcceptEnv LANG LC_*: what illumos' own sshd_config takes.
        if (info.key === 'LANG' || info.key.startsWith('LC_')) environment[info.key] = info.val;
        agree(take);
      });
      session.once('exec', (take, _refuse, info) => {
        const channel = agree(take);
        if (channel === undefined) return;
        execs += 1;
        join(channel, run(info.command, environment));
      });
    });
  });

  const take = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (silent) mute(socket, true);
    ssh.injectSocket(socket);
  };
  let server: NetServer | undefined;
  const listen = async (port: number): Promise<number> => {
    server = createServer({ noDelay: true }, take).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  };
  const drop = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const stopListening = async () => {
    const before = server;
    server = undefined;
    if (before === undefined) return;
    const closed = once(before, 'close');
    before.close();
    drop();
    await closed;
  };
  const port = await listen(options.port);

  return {
    port,
    hostKey: { type, blob },
    drop,
    async refuse(on) {
      if (on) await stopListening();
      else if (server === undefined) await listen(port);
    },
    hang(on) {
      silent = on;
      for (const socket of sockets) mute(socket, on);
    },
    counts: () => ({ execs, connections }),
    close: stopListening,
  };
}

/** Where the client wants no reply, or is gone already, ssh2 gives no function or no channel, whatever its types say. */
const agree = <T>(take: (() => T | undefined) | undefined): T | undefined => take?.();

/** Stops a connection's bytes in both directions, or lets them go on. */
function mute(socket: Socket, on: boolean): void {
  if (on) {
    socket.pause();
    socket.cork();
  } else {
    socket.uncork();
    socket.resume();
  }
}

/** Joins a process's pipes to its channel. */
function join(channel: ServerChannel, child: HostProcess): void {
  const ignore = () => {
    // EPIPE and ECONNRESET: the other side closed first, which is its right.
  };
  child.on('error', ignore);
  for (const stream of [child.stdin, child.stdout, child.stderr, channel, channel.stderr])
    stream.on('error', ignore);
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('exit', (status, signal) => {
    if (status !== null) channel.exit(status);
    else if (signal !== null) channel.exit(signal.replace(/^SIG/, ''), false, '');
  });
  child.once('close', () => channel.end());
  channel.once('close', () => {
    // The link is gone: what runs there goes on, and meets closed pipes.
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    child.unref();
  });
}
