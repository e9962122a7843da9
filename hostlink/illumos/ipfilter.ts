/**
 * The service that has the kernel translate addresses, svc:/network/ipfilter: ipnat(8) loads its rules from a file whose
 * path SMF keeps. A refresh flushes all NAT and its sessions; so rules are loaded and taken away one by one.
 */
import { Diagnostic } from '../diagnostic.ts';
import { type AbsolutePath, parseAbsolutePath } from '../names/absolute-path.ts';
import { type NatFile, parseNatFile } from '../nat/file.ts';
import { type Attempt, attempted } from '../observe/attempt.ts';
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import { type Properties, parseProperties } from './svcprop.ts';
import { parseServices, type Service } from './svcs.ts';

export const ipfilterService = 'svc:/network/ipfilter:default';

/** How svcs and svcprop begin to say that there is no such service; they end in `instances` and `entities`. */
const noneFits = "doesn't match any";

/** Undefined where ipfilter is not installed. */
export const ipfilterState: Fact<Service | undefined> = commandFact<Service | undefined>({
  name: 'svcs ipfilter',
  command: command('svcs', '-H', '-o', 'state,fmri', ipfilterService),
  parse: (stdout, source) => parseServices(stdout, source)[0],
  refusals: [[noneFits, undefined]],
});

const properties = (group: string): Fact<Properties> =>
  commandFact<Properties>({
    name: `svcprop -p ${group} ipfilter`,
    command: command('svcprop', '-t', '-p', group, ipfilterService),
    parse: parseProperties,
    refusals: [
      [noneFits, new Map()],
      ["Couldn't find property group", new Map()],
    ],
  });

export const ipfilterFiles = properties('config');
/** What it filters besides: `none`, or `deny`, `allow`, `custom`. */
export const ipfilterPolicy = properties('firewall_config_default');

/** @throws Diagnostic `zmgr::nat::no-path` */
export function natPathIn(found: Properties): AbsolutePath {
  const path = found.get('config/ipnat_config_file')?.[0] ?? '';
  if (path !== '') return parseAbsolutePath(path);
  throw new Diagnostic({
    code: 'zmgr::nat::no-path',
    message: `${ipfilterService} names no file for NAT rules`,
    help: `Set its property \`config/ipnat_config_file\` with svccfg on the host, to /etc/ipf/ipnat.conf for example, and refresh it.`,
  });
}

/** None where it filters nothing. */
export const policyIn = (found: Properties): string =>
  found.get('firewall_config_default/policy')?.[0] ?? 'none';

const behindPath = (): { readonly of: Command; readonly behind: string } => ({
  of: command('svcprop', '-p', 'config/ipnat_config_file', ipfilterService),
  behind: '',
});

/** Null where there is no such file yet. */
export const natFile: Fact<NatFile | null> = commandFact<NatFile | null>({
  name: 'ipnat.conf',
  command: privileged('cat'),
  argument: behindPath(),
  parse: parseNatFile,
  refusals: [
    ['No such file or directory', null],
    [noneFits, null],
    ["Couldn't find property", null],
  ],
});

/** What ipnat makes of the whole file, without a word to the kernel: each rule as it would list it, or where it stops. */
export interface NatVerdict {
  readonly printed: readonly string[];
  /** Its complaint, of a file that it does not take. */
  readonly complaint?: string;
}

export const natVerdict: Fact<NatVerdict> = {
  name: 'ipnat -n -v -f',
  reading: () => ({
    kind: 'command',
    command: privileged('ipnat', '-n', '-v', '-f'),
    argument: behindPath(),
  }),
  understand: (answer) => {
    if (answer.kind !== 'command') throw new TypeError('ipnat was handed files');
    const printed = answer.stdout.split('\n').filter((line) => line !== '');
    const complaint = answer.stderr.trim();
    return answer.status === 0 ? { printed } : { printed, complaint: complaint.slice(0, 500) };
  },
};

/** What the kernel has. */
export interface ActiveNat {
  /** In the kernel's order, as ipnat prints them. */
  readonly rules: readonly string[];
  readonly sessions: number;
}

/** Unread while ipfilter is not loaded. */
export const activeNat: Fact<Attempt<ActiveNat>> = attempted(
  commandFact({ name: 'ipnat -l', command: privileged('ipnat', '-l'), parse: parseActiveNat }),
);

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseActiveNat(stdout: string, source: string): ActiveNat {
  const [, rules, sessions] =
    /^List of active MAP\/Redirect filters:\n((?:.+\n)*)\nList of active sessions:\n((?:.*\n)*.*)$/.exec(
      stdout,
    ) ?? [];
  if (rules === undefined || sessions === undefined) {
    throw new Diagnostic({
      code: 'zmgr::host::not-understood',
      message: `What ${source} printed is no list of rules and sessions`,
      help: 'Nothing was guessed. If it looks right to you, please report it with the release of the host.',
      location: { source, line: 1, text: stdout.slice(0, 200) },
    });
  }
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  // A session of a proxy has further lines, which are indented.
  const own = lines(sessions).filter((line) => !line.startsWith('\t'));
  return { rules: lines(rules), sessions: own.length };
}

export const listActive: Command = privileged('ipnat', '-l');

/** Asked with the path of a file as one more word: whether ipnat takes it. */
export const judge: Command = command('ipnat', '-n', '-f');

/** Both read rules from their standard input. */
export const loadRules: Command = privileged('ipnat', '-f', '-');
export const unloadRules: Command = privileged('ipnat', '-r', '-f', '-');

/** `online         svc:/…`: the state, padded; one on its way to another has a `*` behind it. */
export const stateOf = (fmri: string): Command => command('svcs', '-H', '-o', 'state,fmri', fmri);

/** Both wait until it is so. */
export const enable = (fmri: string): Command => privileged('svcadm', 'enable', '-s', fmri);
export const disable = (fmri: string): Command => privileged('svcadm', 'disable', '-s', fmri);
