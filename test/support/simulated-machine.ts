/** The model of a simulated host alone, in memory: its tools are called as functions, without shell, SSH or time. */
import type { CallInput, ToolCall } from '../../playground/hosts/calls/call.ts';
import type { Dialect } from '../../playground/hosts/dialect/dialect.ts';
import { openindiana } from '../../playground/hosts/dialect/openindiana.ts';
import { dispatcher } from '../../playground/hosts/dispatch.ts';
import { type Faults, faultDesk } from '../../playground/hosts/faults.ts';
import type { HostFiles, Machine } from '../../playground/hosts/model/machine.ts';
import { type HostSeed, machineFrom } from '../../playground/hosts/model/seed.ts';

export interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface MachineUnderTest {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly files: ReadonlyMap<string, string>;
  /** Runs a tool as root (or by pfexec), or as an ordinary user; with what it may read. */
  run(
    words: readonly string[],
    how?: { readonly as?: 'root' | 'user'; readonly input?: string },
  ): Promise<Said>;
}

const zone = (name: string, nets: readonly Readonly<Record<string, string>>[], more = {}) => ({
  properties: {
    zonepath: `/zones/${name}`,
    brand: 'ipkg',
    autoboot: 'false',
    'ip-type': 'exclusive',
    ...more,
  },
  resources: nets.map((properties) => ({ type: 'net', properties, options: [], values: [] })),
});

/** One zone in each state that lasts, a NIC, an aggregation and a stub. */
export const smallSeed: HostSeed = {
  files: {},
  links: [
    { name: 'igb0', class: 'phys', mac: '0:25:90:a1:b2:c0' },
    { name: 'igb1', class: 'phys', mac: '0:25:90:a1:b2:c1' },
    { name: 'aggr0', class: 'aggr', over: ['igb1'], mac: '0:25:90:a1:b2:c1' },
    { name: 'stub0', class: 'etherstub' },
    { name: 'run0', class: 'vnic', over: ['stub0'], mac: '2:8:20:a:b:c', mtu: 9000 },
    { name: 'gz0', class: 'vnic', over: ['igb0'], mac: '2:8:20:a:b:d' },
    { name: 'inst0', class: 'vnic', over: ['stub0'], mac: '2:8:20:a:b:e', mtu: 9000 },
  ],
  interfaces: ['lo0', 'igb0', 'gz0'],
  addresses: [
    { object: 'lo0/v4', address: '127.0.0.1/8' },
    { object: 'igb0/v4', address: '192.0.2.4/24' },
    { object: 'igb0/v6', address: 'fd00::4/64' },
  ],
  datasets: { rpool: '/rpool', 'rpool/zones': '/zones' },
  zones: [
    {
      name: 'running',
      state: 'running',
      configuration: zone('running', [
        { 'allowed-address': '10.1.0.10/24', physical: 'run0', defrouter: '10.1.0.1' },
      ]),
    },
    {
      name: 'installed',
      state: 'installed',
      configuration: zone('installed', [{ 'allowed-address': '10.1.0.11/24', physical: 'inst0' }]),
    },
    { name: 'incomplete', state: 'incomplete', configuration: zone('incomplete', []) },
    { name: 'configured', state: 'configured', configuration: zone('configured', []) },
  ],
};

function memoryFiles(texts: Map<string, string>): HostFiles {
  const directories = new Set(['/zones', '/etc', '/rpool']);
  return {
    write: (path, text) => void texts.set(path, text),
    read: (path) => texts.get(path),
    move(from, to) {
      for (const [path, text] of [...texts]) {
        if (!path.startsWith(`${from}/`)) continue;
        texts.delete(path);
        texts.set(`${to}${path.slice(from.length)}`, text);
      }
      directories.add(to);
    },
    copy(from, to) {
      for (const [path, text] of [...texts])
        if (path.startsWith(`${from}/`)) texts.set(`${to}${path.slice(from.length)}`, text);
      directories.add(to);
    },
    remove(path) {
      texts.delete(path);
      directories.delete(path);
    },
    makeDirectory: (path) => void directories.add(path),
    exists: (path) => texts.has(path) || directories.has(path),
  };
}

/** Numbers that look like chance and are the same in every run (a linear congruence, Numerical Recipes). */
export function steadyRandom(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

export function machineUnderTest(
  seed: HostSeed = smallSeed,
  sleep: (milliseconds: number) => Promise<void> = () => Promise.resolve(),
  dialect: Dialect = openindiana,
): MachineUnderTest {
  const files = new Map<string, string>();
  const machine = machineFrom({
    name: 'hv-04',
    dialect,
    seed,
    delays: { install: 1000, uninstall: 250, boot: 100, shutdown: 200, halt: 50 },
    now: () => new Date('2026-11-21T12:00:00Z'),
    random: steadyRandom(),
    sleep,
    files: memoryFiles(files),
    seen: (path) => path,
    asRoot: () => Promise.reject(new Error('no host stands below this machine')),
  });
  const faults = faultDesk();
  const answer = dispatcher({
    machine,
    faults,
    drop: () => undefined,
    reboot: () => undefined,
    down: () => new Promise(() => undefined),
  });
  return {
    machine,
    faults,
    files,
    async run(words, { as = 'root', input = '' } = {}) {
      const [tool = '', ...argv] = words;
      const said = { stdout: '', stderr: '' };
      const read = (file?: string): CallInput => {
        if (file === undefined) return { kind: 'text', text: input };
        const text = files.get(file);
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
      };
      const call: ToolCall = {
        tool,
        argv,
        directory: '/',
        privileged: as === 'root',
        print(line) {
          said.stdout += `${line}\n`;
        },
        complain(line) {
          said.stderr += `${line}\n`;
        },
        write(stream, text) {
          said[stream] += text;
        },
        read: (file) => Promise.resolve(read(file)),
        gone: () => false,
      };
      const status = await answer(call);
      return { status, ...said };
    },
  };
}
