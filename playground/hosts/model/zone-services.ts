/** The services of a zone that runs: those that every zone has, and those that its seed names. */
import type { InnerService, Zone } from './zone.ts';

const usual: readonly InnerService[] = [
  ['svc:/system/svc/restarter:default', 'master restarter'],
  ['svc:/milestone/network:default', 'Network milestone'],
  ['svc:/system/identity:node', 'system identity (nodename)'],
  ['svc:/system/filesystem/local:default', 'local file system mounts'],
  ['svc:/milestone/single-user:default', 'single-user milestone'],
  ['svc:/network/routing-setup:default', 'Initial routing-related configuration.'],
  ['svc:/system/cron:default', 'clock daemon (cron)'],
  ['svc:/system/system-log:default', 'system log'],
  ['svc:/network/ssh:default', 'SSH server'],
  ['svc:/milestone/multi-user:default', 'multi-user milestone'],
  ['svc:/milestone/multi-user-server:default', 'multi-user plus exports milestone'],
].map(([fmri = '', title = '']) => ({ fmri, title, state: 'online' }));

/** Those that do well first, in the order in which they came up. */
export function servicesIn({ inside }: Zone): readonly InnerService[] {
  const own = inside?.services ?? [];
  return [...usual.filter(({ fmri }) => own.every((one) => one.fmri !== fmri)), ...own];
}
