/**
 * The host of a pool, template or publisher: the one named, the only one there is, or the only one that has it. Of several
 * that have one of that name, none is meant more than another.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { filesOf, unknownFile } from '../../hostlink/plans/registry-file.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import type { FileKindName } from '../../hostlink/registry/file-kind.ts';
import { chosenHosts } from '../chosen-host.ts';
import type { Desk } from '../desk.ts';
import { readHost } from '../hosts/found-host.ts';

interface Named {
  readonly file: string;
  readonly host?: HostName | undefined;
}

/**
 * One exec a host, all at once; none where there is nothing to choose.
 * @param verb for what to type instead: `show`
 * @throws Diagnostic `zmgr::host::unknown`, `zmgr::<kind>::unknown`, `zmgr::registry::ambiguous`,
 * `zmgr::registry::maybe-elsewhere`
 */
export async function hostOfFile(
  desk: Desk,
  kind: FileKindName,
  { file, host }: Named,
  verb: string,
): Promise<HostName> {
  const hosts = chosenHosts(desk, host);
  const [only, another] = hosts;
  if (only !== undefined && another === undefined) return only;
  const read = await Promise.all(
    hosts.map((one) => readHost(desk, one, { registry: registryFact })),
  );
  const known = read.flatMap((one) =>
    one.kind === 'read' ? [{ host: one.host, files: filesOf(one.facts.registry, kind) }] : [],
  );
  const unread = read.flatMap((one) => (one.kind === 'unread' ? [one] : []));
  const having = known.filter(({ files }) => files.includes(file)).map((one) => one.host);
  const [found, ...others] = having;
  const typed = (on: HostName) => `/zone ${kind} ${verb} ${on}/${file}`;
  if (others.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::registry::ambiguous',
      message: `There is a ${kind} ${file} on ${having.slice(0, -1).join(', ')} and on ${having.at(-1)}`,
      help: 'Name the host before it.',
      suggestions: having.map(typed),
    });
  }
  if (unread.length > 0) {
    const where = unread.map((one) => one.host).join(', ');
    throw new Diagnostic({
      code: 'zmgr::registry::maybe-elsewhere',
      message: `${where} can't be read, and may have a ${kind} ${file}${found === undefined ? '; no other host has one' : ` like ${found}`}`,
      help:
        found === undefined
          ? 'Try again later, or name the host before it.'
          : 'Name the host before it.',
      suggestions: found === undefined ? [] : [typed(found)],
      cause: unread[0]?.diagnostic,
    });
  }
  if (found !== undefined) return found;
  const names = [...new Set(known.flatMap(({ files }) => files))];
  throw unknownFile(kind, file, names, 'any host');
}
