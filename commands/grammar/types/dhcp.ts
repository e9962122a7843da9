/** Argument types of DHCP: MAC addresses, names of reservations, ranges and addresses that may be none, lease times. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { IpAddress } from '../../../hostlink/ipam/address.ts';
import { type LinkName, parseLinkName } from '../../../hostlink/names/link-name.ts';
import { type MacAddress, parseMacAddress } from '../../../hostlink/names/mac-address.ts';
import type { AddressRange } from '../../../hostlink/registry/model.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { addressRange } from './address-range.ts';
import { ipAddress } from './ip-address.ts';
import { listWish } from './list-wish.ts';

/** In any spelling: `2:8:20:ab:c:1`, `02-08-20-AB-0C-01`, `0208.20ab.0c01`. */
export const mac: ArgumentType<MacAddress> = { placeholder: 'mac', parse: parseMacAddress };

/** What dhcpd takes as the name of a host (parse_host_name() of common/parse.c) and a zone can be called, too. */
export const reservationName: ArgumentType<string> = {
  placeholder: 'name',
  parse: (text) => {
    if (text.length > 63 || !/^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/.test(text)) {
      throw new Diagnostic({
        code: 'zmgr::dhcp::bad-name',
        message: `"${text.slice(0, 80)}" cannot name a reservation`,
        help: 'Write at most 63 letters, digits, "-", "_" and single dots, a letter or digit first.',
      });
    }
    return text;
  },
};

/** `a,b`, or none. */
const listOrNone = <T>({ placeholder, parse }: ArgumentType<T>): ArgumentType<readonly T[]> => ({
  placeholder: `${placeholder},…`,
  parse: (text) =>
    /^none$/i.test(text)
      ? []
      : text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '')
          .map(parse),
});

export const rangesOrNone: ArgumentType<readonly AddressRange[]> = listOrNone(addressRange);
export const addressesOrNone: ArgumentType<readonly IpAddress[]> = listOrNone(ipAddress);

/** Interfaces: all of them, or what comes and what goes. */
export const interfaceList = listWish<LinkName>('links', parseLinkName);

const secondsPer: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds: `3600`, `90m`, `8h`, `7d`. What a minute is too short for, a client renews all the time. */
export const leaseTime: ArgumentType<number> = {
  placeholder: 'time',
  parse: (text) => {
    const [, count = '', unit = ''] = /^([0-9]{1,8})([smhd]?)$/i.exec(text) ?? [];
    const seconds = Number(count) * (secondsPer[unit.toLowerCase()] ?? 0);
    if (count === '' || seconds < 60 || seconds > 365 * 86_400) {
      throw new Diagnostic({
        code: 'zmgr::dhcp::bad-lease-time',
        message: `"${text.slice(0, 80)}" is no time for which an address is leased`,
        help: 'Write a minute to a year, with its unit: 90m, 8h, 7d; a bare number counts seconds.',
      });
    }
    return seconds;
  },
};
