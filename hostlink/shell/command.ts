/**
 * A command that a host is to run: arguments, never text. `privileged` commands are elevated (pfexec) as the host's
 * configuration says; files under the registry and the state directory belong to the bot's user and need nothing.
 */
export interface Command {
  readonly argv: readonly [tool: string, ...rest: string[]];
  readonly privileged: boolean;
}

/**
 * The tools that are run elevated, and where they lie on a host. A rights profile names commands by path, and dladm has
 * two; install/host/exec_attr has each of these lines, so that the bot's user gets no more than what is used.
 */
export const privilegedTools = {
  zonecfg: ['/usr/sbin/zonecfg'],
  zoneadm: ['/usr/sbin/zoneadm'],
  dladm: ['/usr/sbin/dladm', '/sbin/dladm'],
  /** A read, of services inside zones: their repositories lie below zonepaths. */
  svcs: ['/usr/bin/svcs'],
  /** A read: which addresses a zone that runs has given itself. */
  zlogin: ['/usr/sbin/zlogin'],
  /** What starts, stops and sets up services of the host. */
  svcadm: ['/usr/sbin/svcadm'],
  svccfg: ['/usr/sbin/svccfg'],
  ipnat: ['/usr/sbin/ipnat'],
  routeadm: ['/usr/sbin/routeadm', '/sbin/routeadm'],
  ipadm: ['/usr/sbin/ipadm', '/sbin/ipadm'],
  /** What puts files of root's in place (runner/sh/root-files.sh), and reads them. */
  cat: ['/usr/bin/cat'],
  chmod: ['/usr/bin/chmod'],
  chown: ['/usr/bin/chown'],
  cmp: ['/usr/bin/cmp'],
  cp: ['/usr/bin/cp'],
  ln: ['/usr/bin/ln'],
  mv: ['/usr/bin/mv'],
  rm: ['/usr/bin/rm'],
  test: ['/usr/bin/test'],
  zfs: ['/usr/sbin/zfs', '/sbin/zfs'],
  /** What gives zones their publishers. */
  pkg: ['/usr/bin/pkg'],
} as const;
export type PrivilegedTool = keyof typeof privilegedTools;

/** A command any user may run. */
export const command = (...argv: [string, ...string[]]): Command => ({ argv, privileged: false });

/** A command that changes what belongs to root. */
export const privileged = (...argv: [PrivilegedTool, ...string[]]): Command => ({
  argv,
  privileged: true,
});

/** How a host elevates: `pfexec` by the user's rights profiles, or not at all (the user is root). */
export type Elevation = 'pfexec' | 'none';

/** The arguments as they will be run on a host that elevates that way. */
export function elevated({ argv, privileged }: Command, elevation: Elevation): readonly string[] {
  return privileged && elevation === 'pfexec' ? ['pfexec', ...argv] : argv;
}
