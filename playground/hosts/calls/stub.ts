/**
 * The shell scripts on a simulated host's path. All tools are links to one stub: it hands its words to the model and
 * plays back the answer, line by line, so that a long install is seen as it goes. POSIX sh, no program but mkfifo
 * for an ordinary call.
 *
 * A call has a name, the stub's process id, and three files next to the `request` pipe that the model reads:
 * `<call>.words` (tool, directory, privilege, arguments, each ended by NUL), `<call>.answer` (a pipe), `<call>.input`.
 *
 * The answer's lines: `a` taken · `o…` `e…` a line for stdout, stderr · `O<file>` `E<file>` a file for it, bytes as they
 * are · `i<path>` copy that file, or stdin when there is no path, into `<call>.input` and say so · `x<status>` exit.
 */
import { quote } from '../../../hostlink/shell/quote.ts';

/** Tells the model that a command was run by pfexec from a rights profile that covers it. */
export const privilegeVariable = 'SIMULATED_PRIVILEGE';

export interface StubPrograms {
  readonly calls: string;
  readonly mkfifo: string;
  readonly cat: string;
  readonly rm: string;
}

export function stubText({ calls, ...programs }: StubPrograms): string {
  const [mkfifo, cat, rm] = [programs.mkfifo, programs.cat, programs.rm].map(quote);
  return `#!/bin/sh
calls=${quote(calls)}
call=$calls/$$
${mkfifo} "$call.answer" 2>/dev/null || { ${rm} -f "$call.answer"; ${mkfifo} "$call.answer"; } || exit 126
# Open both ways first: neither open waits, and no line is lost before the model has its own end.
exec 3<>"$call.answer" 4<"$call.answer"
printf '%s\\0' "\${0##*/}" "$PWD" "\${${privilegeVariable}-}" "$@" >"$call.words"
printf '%s\\n' "$$" >"$calls/request"
while IFS= read -r line <&4; do
  exec 3>&-
  case $line in
    o*) printf '%s\\n' "\${line#o}" ;;
    e*) printf '%s\\n' "\${line#e}" >&2 ;;
    O*) ${cat} "\${line#O}"; ${rm} -f "\${line#O}" ;;
    E*) ${cat} "\${line#E}" >&2; ${rm} -f "\${line#E}" ;;
    i) ${cat} >"$call.input"; printf '%s input\\n' "$$" >"$calls/request" ;;
    i*)
      if [ -f "\${line#i}" ] && ${cat} "\${line#i}" >"$call.input" 2>/dev/null; then
        printf '%s input\\n' "$$" >"$calls/request"
      elif [ -e "\${line#i}" ]; then
        printf '%s irregular\\n' "$$" >"$calls/request"
      else
        printf '%s missing\\n' "$$" >"$calls/request"
      fi
      ;;
    x*) exit "\${line#x}" ;;
  esac
done
echo "\${0##*/}: the simulated host went away" >&2
exit 125
`;
}

interface Profile {
  /** Tools of the model. */
  readonly covered: readonly string[];
  /** Tools of the machine, which have stubs in a directory of their own: without pfexec they are what they are. */
  readonly asRoot: readonly string[];
  readonly directory: string;
}

/**
 * pfexec(1): runs its command; those that a rights profile of the user covers get their privilege. What no profile
 * covers (sh, tee …) is run without any, and pfexec says nothing about it, as on illumos.
 */
export function pfexecText({ covered, asRoot, directory }: Profile): string {
  return `#!/bin/sh
[ $# -gt 0 ] || { echo 'pfexec: usage: pfexec [-P privset] cmd [arg ..]' >&2; exit 1; }
case $1 in
  ${asRoot.join('|')})
    tool=$1
    shift
    set -- ${quote(directory)}/"$tool" "$@"
    ;;
  ${covered.join('|')} | */${covered.join(' | */')}) ${privilegeVariable}=yes; export ${privilegeVariable} ;;
esac
exec "$@"
`;
}
