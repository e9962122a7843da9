/** ipadm(8): the host's own addresses. What they are counts as taken. */
import { type IpAddress, parseAddress } from '../ipam/address.ts';
import { commandFact } from '../observe/define-fact.ts';
import { notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';
import { parseParsable } from './parsable.ts';

/** ipadm.c, print_sa_cb(). `unmanaged`: plumbed past ipadm, printed as an empty type. */
const addressTypes = ['static', 'dhcp', 'addrconf', 'from-gz'] as const;
const addressStates = ['ok', 'down', 'disabled', 'duplicate', 'tentative', 'inaccessible'] as const;

export interface AddressObject {
  /** `net0/v4`; `net0/?` for an address that ipadm does not manage, and then more than one may be called so. */
  readonly object: string;
  readonly link: string;
  readonly type: (typeof addressTypes)[number] | 'unmanaged';
  readonly state: (typeof addressStates)[number];
  /** Absent while DHCP has no lease, and for a disabled object that is named by a host name. */
  readonly address?: IpAddress;
  readonly prefix?: number;
  /** The other end of a point-to-point link. */
  readonly remote?: IpAddress;
}

export const addressList = commandFact({
  name: 'ipadm show-addr',
  command: command('ipadm', 'show-addr', '-p', '-o', 'ADDROBJ,TYPE,STATE,ADDR'),
  parse: parseAddressObjects,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseAddressObjects(stdout: string, source: string): readonly AddressObject[] {
  // die() in ipadm.c ends its message with a newline on the wrong stream: such a lone one is no line.
  const text = stdout === '\n' ? '' : stdout;
  return parseParsable(text, ['object', 'type', 'state', 'address'], source).map(
    ({ fields, where }) => {
      const { object } = fields;
      const link = /^([^/]+)\/.+$/.exec(object)?.[1];
      if (link === undefined) throw notUnderstood(where, 'names no address object');
      const type: AddressObject['type'] | undefined =
        fields.type === '' ? 'unmanaged' : addressTypes.find((one) => one === fields.type);
      if (type === undefined)
        throw notUnderstood(where, `has an unknown type of address, ${fields.type}`);
      const state = addressStates.find((one) => one === fields.state);
      if (state === undefined)
        throw notUnderstood(where, `has an unknown state of an address, ${fields.state}`);
      const head: AddressObject = { object, link, type, state };
      if (fields.address === '?') return head;
      try {
        return { ...head, ...parseEnds(fields.address) };
      } catch (cause) {
        // A static address that was given by name is resolved when it is enabled, and until then printed by name.
        if (state === 'disabled' && type === 'static') return head;
        throw notUnderstood(where, `has no address in its last field`, cause);
      }
    },
  );
}

/** `10.0.0.1/24`, `fe80::1%net0/10`, `10.0.0.1->10.0.0.2`, or without a prefix length where the host knows none. */
function parseEnds(text: string): Pick<AddressObject, 'address' | 'prefix' | 'remote'> {
  const [near = '', far] = text.split('->');
  const [address = '', prefix] = near.split('/');
  if (prefix !== undefined && !/^[0-9]{1,3}$/.test(prefix))
    throw new Error(`"${prefix}" is no prefix length`);
  return {
    address: parseAddress(withoutLink(address)),
    ...(prefix === undefined ? {} : { prefix: Number(prefix) }),
    ...(far === undefined ? {} : { remote: parseAddress(withoutLink(far)) }),
  };
}

/** getnameinfo(3SOCKET) puts the link behind a link-local address. */
const withoutLink = (text: string): string => text.replace(/%[A-Za-z0-9_.]+$/, '');
