/**
 * Compiles readings to one POSIX shell script. Each is framed on stdout and on stderr by a mark that the host cannot
 * guess, so that no output can pass for the frame of another:
 *
 *     <mark> 0 begin⏎ … what it prints … ⏎<mark> 0 end <status>⏎
 *
 * The newline before an end is the frame's own, so outputs come through byte for byte. sections.ts takes it apart.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { type Elevation, elevated } from '../shell/command.ts';
import { quote, quoteAll } from '../shell/quote.ts';
import type { Reading } from './fact.ts';
import { insideText } from './inside.ts';

/** Status of a `files` reading whose directory cannot be entered; tar(1) ends with 0, 1 or 2. */
export const noDirectory = 90;

/** @param mark hexadecimal, and new for each script. */
export function readingScript(
  readings: readonly Reading[],
  mark: string,
  { path, elevation }: Pick<HostSpec, 'path' | 'elevation'>,
): string {
  return [
    `LC_ALL=C PATH=${quote(path)}`,
    'export LC_ALL PATH',
    `b() { printf '%s %s begin\\n' ${mark} "$1"; printf '%s %s begin\\n' ${mark} "$1" >&2; }`,
    `e() { printf '\\n%s %s end %s\\n' ${mark} "$1" "$2"; printf '\\n%s %s end %s\\n' ${mark} "$1" "$2" >&2; }`,
    ...readings.map((reading, at) => {
      const text = readingText(reading, mark, elevation);
      return `b ${at}; ${text} </dev/null; e ${at} "$?"`;
    }),
    '',
  ].join('\n');
}

function readingText(reading: Reading, mark: string, elevation: Elevation): string {
  switch (reading.kind) {
    case 'command':
      return commandText(reading, elevation);
    case 'files':
      return filesText(reading);
    case 'inside':
      return insideText(reading, mark, elevation);
    default:
      return reading satisfies never;
  }
}

function commandText(
  { command, argument }: Extract<Reading, { kind: 'command' }>,
  elevation: Elevation,
): string {
  const words = quoteAll(elevated(command, elevation));
  if (argument === undefined) return words;
  const { of, behind } = argument;
  return `{ found=$(${quoteAll(elevated(of, elevation))}) && ${words} "\${found#${quote(behind)}}"; }`;
}

/**
 * One tar(1) pass. `h` reads what a symbolic link points to (/etc/os-release is one); `./` keeps a name that begins
 * with `-` from being an option. Only the first match of a pattern is looked at: a file that vanishes later is tar's to
 * complain about, and it goes on with the others.
 */
function filesText({ directory, members }: Extract<Reading, { kind: 'files' }>): string {
  const collected = members.map((member) => {
    const pattern = `./${patternText(member)}`;
    return `for f in ${pattern}; do if [ -e "$f" ]; then set -- "$@" ${pattern}; fi; break; done`;
  });
  return [
    `(cd ${quote(directory)} || exit ${noDirectory}`,
    'set --',
    ...collected,
    'if [ "$#" -gt 0 ]; then tar chf - "$@"; fi)',
  ].join('\n');
}

/** Quotes all but the `*`. @throws Diagnostic `zmgr::host::bad-reading`: a fault of ours, not of the host. */
function patternText(member: string): string {
  if (!/^(?!\/)(?!.*\.\.)[A-Za-z0-9._*/-]+$/.test(member)) {
    throw new Diagnostic({
      code: 'zmgr::host::bad-reading',
      message: `"${member}" is no member of a directory that can be asked for`,
    });
  }
  return member
    .split('*')
    .map((part) => (part === '' ? '' : quote(part)))
    .join('*');
}
