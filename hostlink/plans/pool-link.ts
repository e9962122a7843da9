/** The link that a pool lies over: whether the host has it, and whether it can carry VNICs. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { Link } from '../illumos/dladm.ts';
import { nearest } from '../nearest.ts';
import type { Pool } from '../registry/model.ts';

/** VNICs cannot lie over each other, and a VLAN link is one already. */
export const carriesVnics = ({ class: kind }: Link): boolean => kind !== 'vnic' && kind !== 'vlan';

/**
 * @param ipType of the zones: those of the host's own IP stack use the link as it is
 * @param correction what to do about the pool, a sentence without its full stop
 * @throws Diagnostic `zmgr::pool::no-link` with the nearest names
 */
export function linkUnder(
  { name, stub }: Pick<Pool, 'name' | 'stub'>,
  ipType: 'exclusive' | 'shared',
  links: readonly Link[],
  host: Pick<HostSpec, 'name'>,
  correction: string,
): Link {
  const link = links.find((one) => one.name === stub);
  const suggestions =
    link === undefined
      ? nearest(
          stub,
          links.filter(carriesVnics).map((one) => one.name),
        )
      : [];
  if (link !== undefined && (ipType === 'shared' || carriesVnics(link))) return link;
  throw new Diagnostic({
    code: 'zmgr::pool::no-link',
    message:
      link === undefined
        ? `The pool "${name}" lies over ${stub}, and ${host.name} has no such link`
        : `The pool "${name}" lies over ${stub}, a ${link.class}, and no VNIC can be made over one`,
    help: `${correction}, or make the link on ${host.name}: dladm create-etherstub ${stub}`,
    suggestions,
  });
}
