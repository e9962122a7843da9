/**
 * Asking inside zones, for what only they know: the script's text, and what it printed taken apart. Each answer stands
 * between lines of its own that no zone can forge, since none sees the mark:
 *
 *     <mark>. <zone> <command | file>⏎ … what was said … ⏎<mark>= <status>⏎
 *
 * A zone is its own root's: nothing of it is believed to be more than text, no more than 64 KiB of it is taken, and a
 * file is read as root only where it is one, behind no symbolic link that could lead out of the zone. A zone that does not
 * answer is left after a few seconds, and where several do not, no more are asked: the others are not to wait for them.
 */
import { command, type Elevation, elevated, privileged } from '../shell/command.ts';
import { quote, quoteAll } from '../shell/quote.ts';
import type { Inside, Reading } from './fact.ts';

type InsideReading = Extract<Reading, { kind: 'inside' }>;

/** Zones that may keep the script waiting. */
const mostLate = 2;
/** Statuses: it did not answer (as timeout(1) has it); it was not asked, since others did not; it said too much. */
const statusLate = 124;
const statusUnasked = 125;
const statusUnended = 126;

/** Of a status that was given instead of the zone's: why it tells nothing. */
export const whyUntold: Readonly<Record<number, string>> = {
  [statusLate]: 'it did not answer in time',
  [statusUnasked]: 'it was not asked, since other zones did not answer',
  [statusUnended]: 'it said more than an answer can be',
};

/**
 * zoneadm(8) escapes a `:` of the zonepath by a backslash, which read takes away. Virtual machines have no tools that
 * could be asked. libzonecfg writes each net on a line.
 */
export function insideText(
  { configurations, entries, words, file, patience, zone }: InsideReading,
  mark: string,
  elevation: Elevation,
): string {
  const by = (...argv: readonly string[]) => quoteAll(argv);
  const test = by(...elevated(privileged('test'), elevation));
  const cat = by(...elevated(privileged('cat'), elevation));
  const zlogin = by(...elevated(privileged('zlogin'), elevation));
  const list = zone === undefined ? ['list', '-ip'] : ['-z', zone, 'list', '-p'];
  const folder = file.slice(0, file.lastIndexOf('/'));
  return [
    // What zlogin started in the zone is not ours to kill, and holds none of our pipes.
    `ask() { ${zlogin} "$1" ${by(...words)} 2>&1 </dev/null & asked=$!`,
    `( trap 'kill "$slept"; exit' TERM; sleep ${patience} & slept=$!; wait "$slept" && kill -9 "$asked" ) >/dev/null 2>&1 </dev/null & watch=$!`,
    `wait "$asked"; status=$?; kill "$watch" 2>/dev/null; [ "$status" -lt 128 ] || status=${statusLate}; end "$status"; }`,
    `end() { printf '\n%s= %s\n' ${mark} "$1"; }`,
    // Lines of nets without an address, each behind the path of its file; one pass, however many zones there are.
    `bare=$(grep '<network' /dev/null ${quote(configurations)}/${zone === undefined ? '*' : quote(zone)}.xml 2>/dev/null | grep -v 'address="[0-9A-Fa-f]')`,
    'late=0',
    // A pipe's last part reads the pipe, whatever stands behind the whole.
    `(${by(...command('zoneadm', ...list).argv)} 2>/dev/null | while IFS=: read id zone state zonepath uuid brand more; do`,
    'case $zone:$state:$brand in global:*|*:bhyve|*:kvm|*:emu) continue ;; *:running:*|*:installed:*) ;; *) continue ;; esac',
    `[ ! -f ${quote(entries)}/"$zone.kdl" ] || continue`,
    'case $bare in *"/$zone.xml:"*) ;; *) continue ;; esac',
    'case $state in',
    'running) from=command',
    `if [ "$late" -ge ${mostLate} ]; then said=$(end ${statusUnasked}); else said=$(ask "$zone" 2>/dev/null | dd bs=1024 count=64 2>/dev/null); fi`,
    `case $said in *"${mark}= ${statusLate}") late=$((late + 1)) ;; esac ;;`,
    `installed) from=file etc=$zonepath/root${quote(folder)} file=$zonepath/root${quote(file)}`,
    `if ${test} -h "$etc" || ${test} -h "$file" || ! ${test} -f "$file"; then continue; fi`,
    `said=$({ ${cat} "$file" 2>&1 </dev/null; end 0; } | dd bs=1024 count=64 2>/dev/null) ;;`,
    'esac',
    `printf '%s. %s %s\n%s\n' ${mark} "$zone" "$from" "$said"`,
    'done)',
  ].join('\n');
}

/** What was printed before the first line with the mark is nobody's. */
export function insideOf(stdout: string, mark: string): ReadonlyMap<string, Inside> {
  const zones = new Map<string, Inside>();
  for (const part of `\n${stdout}`.split(`\n${mark}. `).slice(1)) {
    const line = part.indexOf('\n');
    const [, zone, asked] = /^(\S+) (command|file)$/.exec(part.slice(0, line)) ?? [];
    if (zone === undefined) continue;
    const answer = part.slice(line);
    const end = answer.lastIndexOf(`\n${mark}= `);
    const [, status] = /^([0-9]{1,3})\s*$/.exec(answer.slice(end + mark.length + 3)) ?? [];
    zones.set(zone, {
      asked: asked === 'file' ? 'file' : 'command',
      status: end === -1 || status === undefined ? statusUnended : Number(status),
      said: answer.slice(1, end === -1 ? undefined : Math.max(end, 1)).replace(/\n$/, ''),
    });
  }
  return zones;
}
