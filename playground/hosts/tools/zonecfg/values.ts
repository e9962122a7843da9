/** What zonecfg(8) checks of single values, and how it prints sizes. */

import { isIPv4, isIPv6 } from 'node:net';
import { linkNameFault } from '../../../../hostlink/names/link-name.ts';

/** Why an address of a net is refused, or undefined. A host name passes, and with it a mistyped address. */
export function addressFault(text: string): string | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  if (more.length > 0) return `${text}: invalid prefix length`;
  if (address.includes(':')) {
    if (!isIPv6(address)) return `${text}: invalid IPv6 address`;
    if (prefix === undefined) return `${text}: IPv6 addresses require /prefix-length suffix.`;
    return /^[0-9]+$/.test(prefix) && Number(prefix) <= 128
      ? undefined
      : `${text}: invalid prefix length`;
  }
  if (prefix !== undefined && !(/^[0-9]+$/.test(prefix) && Number(prefix) <= 32))
    return `${text}: invalid prefix length`;
  if (isIPv4(address)) return undefined;
  return /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(address)
    ? undefined
    : `${text}: bogus host name or network address syntax`;
}

/** A default router has no prefix length. */
export const routerFault = (text: string): string | undefined =>
  isIPv6(text) ? undefined : addressFault(text);

/** validate_net_physical_syntax(): the rule of link names counts for exclusive stacks only. */
export function physicalFault(text: string, exclusive: boolean): string | undefined {
  if (text.includes(':'))
    return `${text}: physical interface name required; logical interface name not allowed`;
  if (exclusive && linkNameFault(text) !== undefined)
    return `${text}: invalid physical interface name`;
  return undefined;
}

/** zonecfg_str_to_bytes(): a number with K, M, G or T behind it, or plain bytes. */
export function parseBytes(text: string): bigint | undefined {
  const match = /^([0-9]+(?:\.[0-9]+)?)([KMGTkmgt]?)$/.exec(text);
  if (match === null) return undefined;
  const exponent = ['', 'K', 'M', 'G', 'T'].indexOf((match[2] ?? '').toUpperCase());
  return BigInt(Math.floor(Number(match[1]) * 1024 ** exponent));
}

/** bytes_to_units(): one decimal below ten, none above, so that it loses precision as the real one does. */
export function formatBytes(text: string): string {
  let size = Number(text);
  const units = ['', 'K', 'M', 'G', 'T', 'P', 'E'];
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  if (unit === 0) return String(size);
  const rounded =
    size < 10 && Math.abs(size - Math.round(size)) >= 0.05 ? size.toFixed(1) : size.toFixed(0);
  return `${rounded}${units[unit]}`;
}

/** Whether a value fits an attr's type; the type itself may be unknown. */
export function attributeFaults(name: string, type: string, value: string): readonly string[] {
  const faults: string[] = [];
  if (!/^[A-Za-z0-9]/.test(name))
    faults.push(`Invalid attr name ${name}: must start with an alpha-numeric character.`);
  else if (!/^[A-Za-z0-9.-]+$/.test(name))
    faults.push(
      `Invalid attr name ${name}: can only contain alpha-numeric characters, plus '-' and '.'.`,
    );
  const fits: Readonly<Record<string, RegExp>> = {
    boolean: /^(true|false)$/,
    int: /^-?[0-9]+$/,
    uint: /^[0-9]+$/,
    string: /^/,
  };
  const pattern = Object.hasOwn(fits, type) ? fits[type] : undefined;
  if (pattern === undefined) faults.push(`invalid attr type '${type}'`);
  else if (!pattern.test(value)) faults.push(`invalid attr value for type=${type}`);
  return faults;
}
