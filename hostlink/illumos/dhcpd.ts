/**
 * The ISC DHCP server as illumos runs it: dhcpd(8) under SMF, which keeps the paths of its files and the interfaces that
 * it listens on in the property group `config`. Each distribution has its own service, files and place of the program
 * (OpenIndiana `network/dhcp/server:ipv4`, OmniOS `network/service/dhcp:ipv4`), so all of it is looked for.
 */
import { type DhcpConfiguration, parseConfiguration } from '../dhcp/configuration.ts';
import { type Lease, parseLeases } from '../dhcp/leases.ts';
import { Diagnostic } from '../diagnostic.ts';
import { type AbsolutePath, parseAbsolutePath } from '../names/absolute-path.ts';
import { commandFact, noSuchTool } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import { type Properties, parseProperties } from './svcprop.ts';
import { parseServices, type Service } from './svcs.ts';

/** Instances of dhcpd, and not those of its relay (`dhcp/relay:ipv4`, `dhcrelay:ipv4`), which end in a y. */
const instances = '*/dhc*[rp]:ipv4';

/** How svcs and svcprop begin to say that a pattern fits nothing; they end in `instances` and `entities`. */
const noneFits = "doesn't match any";

/** Every server there is; none where it is not installed. */
export const dhcpInstances: Fact<readonly Service[]> = commandFact<readonly Service[]>({
  name: `svcs ${instances}`,
  command: command('svcs', '-H', '-o', 'state,fmri', instances),
  parse: parseServices,
  refusals: [[noneFits, []]],
});

/** What stateAndContract() prints of the server: each run has a process contract of its own. */
export const dhcpRun: Fact<string> = commandFact({
  name: `svcs -o state,ctid ${instances}`,
  command: stateAndContract(instances),
  parse: (stdout) => stdout.replace(/\n$/, ''),
  refusals: [[noneFits, '']],
});

/** Of the server; undefined where there is none. */
export const dhcpProperties: Fact<Properties | undefined> = commandFact<Properties | undefined>({
  name: `svcprop -p config ${instances}`,
  command: command('svcprop', '-t', '-p', 'config', instances),
  parse: parseProperties,
  refusals: [[noneFits, undefined]],
});

/** What a fact about a file of the server finds. */
export type DhcpFile<T> =
  | { readonly kind: 'no-service' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly value: T };

const serverFile = <T>(
  property: 'config_file' | 'lease_file',
  parse: (text: string, source: string) => T,
): Fact<DhcpFile<T>> => {
  const path = command('svcprop', '-p', `config/${property}`, instances);
  return commandFact<DhcpFile<T>>({
    name: property === 'config_file' ? 'dhcpd.conf' : 'dhcpd.leases',
    command: privileged('cat'),
    argument: { of: path, behind: '' },
    parse: (text, source) => ({ kind: 'read', value: parse(text, source) }),
    refusals: [
      [noneFits, { kind: 'no-service' }],
      ['No such file or directory', { kind: 'missing' }],
    ],
  });
};

/** What it is configured to give out. Wherever this is read it may refuse: what is not understood may be given out. */
export const dhcpConfiguration: Fact<DhcpFile<DhcpConfiguration>> = serverFile(
  'config_file',
  (text, source) => parseConfiguration(source, text),
);

export const dhcpLeases: Fact<DhcpFile<readonly Lease[]>> = serverFile(
  'lease_file',
  (text, source) => parseLeases(source, text),
);

/** Where packages put the program: OmniOS, then OpenIndiana. */
const programs = ['/usr/sbin/dhcpd', '/usr/lib/inet/dhcpd'] as const;

/** The first that is there; ls fails for those that are not, and lists the others. */
export const dhcpProgram: Fact<AbsolutePath | undefined> = {
  name: 'ls dhcpd',
  reading: () => ({ kind: 'command', command: command('ls', ...programs) }),
  understand: (answer) => {
    if (answer.kind !== 'command') throw new TypeError('ls was handed files');
    const [found] = programs.filter((path) => answer.stdout.split('\n').includes(path));
    return found === undefined ? undefined : parseAbsolutePath(found);
  },
};

/** What dhcpd says of its file as it is. */
export interface DhcpVerdict {
  readonly accepts: boolean;
  /** Its complaints, without what it says of itself. */
  readonly says: readonly string[];
}

