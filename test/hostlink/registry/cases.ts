/**
 * Registries as data: test/cases/registry/<case>.txt holds files, each behind a line `=== <path>`; <case>.json what
 * is read from them, addresses printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatAddress, type IpAddress } from '../../../hostlink/ipam/address.ts';
import type { Registry } from '../../../hostlink/registry/model.ts';

const folder = fileURLToPath(new URL('../../cases/registry/', import.meta.url));

export const caseNames = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length));

export function caseFiles(name: string): ReadonlyMap<string, string> {
  const [, ...sections] = readFileSync(`${folder}${name}.txt`, 'utf8').split(/^=== /m);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end + 1)];
    }),
  );
}

export const caseExpectation = (name: string): unknown =>
  JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'));

const isAddress = (value: unknown): value is IpAddress =>
  typeof value === 'object' && value !== null && 'family' in value && 'value' in value;

/** A registry as a case's JSON says it: entries without their text, faults by place and code. */
export function readable({
  config,
  templates,
  pools,
  zones,
  publishers,
  faults,
}: Registry): unknown {
  const plain = {
    config,
    templates: Object.fromEntries(templates),
    pools: Object.fromEntries(pools),
    zones: Object.fromEntries(zones),
    publishers: Object.fromEntries(publishers),
    faults: faults.map(({ path, diagnostic, blocks, addresses }) => ({
      path,
      code: diagnostic.code,
      message: diagnostic.message,
      help: diagnostic.help,
      at: diagnostic.location && `${diagnostic.location.line}:${diagnostic.location.column}`,
      line: diagnostic.location?.text,
      blocks,
      addresses,
    })),
  };
  return JSON.parse(
    JSON.stringify(plain, (key, value: unknown) =>
      key === 'text' ? undefined : isAddress(value) ? formatAddress(value) : value,
    ),
  );
}
