/** An address that is kept back, and why: `10.1.0.53 dns vip`. */
import { parseAddress } from '../../../hostlink/ipam/address.ts';
import type { Reservation } from '../../../hostlink/registry/pool-words.ts';
import type { ArgumentType } from '../../argument-type.ts';

export const reservation: ArgumentType<Reservation> = {
  placeholder: 'ip and why',
  parse: (text) => {
    const [address = '', ...words] = text.trim().split(/\s+/);
    const note = words.join(' ');
    return { address: parseAddress(address), ...(note !== '' && { note }) };
  },
};

/** A comma or a line's end, where an address follows: a note may have commas of its own. */
export const betweenReservations = /[,\n](?=\s*[+-]?[0-9a-fA-F]*[.:])|\n/;
