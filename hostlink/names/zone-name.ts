/**
 * Zone names, by the rule of zonecfg_validate_zonename() in illumos' libzonecfg.c and the refusals of zonecfg(8).
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type ZoneName = Branded<string, 'ZoneName'>;

/** ZONENAME_MAX is 64 with the NUL. */
const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Why a text cannot name a zone, or undefined when it can. */
export function zoneNameFault(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.length > 63) return `has ${text.length} characters, at most 63 are allowed`;
  if (!pattern.test(text)) {
    return 'must begin with a letter or digit and hold only letters, digits, ".", "_" and "-"';
  }
  if (text === 'global') return 'is the name of the global zone';
  if (text.startsWith('SUNW')) return 'begins with SUNW, which illumos keeps for itself';
  return undefined;
}

/** @throws Diagnostic `zmgr::zone::bad-name` */
export function parseZoneName(text: string): ZoneName {
  const fault = zoneNameFault(text);
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::bad-name',
      message: `The zone name "${text.slice(0, 80)}" ${fault}`,
      help: 'Choose a name like web01, at most 63 letters, digits, ".", "_" or "-".',
    });
  }
  return text as ZoneName;
}

/** For schemas: the same rule. */
export const zoneName = z
  .string()
  .refine((text) => zoneNameFault(text) === undefined, 'not a zone name')
  .transform((text) => text as ZoneName);
