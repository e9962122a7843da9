/** /etc/mnttab, mnttab(5): a line a mount, fields between tabs. Of file systems, and of the roots of zones. */
import type { Machine } from './machine.ts';
import { property } from './zone.ts';

export function writeMounts({ files, datasets, zones, bootTime }: Machine): void {
  const line = (special: string, point: string, options: string) =>
    `${[special, point, 'zfs', options, String(Math.floor(bootTime.getTime() / 1000))].join('\t')}\n`;
  const fileSystems = datasets
    .filter(({ properties: { mountpoint = '' } }) => mountpoint.startsWith('/'))
    .map(({ name, properties: { mountpoint = '' } }) =>
      line(name, mountpoint, 'rw,devices,setuid'),
    );
  const roots = zones
    .filter(({ rootMounted }) => rootMounted === true)
    .map(({ configuration }) => property(configuration, 'zonepath'))
    .map((zonepath) => {
      const base = datasets.find(({ properties }) => properties.mountpoint === zonepath)?.name;
      const active = datasets.find(({ name }) => name.startsWith(`${base}/ROOT/`))?.name ?? base;
      return line(active ?? zonepath, `${zonepath}/root`, 'rw,nodevices,setuid');
    });
  files.write('/etc/mnttab', [...fileSystems, ...roots].join(''), 0o444);
}
