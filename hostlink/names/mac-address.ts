/**
 * MAC addresses. People and tools spell them in many ways (dladm prints `2:8:20:ab:c:1`); here there is one: six
 * padded lower-case octets with colons, which compare as text.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type MacAddress = Branded<string, 'MacAddress'>;

function macOf(text: string): MacAddress | undefined {
  const octets =
    // 2:8:20:ab:c:1, 02-08-20-AB-0C-01
    /^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$|^[0-9a-f]{1,2}(-[0-9a-f]{1,2}){5}$/i.test(text)
      ? text.split(/[:-]/)
      : // 0208.20ab.0c01, 020820ab0c01
        /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$|^[0-9a-f]{12}$/i.test(text)
        ? text.replaceAll('.', '').match(/../g)
        : undefined;
  return octets?.map((octet) => octet.toLowerCase().padStart(2, '0')).join(':') as
    | MacAddress
    | undefined;
}

/** Any spelling. @throws Diagnostic `zmgr::link::bad-mac` */
export function parseMacAddress(text: string): MacAddress {
  const mac = macOf(text);
  if (mac === undefined) {
    throw new Diagnostic({
      code: 'zmgr::link::bad-mac',
      message: `"${text.slice(0, 80)}" is no MAC address`,
      help: 'Write one like 02:08:20:ab:0c:01.',
    });
  }
  return mac;
}

/** As illumos' tools print it, with `%x`: no zero in front. */
export const unpaddedMac = (mac: MacAddress): string => mac.replace(/\b0(?=[0-9a-f])/g, '');

/**
 * The address of a zone's VNIC: stable, so that planning again finds the same, and that a VNIC can be told to be ours.
 * 02:08:20 is what illumos' own random addresses begin with (locally administered, vnic_mgmt.c).
 * @param attempt counts from 0; another address for the same net, where the first is in use.
 */
export function deriveMac(of: {
  readonly host: string;
  readonly zone: string;
  readonly net: string;
  readonly attempt: number;
}): MacAddress {
  const digest = createHash('sha256')
    .update([of.host, of.zone, of.net, String(of.attempt)].join('\0'))
    .digest('hex');
  return parseMacAddress(`020820${digest.slice(0, 6)}`);
}

/** For schemas: the one spelling. */
export const macAddress = z
  .string()
  .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, 'not a MAC address')
  .transform((text) => text as MacAddress);
