/** /etc/zones as a whole: a broken file costs its own zone and no other. */
import { expect, test } from 'vitest';
import { osRelease } from '../../../hostlink/illumos/os-release.ts';
import { zonesDirectory } from '../../../hostlink/illumos/zones-directory.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { shellSpec } from '../../support/shell-link.ts';

const host = { ...shellSpec({ state: '/state', path: '/usr/sbin' }), etc: '/simulated/etc' };
const xml = (name: string): string =>
  `<zone name="${name}" zonepath="/zones/${name}" autoboot="true" brand="ipkg" ip-type="exclusive"/>\n`;
const read = (files: Record<string, string>, stderr = '') =>
  zonesDirectory.understand(
    { kind: 'files', exists: true, files: new Map(Object.entries(files)), stderr },
    host,
  );

test('reads the directory where the host has its configuration', () => {
  expect(zonesDirectory.reading(host)).toEqual({
    kind: 'files',
    directory: '/simulated/etc/zones',
    members: ['index', '*.xml'],
  });
  expect(osRelease.reading(host)).toEqual({
    kind: 'files',
    directory: '/simulated/etc',
    members: ['os-release'],
  });
});

test('zones of the index with their configurations; templates beside them are none', () => {
  const zones = read({
    index:
      'global:installed:/\nweb01:installed:/zones/web01:\ndb01:configured:/zones/db01:\nbroken:installed:/zones/broken:\ngone:incomplete:/zones/gone:\n',
    'web01.xml': xml('web01'),
    'db01.xml': xml('db01'),
    'broken.xml': '<zone name="broken"',
    'SUNWdefault.xml': xml('default'),
  });
  expect([...zones.keys()]).toEqual(['web01', 'db01', 'broken', 'gone']);
  expect(zones.get(parseZoneName('web01'))).toMatchObject({
    kind: 'read',
    state: 'installed',
    configuration: { brand: 'ipkg', autoboot: true },
  });
  expect(zones.get(parseZoneName('broken'))).toMatchObject({
    kind: 'fault',
    diagnostic: {
      code: 'zmgr::zone::bad-xml',
      message: expect.stringContaining('here:/simulated/etc/zones/broken.xml'),
    },
  });
  expect(zones.get(parseZoneName('gone'))).toMatchObject({
    kind: 'fault',
    diagnostic: { code: 'zmgr::zone::no-xml' },
  });
});

test('a zone of the index without its file may have come in between: the reading is torn', () => {
  const index = 'web01:installed:/zones/web01:\n';
  expect(zonesDirectory.isTorn?.(read({ index }))).toBe(true);
  expect(zonesDirectory.isTorn?.(read({ index, 'web01.xml': xml('web01') }))).toBe(false);
  expect(zonesDirectory.isTorn?.(read({ index, 'web01.xml': '<zone' }))).toBe(false);
});

test('without an index nothing is known, and that is said', () => {
  expect(() => read({ 'web01.xml': xml('web01') })).toThrow(
    expect.objectContaining({ code: 'zmgr::host::no-zones' }),
  );
});

test('a file that could not be read is not taken for one that is not there', () => {
  expect(() => read({ index: '' }, 'tar: ./web01.xml: Permission denied')).toThrow(
    expect.objectContaining({ code: 'zmgr::host::unreadable' }),
  );
});
