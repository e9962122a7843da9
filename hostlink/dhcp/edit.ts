/**
 * Changes of a dhcpd.conf. Each replaces spans of the text, and what is added is taken away again by removing it: adding a
 * host and removing it gives every byte back.
 */
import type { Cidr, IpAddress } from '../ipam/address.ts';
import { networkOf as boundsOf, formatAddress } from '../ipam/address.ts';
import { type MacAddress, unpaddedMac } from '../names/mac-address.ts';
import type { AddressRange } from '../registry/model.ts';
import { type DhcpConfiguration, type DhcpSubnet, leavesIn, zoneMark } from './configuration.ts';
import type { Span, Statement } from './syntax.ts';

/** Another text in the place of a span. */
export interface Edit extends Span {
  readonly text: string;
}

/** The text after some edits, which do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

export interface NewHost {
  readonly name: string;
  readonly mac: MacAddress;
  readonly address: IpAddress;
  /** The zone that it is for. */
  readonly zone?: string;
}

const hostLines = ({ name, mac, address, zone }: NewHost): string =>
  [
    `host ${name} {`,
    ...(zone === undefined ? [] : [`  ${zoneMark(zone)}`]),
    `  hardware ethernet ${unpaddedMac(mac)};`,
    `  fixed-address ${formatAddress(address)};`,
    '}',
  ].join('\n');

/** Behind the last host that stands for itself, or at the end: hosts are the same wherever they are declared. */
export function addHost({ text, statements }: DhcpConfiguration, host: NewHost): Edit {
  const last = statements.findLast(
    ({ tokens, body }) => body !== undefined && tokens[0]?.text.toLowerCase() === 'host',
  );
  const behind = last === undefined ? undefined : lineBehind(text, last);
  return addLines(text, hostLines(host), behind ?? text.length);
}

/** Where the next line begins, if there is nothing but a comment behind the statement. */
function lineBehind(text: string, { end }: Statement): number | undefined {
  const newline = text.indexOf('\n', end);
  const rest = text.slice(end, newline === -1 ? text.length : newline);
  if (!/^[ \t\r]*(#.*)?$/.test(rest)) return undefined;
  return newline === -1 ? text.length : newline + 1;
}

/** Whole lines: where the text before them does not end in a newline, neither do they. */
function addLines(text: string, lines: string, at: number): Edit {
  const isWhole = at === 0 || text[at - 1] === '\n';
  return { start: at, end: at, text: isWhole ? `${lines}\n` : `\n${lines}` };
}

/** Takes a statement away, with its lines where it has them for itself. A comment beside or above it stays. */
export function removeStatement(text: string, { start, end }: Span): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline === -1 ? text.length : newline;
  const isAlone =
    text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '';
  if (!isAlone) return { start, end, text: '' };
  if (newline !== -1) return { start: lineStart, end: newline + 1, text: '' };
  // The last line, which has no newline: the one before it had none either.
  return { start: Math.max(0, lineStart - 1), end: lineEnd, text: '' };
}

/** What is to be said of a subnet; what is left out stays as it is. */
export interface SubnetWish {
  readonly ranges?: readonly AddressRange[] | undefined;
  readonly routers?: readonly IpAddress[] | undefined;
  readonly resolvers?: readonly IpAddress[] | undefined;
  readonly domain?: string | undefined;
  /** Seconds. */
  readonly leaseTime?: number | undefined;
}

const rangeLine = ({ first, last }: AddressRange): string =>
  first.value === last.value
    ? `range ${formatAddress(first)};`
    : `range ${formatAddress(first)} ${formatAddress(last)};`;

const addressList = (addresses: readonly IpAddress[]): string =>
  addresses.map(formatAddress).join(', ');

/** Statements as they are written, each with the words that it begins with. */
function wishedLines(wish: SubnetWish): readonly (readonly [words: string[], lines: string[]])[] {
  const { ranges, routers, resolvers, domain, leaseTime } = wish;
  const option = (name: string, value: string | undefined) =>
    value === undefined
      ? []
      : [[['option', name], value === '' ? [] : [`option ${name} ${value};`]] as const];
  return [
    ...(ranges === undefined ? [] : [[['range'], ranges.map(rangeLine)] as const]),
    ...option('routers', routers && addressList(routers)),
    ...option('domain-name-servers', resolvers && addressList(resolvers)),
    ...option('domain-name', domain && `"${domain}"`),
    ...(leaseTime === undefined
      ? []
      : [
          [['default-lease-time'], [`default-lease-time ${leaseTime};`]] as const,
          [['max-lease-time'], [`max-lease-time ${leaseTime};`]] as const,
        ]),
  ].map(([words, lines]) => [[...words], [...lines]]);
}

/** Each statement in the place of the last that said so before; what was not said yet comes at the block's end. */
export function changeSubnet(
  { text }: DhcpConfiguration,
  { statement }: DhcpSubnet,
  wish: SubnetWish,
): readonly Edit[] {
  const { body } = statement;
  if (body === undefined) return [];
  const added: string[] = [];
  const edits = wishedLines(wish).flatMap(([words, lines]): readonly Edit[] => {
    const before = leavesIn(body.statements, ...words);
    const isSame =
      before.length === lines.length &&
      before.every(({ start, end }, index) => text.slice(start, end) === lines[index]);
    if (isSame) return [];
    const surplus = before.slice(0, Math.max(0, before.length - lines.length));
    const kept = before.slice(surplus.length);
    added.push(...lines.slice(kept.length));
    return [
      ...surplus.map((one) => removeStatement(text, one)),
      ...kept.map(({ start, end }, index) => ({ start, end, text: lines[index] ?? '' })),
    ];
  });
  if (added.length === 0) return edits;
  return [...edits, addInside(text, statement, added)];
}

/** New last statements of a block, each on a line of its own where the block has lines. */
function addInside(text: string, { start, body }: Statement, lines: readonly string[]): Edit {
  const { end, statements } = body ?? { end: start, statements: [] };
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const own = indentAt(text, start);
  if (text.slice(lineStart, end).trim() === '' && lineStart > start) {
    const [first] = statements;
    const indent = first === undefined ? `${own}  ` : indentAt(text, first.start);
    return {
      start: lineStart,
      end: lineStart,
      text: lines.map((line) => `${indent}${line}\n`).join(''),
    };
  }
  // A comment may stand right before the brace only on a line of its own, which was the case above.
  return { start: end, end, text: ` ${lines.join(' ')} ` };
}

export function addSubnet({ text }: DhcpConfiguration, network: Cidr, wish: SubnetWish): Edit {
  const lines = wishedLines(wish).flatMap(([, some]) => some.map((line) => `  ${line}`));
  const head = `subnet ${formatAddress(network.address)} netmask ${netmask(network)} {`;
  return addLines(text, [head, ...lines, '}'].join('\n'), text.length);
}

/** `255.255.255.0` */
export function netmask({ address, prefix }: Cidr): string {
  const { first, last } = boundsOf({ address, prefix });
  return formatAddress({ family: 4, value: 0xffff_ffffn ^ (last.value - first.value) });
}

const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
