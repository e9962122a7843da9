/** The picture of a pool: what each square shows, however large the network, and nothing that would break out of it. */
import { describe, expect, test } from 'vitest';
import { poolPicture } from '../../../commands/pools/pool-picture.ts';
import { parseAddress } from '../../../hostlink/ipam/address.ts';
import { type Taker, takenAddresses } from '../../../hostlink/ipam/taken.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { parseKdl } from '../../../hostlink/registry/kdl.ts';
import { readPool } from '../../../hostlink/registry/pool.ts';

const pool = (nodes: string) => readPool(parseKdl('x', `pool "x" { ${nodes} }`), 'x', () => {});
const span = (from: string, by: Taker, to = from) => {
  const [first, last] = [parseAddress(from), parseAddress(to)];
  return { family: first.family, first: first.value, last: last.value, by };
};
const entry = (zone: string): Taker => ({ kind: 'entry', zone });
const drawn = (of: ReturnType<typeof pool>, taken: readonly ReturnType<typeof span>[]) =>
  poolPicture(parseHostName('hv-04'), of, takenAddresses(taken)).svg;
/** The fills of the squares, in their order; the legend's are smaller. */
const squares = (svg: string) =>
  [...svg.matchAll(/width="17" height="17" rx="3" fill="([^"]+)"/g)].map(([, fill = '']) => fill);

const small =
  'network "10.1.0.0/24"; gateway "10.1.0.1"; stub "s0"; range-start "10.1.0.10"; range-end "10.1.0.99"';

test('each address is a square: used by zone, reserved, free, not given out', () => {
  const svg = drawn(pool(small), [
    span('10.1.0.1', { kind: 'gateway', pool: 'x' }),
    span('10.1.0.10', entry('web01')),
    span('10.1.0.11', entry('web01')),
    span('10.1.0.12', entry('web02')),
    span('10.1.0.53', { kind: 'reserved', pool: 'x', note: 'dns vip' }),
  ]);
  const all = squares(svg);
  expect(all).toHaveLength(256);
  expect(all[10]).toBe(all[11]);
  expect(all[12]).not.toBe(all[10]);
  expect(all[53]).toBe('url(#reserved)');
  expect(new Set(all.slice(54, 100))).toEqual(new Set([all[13]]));
  expect(all[100]).not.toBe(all[99]);
  expect(all[0]).toBe(all[255]);
  for (const words of ['web01', 'web02', 'reserved', 'free', 'gateway', '10.1.0.32']) {
    expect(svg).toContain(`>${words}</text>`);
  }
  expect(svg).toContain('86 of 89 free');
});

test('more zones than there are colours share one', () => {
  const zones = Array.from({ length: 30 }, (_, at) => span(`10.1.0.${at + 10}`, entry(`z${at}`)));
  expect(drawn(pool(small), zones)).toContain('>22 other zones</text>');
});

describe('a network with more addresses than fit', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.1', '10.0.0.10', '10.255.255.250'],
    ['fd00::/64', 'fd00::1', 'fd00::10', 'fd00::ffff:ffff:ffff:ffff'],
    ['fd00::/64', 'fd00::1', 'fd00::10', 'fd00::10'],
    ['fd00::/8', 'fd00::1', 'fd00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s from %s', (network, gateway, first, last) => {
    const of = pool(
      `network "${network}"; gateway "${gateway}"; stub "s0"; range-start "${first}"; range-end "${last}"`,
    );
    const svg = drawn(of, [span(first, entry('a')), span(last, entry('b'))]);
    expect(squares(svg).length).toBeGreaterThan(0);
    expect(squares(svg).length).toBeLessThanOrEqual(512 + 32);
    expect(svg).toMatch(/>(a|b|several)<\/text>/);
    expect(svg.length).toBeLessThan(150_000);
  });

  test('a block is filled as far as it is taken', () => {
    const of = pool(
      'network "10.0.0.0/16"; gateway "10.0.0.1"; stub "s0"; range-start "10.0.0.0"; range-end "10.0.255.255"',
    );
    const svg = drawn(of, [span('10.0.1.0', entry('half'), '10.0.1.63')]);
    expect(svg).toContain('a square is 128 addresses');
    // Half of 17 points.
    expect(svg).toMatch(/width="17" height="9" rx="2"/);
  });
});

test('what a host calls a zone stays a text', () => {
  const svg = drawn(pool(small), [span('10.1.0.10', entry('</text><script>&"\u202e'))]);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&amp;"?');
});
