/**
 * A simulated illumos host: a file tree, processes kept apart, an sshd, and the model that its tools ask. Everything it
 * makes lies below one directory; `stop` leaves no process behind.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostKey } from '../../hostlink/host.ts';
import type { Elevation } from '../../hostlink/shell/command.ts';
import { receiveCalls } from './calls/receive.ts';
import { pfexecText, stubText } from './calls/stub.ts';
import type { Dialect } from './dialect/dialect.ts';
import { omnios } from './dialect/omnios.ts';
import { openindiana } from './dialect/openindiana.ts';
import { dispatcher } from './dispatch.ts';
import { type Fault, faultDesk, parseFault } from './faults.ts';
import { chooseIsolation, type IsolationWish } from './isolation/choose.ts';
import {
  asRootDirectory,
  callsDirectory,
  privateDirectory,
  requireProgram,
} from './isolation/tree.ts';
import { hostFiles } from './model/files.ts';
import type { Machine } from './model/machine.ts';
import { rebootMachine } from './model/power.ts';
import { type HostSeed, machineFrom } from './model/seed.ts';
import { dumpOf, type HostDump, type HostState, stateOf } from './model/snapshot.ts';
import { startSshServer } from './ssh-server.ts';
import { dhcpdTool, hostTools, rootTools } from './tools/tools.ts';

export interface HostOptions {
  readonly name: string;
  /** The host's files live below it; what an earlier host left there goes. */
  readonly directory: string;
  /** 0: any free port. */
  readonly port: number;
  /** The only key that may log in, a line as in authorized_keys. */
  readonly clientPublicKey: string;
  readonly dialect: 'openindiana' | 'omnios';
  readonly seed: HostSeed;
  /** How long an install takes; boot, shutdown, halt and uninstall take a part of it. Default 1000. */
  readonly installMilliseconds?: number;
  /** Default auto: namespaces where the kernel allows them, else paths. */
  readonly isolation?: IsolationWish;
  /** Who logs in. `root` needs no pfexec; anybody else does. Default `zoneops`. */
  readonly user?: string;
  /** The machine's program that is the host's /bin/sh. Default /bin/sh; illumos' own is ksh93. */
  readonly shell?: string;
  /** Gives the state directory a disk of its own of this size, so that the fault `diskFull` can be asked for. */
  readonly stateBytes?: number;
  readonly now: () => Date;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** What a HostSpec of this host says; names and keys of the client are the caller's. */
export interface HostReach {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly hostKey: HostKey;
  readonly elevation: Elevation;
  readonly registry: string;
  readonly state: string;
  readonly path: string;
  readonly etc: string;
}

export interface SimulatedHost {
  readonly name: string;
  readonly reach: HostReach;
  readonly isolation: 'namespace' | 'paths';
  /** The directory on this machine that is the host's /. */
  readonly root: string;
  state(): HostState;
  dump(): HostDump;
  /** @throws Diagnostic `zmgr::playground::bad-fault`, `zmgr::playground::no-state-disk` */
  fault(fault: Fault): Promise<void>;
  firedFaults(): readonly Fault[];
  /** Faults that were asked for and have met no call yet. */
  waitingFaults(): readonly Fault[];
  /** Execs run and connections taken since the start. */
  counts(): { readonly execs: number; readonly connections: number };
  /** Ends every process of the host and brings it up again. */
  reboot(): Promise<void>;
  stop(): Promise<void>;
}

const dialects: Readonly<Record<HostOptions['dialect'], Dialect>> = {
  openindiana,
  omnios,
};

/** Any number that no account of the machine has; files of the host belong to it, as the host sees them. */
const userId = 1001;

/**
 * @throws Diagnostic `zmgr::playground::no-isolation` when simulated hosts cannot run on this machine,
 *   `zmgr::playground::missing-program`, `zmgr::playground::bad-key`.
 */