/** Of the program at that place; undefined where it is not there. */
export const dhcpVerdict = (program: (typeof programs)[number]): Fact<DhcpVerdict | undefined> => ({
  name: `${program} -t`,
  reading: () => ({
    kind: 'command',
    command: judge(program),
    argument: { of: command('svcprop', '-p', 'config/config_file', instances), behind: '' },
  }),
  understand: (answer) => {
    if (answer.kind !== 'command') throw new TypeError('dhcpd was handed files');
    if (answer.status === noSuchTool || answer.stderr.includes(noneFits)) return undefined;
    const says = answer.stderr
      .split('\n')
      .filter((line) => line.trim() !== '' && !isBanner.test(line))
      .slice(0, 8);
    return { accepts: answer.status === 0, says };
  },
});

const isBanner =
  /^(Internet Systems Consortium|Copyright|All rights reserved|For info,|Config file:|Database file:|PID file:|If you think|than a configuration|bugs on either|before submitting|process and|exiting\.)/;

/** What is known of a host's server as a service. */
export interface DhcpServer extends Service {
  readonly configFile: AbsolutePath;
  readonly leaseFile?: AbsolutePath;
  /** Interfaces that it listens on; on all that have a subnet where there are none. */
  readonly listen: readonly string[];
}

/**
 * Undefined where it is not installed.
 * @throws Diagnostic `zmgr::dhcp::several` where several are, `zmgr::dhcp::no-file` where its properties name no file
 */
export function dhcpServer(
  found: readonly Service[],
  properties: Properties | undefined,
): DhcpServer | undefined {
  const [instance, other] = found;
  if (instance === undefined || properties === undefined) return undefined;
  if (other !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::several',
      message: `There are several DHCP servers: ${found.map(({ fmri }) => fmri).join(', ')}`,
      help: 'Remove the package of the one that is not used.',
    });
  }
  const value = (name: string) => properties.get(`config/${name}`)?.[0];
  const [config, lease] = [value('config_file'), value('lease_file')];
  if (config === undefined || config === '') {
    throw new Diagnostic({
      code: 'zmgr::dhcp::no-file',
      message: `${instance.fmri} names no configuration file`,
      help: `Look at \`svcprop -p config ${instance.fmri}\` on the host.`,
    });
  }
  return {
    ...instance,
    configFile: parseAbsolutePath(config),
    ...(lease === undefined || lease === '' ? {} : { leaseFile: parseAbsolutePath(lease) }),
    listen: (properties.get('config/listen_ifnames') ?? []).filter((name) => name !== ''),
  };
}

/** One line, `online         1234`, its columns padded. */
export function stateAndContract(fmri: string): Command {
  return command('svcs', '-H', '-o', 'state,ctid', fmri);
}

/** Asks dhcpd whether it takes a file, whose path comes behind. */
export function judge(program: string): Command {
  return command(program, '-t', '-4', '-cf');
}

/** `net0 net1`, or `""` where there are none. */
export const listensOn = (fmri: string): Command =>
  command('svcprop', '-p', 'config/listen_ifnames', fmri);

export const listenText = (interfaces: readonly string[]): string =>
  interfaces.length === 0 ? '""' : interfaces.join(' ');

/** svccfg(8) joins its words to one line and reads that. */
export const setListen = (fmri: string, interfaces: readonly string[]): Command => {
  const values = interfaces.length === 0 ? ['""'] : interfaces.map((name) => `"${name}"`);
  return privileged(
    ...(['svccfg', '-s', fmri, 'setprop', 'config/listen_ifnames', '=', 'astring:'] as const),
    `(${values.join(' ')})`,
  );
};

/** Puts what svccfg has set into the running snapshot. dhcpd itself does nothing on it: its method is `:true`. */
export const refresh = (fmri: string): Command => privileged('svcadm', 'refresh', fmri);

/** Both wait until it is so (-s), and hold until the host boots (-t), when what is set for good counts again. */
export const stopForNow = (fmri: string): Command =>
  privileged('svcadm', 'disable', '-s', '-t', fmri);
export const startForNow = (fmri: string): Command =>
  privileged('svcadm', 'enable', '-s', '-t', fmri);

export const startForGood = (fmri: string): Command => privileged('svcadm', 'enable', '-s', fmri);
export const stopForGood = (fmri: string): Command => privileged('svcadm', 'disable', '-s', fmri);
