import { describe, expect, it } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../../hostlink/host.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import type { FilesAnswer } from '../../../hostlink/observe/fact.ts';
import { registryFact } from '../../../hostlink/registry/fact.ts';

const host: HostSpec = {
  name: parseHostName('hv-04'),
  address: '192.0.2.4',
  port: 22,
  user: 'zoneops',
  authentication: { kind: 'agent', socket: '/none' },
  hostKeys: [],
  elevation: 'pfexec',
  registry: '/etc/zmgr',
  state: '/var/zmgr',
  path: '/usr/sbin',
  etc: '/etc',
  tags: [],
};
const answer = (some: Partial<FilesAnswer>): FilesAnswer => ({
  kind: 'files',
  exists: true,
  files: new Map(),
  stderr: '',
  ...some,
});
const code = (some: Partial<FilesAnswer>): string => {
  try {
    registryFact.understand(answer(some), host);
  } catch (error) {
    if (error instanceof Diagnostic) return error.code;
    throw error;
  }
  return 'understood';
};

describe('the registry as a fact', () => {
  it("is read from the host's own directory, all kinds of files", () => {
    expect(registryFact.reading(host)).toEqual({
      kind: 'files',
      directory: '/etc/zmgr',
      members: ['config.kdl', 'templates/*.kdl', 'pools/*.kdl', 'zones/*.kdl', 'publishers/*.kdl'],
    });
  });

  it('knows host and directory in what it says', () => {
    const registry = registryFact.understand(
      answer({ files: new Map([['zones/web01.kdl', 'zone "web01" {']]) }),
      host,
    );
    expect(registry).toMatchObject({ directory: '/etc/zmgr', exists: true });
    expect(registry.faults[0]?.diagnostic.location?.source).toBe('hv-04:/etc/zmgr/zones/web01.kdl');
  });

  it('tells a registry that is not there from one that must not be read', () => {
    expect(
      registryFact.understand(
        answer({ exists: false, stderr: "sh: cd: can't cd to /etc/zmgr" }),
        host,
      ).exists,
    ).toBe(false);
    expect(code({ exists: false, stderr: 'sh: cd: /etc/zmgr: [Permission denied]' })).toBe(
      'zmgr::registry::unreadable',
    );
  });

  it('is refused when a file of it was left out', () => {
    expect(code({ stderr: 'tar: zones/web01.kdl: Permission denied' })).toBe(
      'zmgr::host::unreadable',
    );
  });
});