export async function startHost(options: HostOptions): Promise<SimulatedHost> {
  const { name, directory, seed } = options;
  const user = options.user ?? 'zoneops';
  if (/[:\n]/.test(directory)) {
    throw new Diagnostic({
      code: 'zmgr::playground::bad-directory',
      message: `The directory ${directory} cannot hold a simulated host: a PATH cannot name it`,
    });
  }
  const { isolation, root } = await chooseIsolation({
    wish: options.isolation ?? 'auto',
    rootFor: () => {
      const fresh = path.join(directory, 'root');
      rmSync(fresh, { recursive: true, force: true });
      mkdirSync(fresh, { recursive: true });
      return fresh;
    },
    user,
    userId: user === 'root' ? 0 : userId,
    shell: options.shell ?? '/bin/sh',
    ...(options.stateBytes === undefined ? {} : { stateBytes: options.stateBytes }),
  });
  const dialect = dialects[options.dialect];
  layFiles({ root, name, user, dialect, seen: isolation.seen });

  const install = options.installMilliseconds ?? 1000;
  let power = powerCycle();
  const machine: Machine = machineFrom({
    name,
    dialect,
    seed,
    delays: {
      install,
      uninstall: install / 4,
      boot: install / 10,
      shutdown: install / 5,
      halt: install / 20,
    },
    now: options.now,
    random: options.random,
    sleep: (milliseconds) => power.sleep(milliseconds),
    files: hostFiles(root),
    asRoot: isolation.asRoot,
    seen: isolation.seen,
  });
  const faults = faultDesk();
  let stopped = false;
  const answer = dispatcher({
    machine,
    faults,
    drop: () => server.drop(),
    reboot: () => void reboot(),
    down: () => power.down,
  });
  const calls = receiveCalls({
    directory: path.join(root, callsDirectory),
    seen: isolation.seen(callsDirectory),
    root: user === 'root',
    mkfifo: requireProgram('mkfifo'),
    answer,
  });
  const environment = {
    PATH: isolation.kind === 'namespace' ? '/usr/bin:/bin' : isolation.seen('/usr/bin'),
    HOME: isolation.seen(`/home/${user}`),
    LOGNAME: user,
    USER: user,
    SHELL: '/bin/sh',
    TZ: 'UTC',
  };
  const server = await startSshServer({
    user,
    clientPublicKey: options.clientPublicKey,
    port: options.port,
    run: (command, more) => isolation.spawn(command, { ...environment, ...more }),
  });

  let rebooting: Promise<void> | undefined;
  function reboot(): Promise<void> {
    rebooting ??= cycle().finally(() => {
      rebooting = undefined;
    });
    return rebooting;
  }
  async function cycle(): Promise<void> {
    await goDown();
    rebootMachine(machine);
    if (stopped) return;
    power = powerCycle();
    await isolation.boot();
    await server.refuse(false);
  }
  async function goDown(): Promise<void> {
    await server.refuse(true);
    const halted = isolation.halt();
    calls.fallSilent(halted);
    power.off();
    await halted;
  }

  return {
    name,
    root,
    isolation: isolation.kind,
    reach: {
      address: '127.0.0.1',
      port: server.port,
      user,
      hostKey: server.hostKey,
      elevation: user === 'root' ? 'none' : 'pfexec',
      registry: isolation.seen('/etc/zmgr'),
      state: isolation.seen('/var/zmgr'),
      etc: isolation.seen('/etc'),
      path: (isolation.kind === 'namespace'
        ? ['/usr/sbin', '/sbin', '/usr/bin']
        : ['/usr/sbin', '/usr/bin']
      )
        .map(isolation.seen)
        .join(':'),
    },
    state: () => stateOf(machine, root),
    dump: () => dumpOf(machine, root),
    async fault(wanted) {
      const fault = parseFault(wanted);
      if (faults.wait(fault)) return;
      if ('diskFull' in fault) await isolation.fillState(fault.diskFull);
      if ('unreachable' in fault) await server.refuse(fault.unreachable);
      if ('silent' in fault) server.hang(fault.silent);
      if ('drop' in fault) server.drop();
      if ('reboot' in fault) await reboot();
      faults.noteFired(fault);
    },
    firedFaults: faults.fired,
    waitingFaults: faults.waiting,
    counts: server.counts,
    reboot,
    async stop() {
      stopped = true;
      await rebooting;
      await goDown();
      await server.close();
      calls.close();
      await isolation.close();
    },
  };
}

/** One span from power-on to power-off: what waits, waits within it. */
function powerCycle() {
  let off: () => void = () => undefined;
  const down = new Promise<void>((resolve) => {
    off = resolve;
  });
  const timers = new Set<NodeJS.Timeout>();
  return {
    down,
    off() {
      for (const timer of timers) clearTimeout(timer);
      off();
    },
    sleep: (milliseconds: number) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, milliseconds);
        timers.add(timer);
        void down.then(() => reject(new Error('the host went down')));
      }),
  };
}

interface LayOptions {
  readonly root: string;
  readonly name: string;
  readonly user: string;
  readonly dialect: Dialect;
  readonly seen: (inside: string) => string;
}

/** The files that make a tree this host: its names, its users, and its tools. */
function layFiles({ root, name, user, dialect, seen }: LayOptions): void {
  const write = (inside: string, text: string, mode = 0o644) => {
    writeFileSync(path.join(root, inside), text);
    chmodSync(path.join(root, inside), mode);
  };
  write('/etc/os-release', dialect.osRelease);
  write('/etc/nodename', `${name}\n`);
  for (const { name: brand } of dialect.brands) {
    mkdirSync(path.join(root, `/usr/lib/brand/${brand}`), { recursive: true });
    write(`/usr/lib/brand/${brand}/config.xml`, brandText(brand));
  }
  const people = user === 'root' ? '' : `${user}:x:${userId}:${userId}::/home/${user}:/bin/sh\n`;
  write('/etc/passwd', `root:x:0:0:Super-User:/root:/bin/sh\n${people}`);
  write('/etc/group', `root::0:\n${user === 'root' ? '' : `${user}::${userId}:\n`}`);
  const stub = `${privateDirectory}/stub`;
  const inUsrBin = (tool: string) => seen(`/usr/bin/${tool}`);
  write(
    stub,
    stubText({
      calls: seen(callsDirectory),
      mkfifo: inUsrBin('mkfifo'),
      cat: inUsrBin('cat'),
      rm: inUsrBin('rm'),
    }),
    0o755,
  );
  mkdirSync(path.join(root, asRootDirectory));
  mkdirSync(path.join(root, '/usr/lib/inet'), { recursive: true });
  for (const { name: tool, directory } of [...hostTools, dhcpdTool(dialect.dhcp.program)])
    symlinkSync(seen(stub), path.join(root, directory, tool));
  for (const { name: tool } of rootTools)
    symlinkSync(seen(stub), path.join(root, asRootDirectory, tool));
  const covered = hostTools.filter((tool) => tool.covered).map((tool) => tool.name);
  const asRoot = rootTools.map((tool) => tool.name);
  write(
    '/usr/bin/pfexec',
    pfexecText({ covered, asRoot, directory: seen(asRootDirectory) }),
    0o755,
  );
}

/** What makes a brand known to libbrand, as far as anybody reads it here. */
const brandText = (brand: string) =>
  `<?xml version="1.0"?>
<!DOCTYPE brand PUBLIC "-//Sun Microsystems Inc//DTD Brands//EN"
    "file:///usr/share/lib/xml/dtd/brand.dtd.1">
<brand name="${brand}">
</brand>
`;
