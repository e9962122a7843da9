/** A single address of either family, without prefix length: the pool knows it. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { type IpAddress, parseAddress } from '../../../hostlink/ipam/address.ts';
import type { ArgumentType } from '../../argument-type.ts';

export const ipAddress: ArgumentType<IpAddress> = {
  placeholder: 'ip',
  parse: (text) => {
    if (/^[0-9A-Fa-f.:]+\/[0-9]+$/.test(text)) {
      const bare = text.slice(0, text.indexOf('/'));
      throw new Diagnostic({
        code: 'zmgr::address::has-prefix',
        message: `"${text.slice(0, 80)}" has a prefix length, which the pool decides`,
        help: `Write the address alone: ${bare}`,
      });
    }
    return parseAddress(text);
  },
};
