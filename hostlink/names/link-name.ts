/**
 * Names of datalinks (VNICs, etherstubs, NICs), by dladm_valid_linkname() in illumos' libdladm.c. Stricter than the
 * manual page of dladm(8) in one way and laxer in another: the trailing number may have no leading zero, and one
 * character before it is enough.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type LinkName = Branded<string, 'LinkName'>;

/** MAXLINKNAMELEN is 32 with the NUL. */
export const maxLinkNameLength = 31;

/** Why a text cannot name a datalink, or undefined when it can. */
export function linkNameFault(text: string): string | undefined {
  if (text.length > maxLinkNameLength)
    return `has ${text.length} characters, at most ${maxLinkNameLength} are allowed`;
  if (!/^[A-Za-z0-9_.]+$/.test(text)) return 'must hold only letters, digits, "_" and "."';
  if (/^[0-9]/.test(text)) return 'must not begin with a digit';
  const number = /[0-9]+$/.exec(text)?.[0];
  if (number === undefined) return 'must end in a number';
  if (number.length > 1 && number.startsWith('0'))
    return `ends in the number ${number}, which must have no leading zero`;
  return undefined;
}

/** @throws Diagnostic `zmgr::link::bad-name` */
export function parseLinkName(text: string): LinkName {
  const fault = linkNameFault(text);
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::link::bad-name',
      message: `The link name "${text.slice(0, 80)}" ${fault}`,
      help: 'illumos takes names like web_01_0: a letter or "_" first, a number without leading zero last.',
    });
  }
  return text as LinkName;
}

/** For schemas: the same rule. */
export const linkName = z
  .string()
  .refine((text) => linkNameFault(text) === undefined, 'not a link name')
  .transform((text) => text as LinkName);
