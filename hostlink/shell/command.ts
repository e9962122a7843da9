/**
 * A command that a host is to run: arguments, never text. `privileged` commands are elevated (pfexec) as the host's
 * configuration says; files under the registry and the state directory belong to the bot's user and need nothing.
 */
export interface Command {
  readonly argv: readonly [tool: string, ...rest: string[]];
  readonly privileged: boolean;
}

/** A command any user may run. */
export const command = (...argv: [string, ...string[]]): Command => ({ argv, privileged: false });

/** A command that changes what belongs to root. */
export const privileged = (...argv: [string, ...string[]]): Command => ({ argv, privileged: true });

/** How a host elevates: `pfexec` by the user's rights profiles, or not at all (the user is root). */
export type Elevation = 'pfexec' | 'none';

/** The arguments as they will be run on a host that elevates that way. */
export function elevated({ argv, privileged }: Command, elevation: Elevation): readonly string[] {
  return privileged && elevation === 'pfexec' ? ['pfexec', ...argv] : argv;
}
