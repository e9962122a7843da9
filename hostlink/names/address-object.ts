/**
 * Names of ipadm(8) address objects, `interface/label`, by i_ipadm_is_user_aobjname_valid() in illumos' libipadm. The
 * labels that the system makes (`web0/_a`) are read in listings and can't be chosen.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';
import { linkNameFault } from './link-name.ts';

export type AddressObjectName = Branded<string, 'AddressObjectName'>;

/** IPADM_AOBJ_USTRSIZ is 32 with the NUL. */
const label = /^[A-Za-z][A-Za-z0-9]{0,30}$/;

/** Why a text cannot name an address object, or undefined when it can. */
export function addressObjectFault(text: string): string | undefined {
  const slash = text.indexOf('/');
  if (slash === -1) return 'has no "/" between interface and label';
  const interfaceFault = linkNameFault(text.slice(0, slash));
  if (interfaceFault !== undefined) return `has an interface that ${interfaceFault}`;
  if (!label.test(text.slice(slash + 1)))
    return 'must have a label of 1 to 31 letters and digits that begins with a letter';
  return undefined;
}

/** @throws Diagnostic `zmgr::address-object::bad-name` */
export function parseAddressObjectName(text: string): AddressObjectName {
  const fault = addressObjectFault(text);
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::address-object::bad-name',
      message: `The address object "${text.slice(0, 80)}" ${fault}`,
      help: 'Write a name like stub0/v4.',
    });
  }
  return text as AddressObjectName;
}

/** For schemas: the same rule. */
export const addressObjectName = z
  .string()
  .refine((text) => addressObjectFault(text) === undefined, 'not an address object')
  .transform((text) => text as AddressObjectName);
