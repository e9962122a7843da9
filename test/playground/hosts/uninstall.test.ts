/** What zoneadm uninstall leaves behind and what it stops at, in the words of the brands' scripts. */
import { expect, test } from 'vitest';
import type { Dataset } from '../../../playground/hosts/model/machine.ts';
import { machineUnderTest } from '../../support/simulated-machine.ts';

const base = 'rpool/zones/installed';
const zbe = `${base}/ROOT/zbe`;
const createdAt = new Date(0);
const words = ['zoneadm', '-z', 'installed', 'uninstall', '-F'];

const named = (name: string, properties: Dataset['properties'] = {}): Dataset => ({
  name,
  guid: name,
  properties,
});

/** The small host, with a snapshot of the zone's boot environment and datasets of one's own. */
function hostWith(snapshot: { readonly holds?: readonly string[] }, more: readonly Dataset[] = []) {
  const host = machineUnderTest();
  const { machine } = host;
  machine.datasets = [
    ...machine.datasets.map((dataset) =>
      dataset.name === zbe
        ? { ...dataset, snapshots: [{ name: 'daily', createdAt, ...snapshot }] }
        : dataset,
    ),
    ...more,
  ];
  const datasets = () =>
    machine.datasets.map(({ name }) => name).filter((name) => name.includes('installed'));
  const state = () => machine.zones.find(({ name }) => name === 'installed')?.state;
  return { ...host, datasets, state };
}

test('its own snapshots go with it', async () => {
  const host = hostWith({});
  expect(await host.run(words)).toMatchObject({ status: 0 });
  expect([host.datasets(), host.state()]).toEqual([[], 'configured']);
});

test.each([
  {
    name: 'a clone outside',
    snapshot: {},
    more: [named('rpool/copy', { origin: `${zbe}@daily` })],
    stderr:
      'Error: cloned zone datasets found outsize of zone.\nrpool/copy\nError: please delete clone(s) and retry uninstall.\n',
  },
  {
    name: 'a hold',
    snapshot: { holds: ['backup'] },
    more: [],
    stderr: `cannot destroy '${zbe}@daily': dataset is busy\nError: destroying ZFS dataset.\n`,
  },
])(
  '$name stops it, and the zone is incomplete with all that it had',
  async ({ snapshot, more, stderr }) => {
    const host = hostWith(snapshot, more);
    const before = host.datasets();
    expect(await host.run(words)).toEqual({ status: 1, stdout: '', stderr });
    expect([host.datasets(), host.state()]).toEqual([before, 'incomplete']);
  },
);

test('a clone of its own, a new boot environment, is no hindrance', async () => {
  const host = hostWith({}, [named(`${base}/ROOT/zbe-1`, { origin: `${zbe}@daily` })]);
  expect(await host.run(words)).toMatchObject({ status: 0 });
  expect(host.datasets()).toEqual([]);
});

test('data below keeps the dataset of the zonepath, and what is held there is no hindrance', async () => {
  const data = { ...named(`${base}/data`), snapshots: [{ name: 'kept', createdAt, holds: ['a'] }] };
  const host = hostWith({}, [data]);
  expect(await host.run(words)).toMatchObject({ status: 0 });
  expect([host.datasets(), host.state()]).toEqual([[base, `${base}/data`], 'configured']);
});

test('zfs list tells holds and clones of snapshots, and of nothing else', async () => {
  const host = hostWith({ holds: ['backup'] }, [named('rpool/copy', { origin: `${zbe}@daily` })]);
  const list = [
    'zfs',
    'list',
    '-H',
    '-r',
    '-t',
    'all',
    '-o',
    'name,userrefs,clones',
    `${base}/ROOT`,
  ];
  expect((await host.run(list)).stdout).toBe(
    `${base}/ROOT\t-\t-\n${zbe}\t-\t-\n${zbe}@daily\t1\trpool/copy\n`,
  );
});
