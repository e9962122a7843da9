/** Every parser of a tool's output, over captured and hostile outputs: test/cases/<tool>/. */
import { describe } from 'vitest';
import { parseLinks, parseVnics } from '../../../hostlink/illumos/dladm.ts';
import { parseAddressObjects } from '../../../hostlink/illumos/ipadm.ts';
import { countersIn, parseStatistics } from '../../../hostlink/illumos/kstat.ts';
import { parseOsRelease } from '../../../hostlink/illumos/os-release.ts';
import { parseZoneLoads } from '../../../hostlink/illumos/prstat.ts';
import { parseServices, parseServiceTroubles } from '../../../hostlink/illumos/svcs.ts';
import { parseSysding } from '../../../hostlink/illumos/sysding.ts';
import { parseKernel } from '../../../hostlink/illumos/uname.ts';
import { parseFileSystems } from '../../../hostlink/illumos/zfs.ts';
import { parseSpaces, parseZoneDataset } from '../../../hostlink/illumos/zfs-space.ts';
import { parseZoneDatasets } from '../../../hostlink/illumos/zone-datasets.ts';
import { parseZoneXml } from '../../../hostlink/illumos/zone-xml.ts';
import { parseZoneList } from '../../../hostlink/illumos/zoneadm.ts';
import { parseExport } from '../../../hostlink/illumos/zonecfg-export.ts';
import { parseIndex } from '../../../hostlink/illumos/zones-directory.ts';
import { parseZpools } from '../../../hostlink/illumos/zpool.ts';
import { formatAddress } from '../../../hostlink/ipam/address.ts';
import { testCases } from '../../support/cases.ts';

describe('parsers', () => {
  testCases('zoneadm-list', (text) => parseZoneList(text, 'here'));
  testCases('dladm-show-link', (text) => parseLinks(text, 'here'));
  testCases('dladm-show-vnic', (text) => parseVnics(text, 'here'));
  testCases('ipadm-show-addr', (text) => parseAddressObjects(text, 'here'));
  testCases('os-release', (text) => parseOsRelease(text, 'here'));
  testCases('zones-index', (text) => parseIndex(text, 'here'));
  testCases('zone-xml', (text) => parseZoneXml(text, 'web01', 'here'));
  testCases('zonecfg-export', (text) => parseExport(text, 'here'));
  testCases('zfs-list', (text) => parseFileSystems(text, 'here'));
  testCases('svcs', (text) => parseServices(text, 'here'));
  testCases('svcs-x', parseServiceTroubles);
  testCases('prstat', (text) => parseZoneLoads(text, 'here'));
  testCases('kstat', (text) => countersIn(parseStatistics(text, 'here'), 7));
  testCases('zpool-list', (text) => parseZpools(text, 'here'));
  testCases('zfs-space', (text) => parseSpaces(text, 'here'));
  testCases('zfs-zone', (text) => parseZoneDataset(text, 'here', '/zones/web01'));
  testCases('zfs-zone-ties', (text) => parseZoneDatasets(text, 'here'));
  testCases('sysding', (text) => {
    const { interfaces, routers } = parseSysding(text);
    return {
      interfaces: interfaces.map(({ link, address }) => ({
        link,
        address: `${formatAddress(address.address)}/${address.prefix}`,
      })),
      routers,
    };
  });
  testCases('uname', (text) => parseKernel(text, 'here'));
});
