/**
 * Names for the VNICs of zones. Zone names may hold "-", have 63 characters and end in "01"; link names may not (see
 * link-name.ts). So a name is made from a pattern, and then made legal; the same wish always gives the same name.
 */
import { createHash } from 'node:crypto';
import { Diagnostic } from '../diagnostic.ts';
import { type LinkName, linkNameFault, maxLinkNameLength, parseLinkName } from './link-name.ts';

export const defaultVnicPattern = '{zone}_{index}';

const tokens = ['zone', 'net', 'index'];

/** Why a text can be no naming pattern, or undefined when it can. */
export function vnicPatternFault(pattern: string): string | undefined {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, token = '']) => !tokens.includes(token),
  );
  if (unknown !== undefined) return `has ${unknown[0]}, which is none of {zone}, {net}, {index}`;
  if (/[{}]/.test(pattern.replaceAll(/\{[^{}]*\}/g, ''))) return 'has a brace without its partner';
  if (!pattern.includes('{zone}'))
    return 'has no {zone}, so that all zones would want the same link';
  return undefined;
}

/** @throws Diagnostic `zmgr::link::bad-pattern` */
export function parseVnicPattern(pattern: string): string {
  const fault = vnicPatternFault(pattern);
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::link::bad-pattern',
      message: `The VNIC pattern "${pattern.slice(0, 80)}" ${fault}`,
      help: `Write a pattern like "${defaultVnicPattern}" or "rtr_{zone}_{index}".`,
    });
  }
  return pattern;
}

export interface VnicWish {
  readonly pattern: string;
  readonly zone: string;
  /** Name of the net in template and entry. */
  readonly net: string;
  /** Place of the net among the zone's, from 0. */
  readonly index: number;
  /** Names that others have: every link of the host, and every VNIC that another zone's entry names. */
  readonly taken: ReadonlySet<string>;
}

/**
 * Always legal, never taken, and the same for the same wish. What the pattern gives is kept where it is legal; where
 * it is too long or taken, a hash of zone, net and index stands for what was cut.
 */
export function vnicName(wish: VnicWish): LinkName {
  const preferred = preferredName(wish);
  if (linkNameFault(preferred) === undefined && !wish.taken.has(preferred))
    return parseLinkName(preferred);
  for (let attempt = 0; ; attempt += 1) {
    const name = hashedName(preferred, wish, attempt);
    if (!wish.taken.has(name)) return parseLinkName(name);
  }
}

/** Legal but for its length, and near the pattern. */
function preferredName({ pattern, zone, net, index }: VnicWish): string {
  const number = String(index);
  const filled = pattern
    .replaceAll(/\{(zone|net|index)\}/g, (_, token) =>
      token === 'zone' ? zone : token === 'net' ? net : number,
    )
    .replaceAll(/[^A-Za-z0-9_.]/g, '_');
  const begun = /^[0-9]/.test(filled) ? `z${filled}` : filled;
  // The number at the end is the PPA, a 32-bit number: nine digits always fit.
  if (/[^0-9](0|[1-9][0-9]{0,8})$/.test(begun)) return begun;
  const stem = pattern.endsWith('{index}') ? begun.slice(0, -number.length) : begun;
  return `${stem}_${number}`;
}

function hashedName(preferred: string, { zone, net, index }: VnicWish, attempt: number): string {
  const digest = createHash('sha256')
    .update([zone, net, String(index), String(attempt)].join('\0'))
    .digest('hex');
  const tail = `_${digest.slice(0, 8)}_${index}`;
  return preferred.slice(0, maxLinkNameLength - tail.length) + tail;
}
