/**
 * Suites over real components: sshd, ksh93, Chromium. Where a component is missing the suite is skipped, loudly; with
 * REQUIRE_REAL=1, as in CI, a missing one is a failure.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { describe } from 'vitest';

/** A command by its path or its name on the PATH; or undefined where there is none. */
export function commandPath(name: string): string | undefined {
  const candidates = isAbsolute(name)
    ? [name]
    : `${process.env.PATH ?? ''}${delimiter}/usr/sbin${delimiter}/sbin`
        .split(delimiter)
        .map((directory) => join(directory, name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param requirements paths or names of commands. */
export function describeReal(name: string, requirements: readonly string[], fn: () => void): void {
  const missing = requirements.filter((one) => commandPath(one) === undefined);
  if (missing.length === 0) {
    describe(name, fn);
    return;
  }
  const why = `needs ${missing.join(', ')}`;
  if (process.env.REQUIRE_REAL === '1')
    throw new Error(`"${name}" ${why}, and REQUIRE_REAL is set`);
  console.warn(`SKIPPED: "${name}" ${why}`);
  describe.skip(`${name} (${why})`, fn);
}
