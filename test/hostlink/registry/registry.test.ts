import { describe, expect, it } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import {
  poolNamed,
  templateNamed,
  usableConfig,
  zoneEntryNamed,
} from '../../../hostlink/registry/lookup.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';
import { caseExpectation, caseFiles, caseNames, readable } from './cases.ts';

const read = (files: ReadonlyMap<string, string>) =>
  readRegistry('/etc/zmgr', files, true, 'hv-04:/etc/zmgr');

describe.each(caseNames)('the registry %s', (name) => {
  it('is read as written', () => {
    expect(readable(read(caseFiles(name)))).toEqual(caseExpectation(name));
  });
});

describe('a registry', () => {
  it('has defaults where there is nothing', () => {
    const registry = readRegistry('/etc/zmgr', new Map(), false);
    expect(registry.exists).toBe(false);
    expect(registry.faults).toEqual([]);
    expect(usableConfig(registry)).toEqual({
      zonepathPrefix: '/zones',
      defaultTemplate: 'oi',
      vnicPattern: '{zone}_{index}',
      lockTimeout: 600,
      overcommit: 'warn',
    });
  });

  it('keeps the whole text of an entry', () => {
    const files = caseFiles('first-spelling');
    expect(read(files).zones.get('myzone')?.text).toBe(files.get('zones/myzone.kdl'));
  });

  it('says where a fault is, with host, file and line', () => {
    const [fault] = read(new Map([['pools/a.kdl', 'pool "a" {\n  up true\n}\n']])).faults;
    expect(fault?.diagnostic.location).toEqual({
      source: 'hv-04:/etc/zmgr/pools/a.kdl',
      line: 2,
      column: 6,
      text: '  up true',
    });
    expect(fault?.diagnostic.help).toContain('#true');
  });
});

const thrown = (act: () => unknown): Diagnostic => {
  try {
    act();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('looking up', () => {
  const good = read(caseFiles('second-spelling'));
  const broken = read(caseFiles('broken-files'));

  it('finds what is there', () => {
    expect(templateNamed(good, 'router').nets).toHaveLength(2);
    expect(poolNamed(good, 'six').v6?.mode).toBe('range');
    expect(zoneEntryNamed(good, 'edge1')?.state).toBe('creating');
    expect(zoneEntryNamed(good, 'nobody')).toBeUndefined();
  });

  it('offers the nearest names', () => {
    expect(thrown(() => templateNamed(good, 'ruoter'))).toMatchObject({
      code: 'zmgr::template::unknown',
      suggestions: ['router'],
    });
    expect(thrown(() => poolNamed(good, 'pub'))).toMatchObject({
      code: 'zmgr::pool::unknown',
      suggestions: ['public'],
    });
    expect(thrown(() => poolNamed(good, 'zzzzzz')).help).toContain('internal');
  });

  it('says what is wrong with the file that should say it', () => {
    expect(thrown(() => templateNamed(broken, 'oi')).code).toBe('zmgr::kdl::syntax');
    expect(thrown(() => poolNamed(broken, 'internal')).code).toBe('zmgr::kdl::missing');
    expect(thrown(() => usableConfig(broken)).code).toBe('zmgr::link::bad-pattern');
    expect(thrown(() => zoneEntryNamed(broken, 'web01')).code).toBe('zmgr::kdl::syntax');
    expect(thrown(() => zoneEntryNamed(broken, 'web02')).code).toBe(
      'zmgr::registry::name-mismatch',
    );
  });

  it('still reads what is not broken', () => {
    expect(templateNamed(broken, 'copy').brand).toBe('ipkg');
  });
});
