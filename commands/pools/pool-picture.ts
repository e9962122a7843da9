/**
 * A picture of a pool: each address a square, what has it a colour and a mark, so that it is read without colours too. It
 * has a ground of its own and is read on a light page as on a dark one. Of a network with more addresses than fit, a
 * square is a block of them, filled as far as they are taken.
 */
import {
  type Family,
  formatAddress,
  formatCidr,
  specialAddresses,
} from '../../hostlink/ipam/address.ts';
import { familiesOf, usage } from '../../hostlink/ipam/pool-addresses.ts';
import { type Holding, holdingsOf } from '../../hostlink/ipam/pool-holders.ts';
import type { TakenAddresses } from '../../hostlink/ipam/taken.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Pool, PoolFamily } from '../../hostlink/registry/model.ts';
import type { AnswerPicture } from '../answer.ts';
import { counted } from '../answers/parts.ts';
import { countOf } from '../hosts/pool-lines.ts';

const columns = 32;
const cell = 20;
const left = 150;
const margin = 20;
const width = left + columns * cell + margin;
/** So many squares a family at most; of a network of up to twice a /24's addresses, each is shown. */
const mostCells = 512;

/** Told apart by those who see fewer colours, too: Okabe and Ito, 2008. */
const zoneColours = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#d55e00',
  '#56b4e9',
  '#f0e442',
  '#7b4ea3',
] as const;
const ink = '#1d1c1d';
const faint = '#5c6470';

/** What a square is filled with: a colour, or a pattern of the picture. */
interface Fill {
  readonly key: string;
  readonly fill: string;
  /** In the legend. */
  readonly words: string;
}

const free: Fill = { key: 'free', fill: '#ffffff', words: 'free' };
const outside: Fill = { key: 'outside', fill: '#dfe3e8', words: 'not given out' };
const several: Fill = { key: 'several', fill: 'url(#several)', words: 'several' };
const moreZones: Fill = { key: 'more-zones', fill: '#7c8aa5', words: 'other zones' };

const otherFills: Readonly<Record<Exclude<Holding['by']['kind'], 'entry' | 'zone'>, Fill>> = {
  reserved: { key: 'reserved', fill: 'url(#reserved)', words: 'reserved' },
  gateway: { key: 'gateway', fill: '#3d4550', words: 'gateway' },
  host: { key: 'host', fill: 'url(#host)', words: "the host's own" },
  hold: { key: 'hold', fill: 'url(#hold)', words: 'held by an operation' },
  'broken-entry': { key: 'broken', fill: 'url(#broken)', words: 'in a file with a fault' },
  'dhcp-range': { key: 'dhcp', fill: 'url(#dhcp)', words: 'DHCP' },
  'dhcp-reservation': { key: 'dhcp', fill: 'url(#dhcp)', words: 'DHCP' },
  network: { key: 'kept', fill: '#9aa3af', words: 'network and broadcast' },
  broadcast: { key: 'kept', fill: '#9aa3af', words: 'network and broadcast' },
};

const patterns = [
  '<pattern id="reserved" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/><rect width="3" height="6" fill="#5c6470"/></pattern>',
  '<pattern id="hold" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="2" fill="#b45309"/></pattern>',
  '<pattern id="host" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/><path d="M0 0H6V3H0Z" fill="#3d4550"/></pattern>',
  '<pattern id="broken" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/><path d="M0 0L6 6M6 0L0 6" stroke="#b91c1c" stroke-width="1.5"/></pattern>',
  '<pattern id="dhcp" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/><path d="M0 0H3V6H0Z" fill="#0f766e"/></pattern>',
  '<pattern id="several" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#7c8aa5"/><path d="M0 0H4V4H0ZM4 4H8V8H4Z" fill="#3d4550"/></pattern>',
].join('');

