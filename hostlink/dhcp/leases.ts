/**
 * dhcpd.leases(5): a log to which dhcpd only appends, so that the last word about an address counts. Times are UTC
 * (`4 2026/11/26 12:00:00`, whose first number is the weekday) or, where dhcpd was told so, `epoch 1764158400`.
 */
import { type IpAddress, isAddress, parseAddress } from '../ipam/address.ts';
import { type MacAddress, parseMacAddress } from '../names/mac-address.ts';
import { leavesIn, listOf } from './configuration.ts';
import { parseStatements, type Statement } from './syntax.ts';

export interface Lease {
  readonly address: IpAddress;
  /** `active`, `free`, `expired`, `released`, `abandoned`, `reset`, `backup`; absent in leases of old. */
  readonly state?: string;
  readonly starts?: Date;
  /** Absent where it has no end, or none is told. */
  readonly ends?: Date;
  readonly mac?: MacAddress;
  /** What the client calls itself: its own word, not to be trusted. */
  readonly clientName?: string;
}

/**
 * One a address, the last that was written, in the order of addresses.
 * @throws Diagnostic `zmgr::dhcp::unreadable`
 */
export function parseLeases(source: string, text: string): readonly Lease[] {
  const byAddress = new Map<string, Lease>();
  for (const statement of parseStatements(source, whole(text))) {
    const [kind, address] = statement.tokens;
    if (kind?.text !== 'lease' || statement.body === undefined) continue;
    if (address === undefined || !isAddress(address.text)) continue;
    byAddress.set(address.text, leaseOf(parseAddress(address.text), statement.body.statements));
  }
  return [...byAddress.values()].toSorted((one, other) =>
    one.address.value < other.address.value ? -1 : 1,
  );
}

/** dhcpd may be writing the last one at this moment: what has no end yet does not count. */
function whole(text: string): string {
  const end = text.lastIndexOf('\n}');
  const header = text.search(/^(lease|host|failover|ia-)/m);
  if (header === -1) return text;
  return end < header ? text.slice(0, header) : text.slice(0, end + 2);
}

function leaseOf(address: IpAddress, statements: readonly Statement[]): Lease {
  const words = (...begin: string[]) => {
    const leaf = leavesIn(statements, ...begin).at(-1);
    return leaf === undefined ? [] : leaf.tokens.slice(begin.length).map(({ text }) => text);
  };
  const state = words('binding', 'state')[0];
  const starts = timeOf(words('starts'));
  const ends = timeOf(words('ends'));
  const hardware = leavesIn(statements, 'hardware', 'ethernet').at(-1);
  const mac = hardware === undefined ? undefined : macOf(listOf(hardware, 2).join(''));
  const clientName = words('client-hostname')[0];
  return {
    address,
    ...(state === undefined ? {} : { state }),
    ...(starts === undefined ? {} : { starts }),
    ...(ends === undefined ? {} : { ends }),
    ...(mac === undefined ? {} : { mac }),
    ...(clientName === undefined ? {} : { clientName }),
  };
}

function timeOf([first, ...more]: readonly string[]): Date | undefined {
  if (first === 'epoch') return validDate(Number(more[0]) * 1000);
  const [date, time] = more;
  const match = /^(\d{4})\/(\d{2})\/(\d{2})$/.exec(date ?? '');
  if (match === null || time === undefined) return undefined;
  const [, year, month, day] = match;
  return validDate(Date.parse(`${year}-${month}-${day}T${time}Z`));
}

const validDate = (milliseconds: number): Date | undefined =>
  Number.isFinite(milliseconds) ? new Date(milliseconds) : undefined;

function macOf(text: string): MacAddress | undefined {
  try {
    return parseMacAddress(text);
  } catch {
    return undefined;
  }
}

/** Whether an address is somebody's at a moment. */
export const isLeased = ({ state, ends }: Lease, now: Date): boolean =>
  (state === undefined || state === 'active') && (ends === undefined || ends > now);
