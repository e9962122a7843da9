/** Every tool of a simulated host: where it lies, whether a rights profile covers it, and what it does. */
import type { ToolCall } from '../calls/call.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { Machine } from '../model/machine.ts';
import { asRoot } from './as-root.ts';
import { dhcpd } from './dhcpd.ts';
import { dladm } from './dladm/dladm.ts';
import { hostname, uname, zonename } from './identity.ts';
import { ipadm } from './ipadm.ts';
import { ipnat } from './ipnat.ts';
import { kstat } from './kstat.ts';
import { pkg } from './pkg.ts';
import { prstat } from './prstat.ts';
import { routeadm } from './routeadm.ts';
import { svcadm, svcs } from './smf.ts';
import { zfs, zpool } from './storage.ts';
import { svccfg } from './svccfg.ts';
import { svcprop } from './svcprop.ts';
import { zlogin } from './zlogin.ts';
import type { InstallFailure } from './zoneadm/install-job.ts';
import { zoneadm } from './zoneadm/zoneadm.ts';
import { zonecfg } from './zonecfg/zonecfg.ts';

export interface HostTool {
  readonly name: string;
  readonly directory: '/usr/sbin' | '/usr/bin' | '/usr/lib/inet';
  /** Whether pfexec gives it privilege: the profiles that docs/ asks for, prof_attr(5) and exec_attr(5). */
  readonly covered: boolean;
  readonly run: (
    call: ToolCall,
    machine: Machine,
    failure?: InstallFailure,
  ) => number | Promise<number>;
}

const administrative = (name: string, run: HostTool['run']): HostTool => ({
  name,
  directory: '/usr/sbin',
  covered: true,
  run,
});
const ordinary = (name: string, run: HostTool['run']): HostTool => ({
  name,
  directory: '/usr/bin',
  covered: false,
  run,
});

export const hostTools: readonly HostTool[] = [
  administrative('zonecfg', zonecfg),
  administrative('zoneadm', zoneadm),
  administrative('zlogin', zlogin),
  administrative('dladm', dladm),
  administrative('ipadm', ipadm),
  administrative('ipnat', ipnat),
  administrative('routeadm', routeadm),
  administrative('zfs', zfs),
  administrative('zpool', zpool),
  administrative('svcadm', svcadm),
  administrative('svccfg', svccfg),
  ordinary('svcprop', svcprop),
  { ...ordinary('svcs', svcs), covered: true },
  { ...ordinary('pkg', pkg), covered: true },
  ordinary('uname', uname),
  ordinary('hostname', hostname),
  ordinary('zonename', zonename),
  ordinary('kstat', kstat),
  ordinary('prstat', prstat),
];

/** Where it lies depends on the distribution. */
export const dhcpdTool = (program: Dialect['dhcp']['program']): HostTool => ({
  name: 'dhcpd',
  directory: program === '/usr/sbin/dhcpd' ? '/usr/sbin' : '/usr/lib/inet',
  covered: false,
  run: dhcpd,
});

/** The machine's own tools that root may use for others, by the profile: only pfexec leads to these. */
export const rootTools: readonly Pick<HostTool, 'name' | 'run'>[] = [
  'cat',
  'chmod',
  'chown',
  'cmp',
  'cp',
  'ln',
  'mv',
  'rm',
  'test',
].map((name) => ({ name, run: asRoot }));

/** The word by which faults name what a tool is asked to do: `install`, `create-vnic`, zonecfg's first command; none of cp. */
export function verbOf({ tool, argv }: Pick<ToolCall, 'tool' | 'argv'>): string {
  if (rootTools.some(({ name }) => name === tool)) return '';
  if (tool === 'dhcpd') return '';
  if (tool === 'ipnat') return ipnatVerbOf(argv);
  // -e and -d say what to set, -p shows.
  if (tool === 'routeadm') return argv[0] === '-p' ? 'show' : 'set';
  const skipped = new Set(['-z', '-f', '-u', '-R', '-s']);
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (skipped.has(word) && ['zonecfg', 'zoneadm', 'svccfg', 'pkg'].includes(tool)) at += 1;
    else if (!word.startsWith('-'))
      return tool === 'zonecfg' ? (/[a-z]+/.exec(word)?.[0] ?? '') : word;
  }
  return '';
}

/** ipnat has letters where others have verbs. */
const ipnatVerbOf = (argv: readonly string[]): string => {
  const letters = { '-n': 'check', '-l': 'list', '-r': 'remove', '-f': 'add' };
  return Object.entries(letters).find(([letter]) => argv.includes(letter))?.[1] ?? '';
};