export function poolPicture(host: HostName, pool: Pool, taken: TakenAddresses): AnswerPicture {
  const holdings = holdingsOf(pool, taken);
  const fillOf = fillsFor(holdings);
  const legend = new Map<string, Fill>();
  const drawn: string[] = [text(margin, 36, 20, `${pool.name} on ${host}`)];
  let y = 56;
  for (const family of familiesOf(pool)) {
    const panel = panelOf(pool, family, taken, { holdings, fillOf, legend });
    drawn.push(`<g transform="translate(0 ${y})">${panel.svg}</g>`);
    y += panel.height;
  }
  const keys = legendOf([...legend.values()]);
  drawn.push(`<g transform="translate(0 ${y})">${keys.svg}</g>`);
  const height = y + keys.height + margin;
  return {
    name: `pool-${host}-${pool.name}.png`,
    title: `Pool ${pool.name} on ${host}`,
    svg: [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
      `<defs>${patterns}</defs>`,
      `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#f7f8fa" stroke="#c3cad3"/>`,
      ...drawn,
      '</svg>',
    ].join(''),
  };
}

/** Zones by how many addresses they have; those that there is no colour for share one. */
function fillsFor(holdings: readonly Holding[]): (by: Holding['by']) => Fill {
  const counts = new Map<string, number>();
  for (const { by } of holdings)
    if ('zone' in by) counts.set(by.zone, (counts.get(by.zone) ?? 0) + 1);
  const zones = [...counts]
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .map(([zone]) => zone);
  const others = zones.length - zoneColours.length;
  const more = { ...moreZones, words: counted(others, 'other zone') };
  const fills = new Map(
    zones.map((zone, at) => {
      const fill = zoneColours[at];
      return [zone, fill === undefined ? more : { key: `zone:${zone}`, fill, words: zone }];
    }),
  );
  return (by) => ('zone' in by ? (fills.get(by.zone) ?? more) : otherFills[by.kind]);
}

interface Drawing {
  readonly holdings: readonly Holding[];
  readonly fillOf: (by: Holding['by']) => Fill;
  /** What the picture has used so far. */
  readonly legend: Map<string, Fill>;
}

interface Panel {
  readonly svg: string;
  readonly height: number;
}

/** What a square shows: of one address, or of a block of them. */
interface Square {
  fill: Fill | undefined;
  taken: bigint;
}

function panelOf(pool: Pool, family: Family, taken: TakenAddresses, drawing: Drawing): Panel {
  const own = family === 4 ? pool.v4 : pool.v6;
  if (own === undefined) return { svg: '', height: 0 };
  const { first, size, count } = extentOf(own);
  const squares = squaresOf(own, { first, size, count }, drawing);
  const { total, free: open } = usage(pool, family, taken);
  const parts = [
    text(
      margin,
      14,
      14,
      [
        formatCidr(own.network),
        `${countOf(open)} of ${countOf(total)} free`,
        ...(size > 1n ? [`a square is ${countOf(size)} addresses`] : []),
      ].join(' · '),
    ),
  ];
  const used = (fill: Fill): string => {
    drawing.legend.set(fill.key, fill);
    return fill.fill;
  };
  squares.forEach(({ fill, taken: part }, at) => {
    const x = columnOf(at);
    const y = 26 + Math.floor(at / columns) * cell;
    const from = first + BigInt(at) * size;
    if (at % columns === 0)
      parts.push(text(left - 10, y + 14, 12, formatAddress({ family, value: from }), faint, 'end'));
    const isGiven = own.ranges.some(
      (range) => range.first.value < from + size && from <= range.last.value,
    );
    const ground = isGiven ? free : outside;
    parts.push(box(x, y, cell - 3, used(fill !== undefined && part === size ? fill : ground)));
    if (fill !== undefined && part < size) {
      const height = Math.max(3, Math.round(((cell - 3) * Number((part * 1000n) / size)) / 1000));
      parts.push(bar(x, y + cell - 3 - height, height, used(fill)));
    }
  });
  return { svg: parts.join(''), height: 26 + Math.ceil(count / columns) * cell + 18 };
}

const columnOf = (at: number): number => left + (at % columns) * cell;

