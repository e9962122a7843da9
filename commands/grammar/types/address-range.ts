/** The addresses from one to another, both among them: `10.1.0.10-10.1.0.99`. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { isAddress, parseAddress } from '../../../hostlink/ipam/address.ts';
import type { AddressRange } from '../../../hostlink/registry/model.ts';
import type { ArgumentType } from '../../argument-type.ts';

export const addressRange: ArgumentType<AddressRange> = {
  placeholder: 'first-last',
  parse: (text) => {
    const [first = '', last = '', ...more] = text.split('-');
    if (more.length > 0 || !isAddress(first) || !isAddress(last)) {
      throw new Diagnostic({
        code: 'zmgr::address::bad-range',
        message: `"${text.slice(0, 80)}" is no range of addresses`,
        help: 'Write the first and the last: 10.1.0.10-10.1.0.99.',
      });
    }
    return { first: parseAddress(first), last: parseAddress(last) };
  },
};
