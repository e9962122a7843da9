/** os-release(5): which distribution of illumos a host runs. The two that we know differ in brands, services and tools. */
import { filesFact } from '../observe/define-fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';

export const distributions = ['openindiana', 'omnios'] as const;
export type Distribution = (typeof distributions)[number] | 'other';

export interface OsRelease {
  readonly distribution: Distribution;
  /** `OpenIndiana Hipster 2024.10`; absent where the host does not say. */
  readonly name?: string;
  /** As the distribution counts: `2024.10`, `151054`. */
  readonly version?: string;
}

export const osRelease = filesFact({
  name: 'os-release',
  directory: (host) => host.etc,
  members: ['os-release'],
  parse: ({ files }, host) =>
    parseOsRelease(files.get('os-release') ?? '', `${host.name}:${host.etc}/os-release`),
});

/**
 * Assignments as a shell would read them, without any expansion.
 * @throws Diagnostic `zmgr::host::not-understood`
 */
export function parseOsRelease(text: string, source: string): OsRelease {
  const values = new Map<string, string>();
  for (const where of linesOf(text, source)) {
    const line = where.text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, quoted, single, bare] =
      /^([A-Z][A-Z0-9_]*)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_.:/+-]*))$/.exec(line) ?? [];
    if (name === undefined) throw notUnderstood(where, 'assigns nothing');
    values.set(name, quoted?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '');
  }
  const id = values.get('ID');
  const name = values.get('PRETTY_NAME') ?? values.get('NAME');
  const version = values.get('VERSION_ID') ?? values.get('VERSION');
  return {
    distribution: distributions.find((one) => one === id) ?? 'other',
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  };
}
