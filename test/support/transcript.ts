/**
 * Transcripts of a simulated host's tools, as data: what was typed, and what came of it.
 *
 *   -- a remark
 *   @ /tmp/commands                     a file of the host, of the `<` lines that follow
 *   # zonecfg -z web01 'create -b'      typed as root
 *   $ dladm show-link -p                typed by an ordinary user
 *   = /zones/web/root/etc/resolv.conf   a file of the host, to be read
 *   < set zonepath=/zones/web01         a line of its standard input
 *   | a line of standard output
 *   ! a line of standard error          `!~` and `|~`: a line without its newline
 *   ? 1                                 the exit status, when it is not 0
 */

export interface Exchange {
  readonly as: 'root' | 'user' | 'file' | 'reading';
  readonly words: readonly string[];
  readonly input: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Words of a command line; only single quotes quote. */
function split(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

export function parseTranscript(text: string): readonly Exchange[] {
  const exchanges: { -readonly [K in keyof Exchange]: Exchange[K] }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('--')) continue;
    const [sign = ''] = line.split(' ', 1);
    const rest = line.slice(sign.length + 1);
    const current = exchanges.at(-1);
    if (sign === '#' || sign === '$' || sign === '@' || sign === '=') {
      exchanges.push({
        as: ({ '#': 'root', $: 'user', '@': 'file', '=': 'reading' } as const)[sign],
        words: split(rest),
        input: '',
        stdout: '',
        stderr: '',
        status: 0,
      });
    } else if (current === undefined) throw new Error(`line ${at + 1}: nothing was typed yet`);
    else if (sign === '<') current.input += `${rest}\n`;
    else if (sign === '<~') current.input += rest;
    else if (sign === '|') current.stdout += `${rest}\n`;
    else if (sign === '|~') current.stdout += rest;
    else if (sign === '!') current.stderr += `${rest}\n`;
    else if (sign === '!~') current.stderr += rest;
    else if (sign === '?') current.status = Number(rest);
    else throw new Error(`line ${at + 1}: "${line}" is no line of a transcript`);
  }
  return exchanges;
}

/** Ids that chance gives out are no part of a transcript. */
export const withoutUuids = (text: string): string =>
  text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>');