/** All of a network that fits; of another one what lies between the first and the last address that it gives out. */
function extentOf({ network, ranges }: PoolFamily) {
  const bits = BigInt((network.address.family === 4 ? 32 : 128) - network.prefix);
  const all = 1n << bits;
  const [low = network.address.value] = inOrder(ranges.map(({ first: { value } }) => value));
  const high = inOrder(ranges.map(({ last: { value } }) => value)).at(-1) ?? low;
  const isWhole = all <= BigInt(mostCells);
  const begin = isWhole ? network.address.value : low;
  const end = isWhole ? network.address.value + all - 1n : high;
  let size = 1n;
  while ((end - begin) / size >= BigInt(mostCells)) size *= 2n;
  // Rows begin where people would begin them.
  const row = size * BigInt(columns);
  const first = isWhole ? begin : begin - (begin % row);
  return { first, size, count: Number((end - first) / size) + 1 };
}

const inOrder = (values: readonly bigint[]): readonly bigint[] =>
  values.toSorted((one, other) => (one < other ? -1 : 1));

function squaresOf(
  { network }: PoolFamily,
  { first, size, count }: ReturnType<typeof extentOf>,
  { holdings, fillOf }: Drawing,
): readonly Square[] {
  const squares: Square[] = Array.from({ length: count }, () => ({ fill: undefined, taken: 0n }));
  const last = first + BigInt(count) * size - 1n;
  const note = (from: bigint, to: bigint, fill: Fill): void => {
    if (to < first || from > last) return;
    const begin = from < first ? first : from;
    const end = to > last ? last : to;
    for (let at = (begin - first) / size; at <= (end - first) / size; at += 1n) {
      const square = squares[Number(at)];
      if (square === undefined) continue;
      const [low, high] = [first + at * size, first + (at + 1n) * size - 1n];
      // Of one address, the first that has it; who comes later in a block makes it one of several.
      if (size === 1n && square.fill !== undefined) continue;
      square.taken += (end < high ? end : high) - (begin > low ? begin : low) + 1n;
      if (square.taken > size) square.taken = size;
      square.fill = square.fill === undefined || square.fill.key === fill.key ? fill : several;
    }
  };
  const { family } = network.address;
  for (const holding of holdings)
    if (holding.family === family)
      note(holding.first.value, holding.last.value, fillOf(holding.by));
  const { subnet, broadcast } = specialAddresses(network);
  if (subnet) note(subnet.value, subnet.value, otherFills.network);
  if (broadcast) note(broadcast.value, broadcast.value, otherFills.broadcast);
  return squares;
}

function legendOf(fills: readonly Fill[]): Panel {
  const order = (fill: Fill): number =>
    fill.key.startsWith('zone:') ? 0 : fill === free || fill === outside ? 2 : 1;
  const sorted = fills.toSorted((one, other) => order(one) - order(other));
  const parts: string[] = [];
  let [x, y] = [margin, 0];
  for (const { fill, words } of sorted) {
    const shown = words.length > 24 ? `${words.slice(0, 23)}…` : words;
    const wide = 26 + shown.length * 8 + 18;
    if (x + wide > width - margin) [x, y] = [margin, y + 24];
    parts.push(box(x, y, 16, fill), text(x + 24, y + 13, 13, shown));
    x += wide;
  }
  return { svg: parts.join(''), height: y + 20 };
}

const box = (x: number, y: number, size: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${size}" height="${size}" rx="3" fill="${fill}" stroke="#8792a0" stroke-width="0.8"/>`;

const bar = (x: number, y: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${cell - 3}" height="${height}" rx="2" fill="${fill}"/>`;

function text(
  x: number,
  y: number,
  size: number,
  words: string,
  colour: string = ink,
  anchor: 'start' | 'end' = 'start',
): string {
  const escaped = words
    .replaceAll(/[^\u0020-\u007e\u00a0-\u00ff\u2013\u2026]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="${size}" fill="${colour}" text-anchor="${anchor}">${escaped}</text>`;
}
