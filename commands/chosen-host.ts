/** The host that somebody named, or the default. */
import { Diagnostic } from '../hostlink/diagnostic.ts';
import type { HostName } from '../hostlink/names/host-name.ts';
import { nearest } from '../hostlink/nearest.ts';
import type { Desk } from './desk.ts';

/** @throws Diagnostic `zmgr::host::unknown` */
export function chosenHost({ hosts }: Desk, named: HostName | undefined): HostName {
  return named === undefined ? hosts.default : knownHost(hosts.names, named);
}

/** All hosts, or the one named. @throws Diagnostic `zmgr::host::unknown` */
export function chosenHosts({ hosts }: Desk, named: HostName | undefined): readonly HostName[] {
  return named === undefined ? hosts.names : [knownHost(hosts.names, named)];
}

/** @throws Diagnostic `zmgr::host::unknown` */
export function knownHost(names: readonly HostName[], named: string): HostName {
  const found = names.find((name) => name === named);
  if (found !== undefined) return found;
  throw new Diagnostic({
    code: 'zmgr::host::unknown',
    message: `There is no host ${named}`,
    help:
      names.length === 1
        ? `The only one is ${names.join()}.`
        : `The hosts are ${names.join(', ')}.`,
    suggestions: nearest(named, names),
  });
}
