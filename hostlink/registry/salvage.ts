/** Addresses out of a text that could not be understood otherwise. */
import { type IpAddress, isAddress, parseAddress } from '../ipam/address.ts';

/** All that looks like an address, gateways too: rather one too many kept back than one given out twice. */
export const mentionedAddresses = (text: string): readonly IpAddress[] =>
  (text.match(/[0-9A-Fa-f:.]*[0-9A-Fa-f]/g) ?? []).filter(isAddress).map(parseAddress);
