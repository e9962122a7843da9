/** What a zone sets up at its first boot, as it is typed. Passwords and keys are not: what is typed is kept. */
import { formatAddress, parseAddress } from '../../../hostlink/ipam/address.ts';
import { parseDomain } from '../../../hostlink/registry/template-attributes.ts';
import { parseHostname, parseTimezone } from '../../../hostlink/registry/template-sysconfig.ts';
import type { ArgumentType } from '../../argument-type.ts';

export const hostname: ArgumentType<string> = { placeholder: 'hostname', parse: parseHostname };

export const timezone: ArgumentType<string> = { placeholder: 'timezone', parse: parseTimezone };

export const domain: ArgumentType<string> = { placeholder: 'domain', parse: parseDomain };

export const nameserver: ArgumentType<string> = {
  placeholder: 'ip',
  parse: (text) => formatAddress(parseAddress(text)),
};
