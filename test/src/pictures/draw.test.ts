/** Pictures: drawn with no native build, in a thread of their own, twice as large as they say. */
import { expect, test } from 'vitest';
import { draw } from '../../../src/pictures/draw.ts';

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#fff"/>${inside}</svg>`;

test('a PNG of the right size, with letters in it', async () => {
  const [plain, lettered] = await Promise.all([
    draw(svg('')),
    draw(svg('<text x="2" y="20" font-family="DejaVu Sans" font-size="14">ab</text>')),
  ]);
  const bytes = Buffer.from(plain);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([120, 60]);
  expect(lettered.length).toBeGreaterThan(plain.length);
});

test('what is no picture is a fault, and ends', async () => {
  await expect(draw('<svg')).rejects.toThrow();
});
