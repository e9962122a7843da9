/**
 * routeadm(8): whether the host passes packets on, for each family, now and after a boot. `-u` applies all that is pending,
 * not only what the same command has set.
 */
import type { Family } from '../ipam/address.ts';
import { commandFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import { parseParsable } from './parsable.ts';

export interface RoutingSetting {
  /** `ipv4-forwarding`, `ipv6-routing` … */
  readonly name: string;
  /** After a boot, or once it is applied. */
  readonly persistent: boolean;
  readonly current: boolean;
}

/** Without routeadm's variables, which name daemons. */
export const routingSettings: Fact<readonly RoutingSetting[]> = commandFact({
  name: 'routeadm -p',
  command: command('routeadm', '-p'),
  parse: parseRoutingSettings,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseRoutingSettings(stdout: string, source: string): readonly RoutingSetting[] {
  return linesOf(stdout, source).flatMap((where) => {
    if (/^[a-z0-9-]+ persistent="/.test(where.text)) return [];
    const [, name, persistent, current] =
      /^([a-z0-9-]+) persistent=(\S+) default=\S+ current=(\S+)$/.exec(where.text.trim()) ?? [];
    const words = new Set(['enabled', 'disabled']);
    if (name === undefined || !words.has(persistent ?? '') || !words.has(current ?? ''))
      throw notUnderstood(where, 'is no setting with its persistent and current state');
    return [{ name, persistent: persistent === 'enabled', current: current === 'enabled' }];
  });
}

export const forwardingName = (family: Family): string => `ipv${family}-forwarding`;

const stateWord = (isOn: boolean): string => (isOn ? 'enabled' : 'disabled');

/** Prints one setting without its name, as settingLine says. */
export const showSetting = (name: string): Command => command('routeadm', '-p', name);

export const settingLine = ({
  persistent,
  current,
}: Pick<RoutingSetting, 'persistent' | 'current'>): string =>
  `persistent=${stateWord(persistent)} default=disabled current=${stateWord(current)}`;

/** Now and after a boot, with all else that is pending. */
export const setNow = (name: string, isOn: boolean): Command =>
  privileged('routeadm', isOn ? '-e' : '-d', name, '-u');

/** After a boot, and not now. */
export const setPending = (name: string, isOn: boolean): Command =>
  privileged('routeadm', isOn ? '-e' : '-d', name);

/** `forwarding` of an IP interface; ipadm(8). */
export interface InterfaceForwarding {
  readonly link: string;
  readonly current: 'on' | 'off';
  /** Absent where none is kept: after a boot it is then as the whole host's. */
  readonly persistent?: 'on' | 'off';
}

/** -c is parsable and -p the property, other than everywhere else. */
export const interfaceForwarding = (family: Family): Fact<readonly InterfaceForwarding[]> =>
  commandFact({
    name: `ipadm show-ifprop -m ipv${family}`,
    command: command(
      ...(['ipadm', 'show-ifprop', '-c', '-o', 'IFNAME,CURRENT,PERSISTENT'] as const),
      ...['-p', 'forwarding', '-m', `ipv${family}`],
    ),
    parse: parseInterfaceForwarding,
  });

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseInterfaceForwarding(
  stdout: string,
  source: string,
): readonly InterfaceForwarding[] {
  return parseParsable(stdout, ['link', 'current', 'persistent'], source).map(
    ({ fields, where }) => {
      const { link, current, persistent } = fields;
      const isWord = (text: string): text is 'on' | 'off' => text === 'on' || text === 'off';
      if (link === '' || !isWord(current) || !(persistent === '' || isWord(persistent)))
        throw notUnderstood(where, 'tells no forwarding of an interface');
      return { link, current, ...(persistent === '' ? {} : { persistent }) };
    },
  );
}

/** Prints `on:off`, current and persistent. */
export const showInterface = (link: string, family: Family): Command =>
  command(
    ...(['ipadm', 'show-ifprop', '-c', '-o', 'CURRENT,PERSISTENT'] as const),
    ...['-p', 'forwarding', '-m', `ipv${family}`, link],
  );

/** Now and after a boot; `isTemporary` only now. */
export const setInterface = (
  link: string,
  family: Family,
  to: 'on' | 'off',
  isTemporary = false,
): Command =>
  privileged(
    ...(['ipadm', 'set-ifprop', ...(isTemporary ? ['-t'] : [])] as const),
    ...['-p', `forwarding=${to}`, '-m', `ipv${family}`, link],
  );

/** Nothing is kept of it any more. */
export const resetInterface = (link: string, family: Family): Command =>
  privileged('ipadm', 'reset-ifprop', '-p', 'forwarding', '-m', `ipv${family}`, link);
