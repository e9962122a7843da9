/**
 * svcprop(1), as `svcprop -t -p <group>` prints: a property a line, `config/listen_ifnames astring net0 net1`. Blanks and
 * what a shell would read in a value have a backslash before them; the empty string is `""`.
 */
import { linesOf, notUnderstood } from '../observe/not-understood.ts';

/** Values by `group/property`. */
export type Properties = ReadonlyMap<string, readonly string[]>;

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseProperties(stdout: string, source: string): Properties {
  const properties = new Map<string, readonly string[]>();
  for (const where of linesOf(stdout, source)) {
    // With several instances a whole FMRI stands before each.
    const [, name, values] =
      /^(?:svc:\/\S+\/:properties\/)?([A-Za-z0-9_,.-]+\/[A-Za-z0-9_,.-]+) [a-z0-9_]+ ?(.*)$/.exec(
        where.text,
      ) ?? [];
    if (name === undefined) throw notUnderstood(where, 'is no property with its type and values');
    properties.set(name, parseValues(values ?? ''));
  }
  return properties;
}

/** @example `a\ b "" c` is `a b`, the empty string, `c` */
export function parseValues(text: string): readonly string[] {
  return (text.match(/(?:\\.|[^\s\\])+/gs) ?? []).map((word) =>
    word === '""' ? '' : word.replace(/\\(.)/gs, '$1'),
  );
}
