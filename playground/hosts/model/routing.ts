/** Whether the host passes packets on: routeadm's settings with the services behind them, and each interface's own. */
import type { Machine } from './machine.ts';

/** routeadm -u: all that is pending comes into force, also for every interface that there is. */
export function applyRouting(machine: Machine): void {
  for (const setting of machine.routing) {
    if (setting.current === setting.persistent) continue;
    setting.current = setting.persistent;
    const service = machine.services.find(
      ({ fmri }) => fmri === `svc:/network/${setting.name}:default`,
    );
    if (service !== undefined) {
      service.enabled = setting.current;
      service.state = setting.current ? 'online' : 'disabled';
    }
    const family = familyOf(setting.name);
    if (family === undefined) continue;
    for (const one of machine.forwarding)
      if (one.family === family && one.link !== 'lo0') one.current = setting.current;
  }
}

/** At boot: what is kept counts, and where nothing is, the whole host's. */
export function bootRouting(machine: Machine): void {
  applyRouting(machine);
  for (const one of machine.forwarding) {
    if (one.link === 'lo0') continue;
    const setting = machine.routing.find(({ name }) => familyOf(name) === one.family);
    one.current = one.persistent ?? setting?.current ?? false;
  }
}

const familyOf = (name: string): 4 | 6 | undefined => {
  if (name === 'ipv4-forwarding') return 4;
  return name === 'ipv6-forwarding' ? 6 : undefined;
};

/** Of an interface that is plumbed, of either family; one that comes later is as the whole host. */
export function forwardingOf(machine: Machine, link: string, family: 4 | 6) {
  const known = machine.forwarding.find((one) => one.link === link && one.family === family);
  if (known !== undefined) return known;
  const setting = machine.routing.find(({ name }) => familyOf(name) === family);
  return { link, family, current: setting?.current ?? false, persistent: undefined };
}
