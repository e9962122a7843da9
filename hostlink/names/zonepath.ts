/**
 * Zonepaths, by validate_zonepath() and crosscheck_zonepaths() in illumos' zoneadm.c, and by what its tools can carry:
 * zonecfg(8) can write no `"`, and `zoneadm list -p` and the index separate by ":".
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';
import type { ZoneName } from './zone-name.ts';

/** Absolute, without a "/" at its end. */
export type Zonepath = Branded<string, 'Zonepath'>;

/** MAXPATHLEN is 1024 with the NUL; a zonepath has `/root` and more behind it. */
const maxLength = 900;

/** Why a text cannot be a zonepath, or undefined when it can. */
export function zonepathFault(text: string): string | undefined {
  if (!text.startsWith('/')) return 'must begin with "/"';
  if (text === '/') return 'is the root of the file system';
  if (text.length > maxLength)
    return `has ${text.length} characters, at most ${maxLength} are allowed`;
  const parts = text.slice(1).split('/');
  if (parts.includes('')) return 'has an empty part: no "/" at its end, and no "//"';
  if (parts.includes('.') || parts.includes('..')) return 'must not have "." or ".." as a part';
  if (!/^[A-Za-z0-9_.,+@%/-]+$/.test(text))
    return 'must hold only letters, digits and "_.,+@%-/": the tools of zones mangle others';
  return undefined;
}

/** @throws Diagnostic `zmgr::zone::bad-zonepath` */
export function parseZonepath(text: string): Zonepath {
  const fault = zonepathFault(text);
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::bad-zonepath',
      message: `The zonepath "${text.slice(0, 80)}" ${fault}`,
      help: 'Write a path like /zones/web01.',
    });
  }
  return text as Zonepath;
}

/** Where a zone of that name lies below a prefix. @throws Diagnostic `zmgr::zone::bad-zonepath` */
export const zonepathBelow = (prefix: string, zone: ZoneName): Zonepath =>
  parseZonepath(`${prefix === '/' ? '' : prefix}/${zone}`);

/** Whether one of two zonepaths is, or lies in, the other: zoneadm installs no such zone. */
export const zonepathsOverlap = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

/** For schemas: the same rule. */
export const zonepath = z
  .string()
  .refine((text) => zonepathFault(text) === undefined, 'not a zonepath')
  .transform((text) => text as Zonepath);
