/** A network with its prefix length: `10.1.0.0/24`. */
import { type Cidr, parseCidr } from '../../../hostlink/ipam/address.ts';
import type { ArgumentType } from '../../argument-type.ts';

export const network: ArgumentType<Cidr> = { placeholder: 'cidr', parse: parseCidr };
