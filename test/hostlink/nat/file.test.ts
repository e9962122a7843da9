/** ipnat.conf keeps every byte that is not meant: what is added and removed again leaves no trace. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type NatFile,
  normalOf,
  parseNatFile,
  withLines,
  withoutStatements,
} from '../../../hostlink/nat/file.ts';

const byHand = `# NAT of hv-04. Ask before you change anything.
outside = "igb0" ;   # the uplink

map igb0 10.9.0.0/24 -> 0/32 proxy port ftp ftp/tcp   # ftp first!
map igb0 10.9.0.0/24 -> 0/32 \\
\tportmap tcp/udp 40000:60000 sequential
map igb0 10.9.0.0/24 -> 0/32; map $outside 10.8.0.0/24 -> 0/32
# rdr igb0 0/0 port 80 -> 10.9.0.80 port 80 tcp
rdr igb0
  192.0.2.4/32 port 443
  -> web.example port 443 tcp\ttag web
`;

test('a file of many spellings is read rule by rule', () => {
  const { statements, assignments, fault } = parseNatFile(byHand);
  expect(fault).toBeUndefined();
  expect(assignments).toEqual(['outside = "igb0" ;']);
  expect(statements.map(({ line, ...one }) => [line, normalOf(one)])).toEqual([
    [4, undefined],
    [5, 'map igb0 10.9.0.0/24 -> 0.0.0.0/32 portmap tcp/udp 40000:60000 sequential'],
    [7, 'map igb0 10.9.0.0/24 -> 0.0.0.0/32'],
    [7, undefined],
    [9, undefined],
  ]);
});

const line = fc.constantFrom(
  ...['', '# a comment; map igb0 10.1.0.0/24 -> 0/32', '\t ', 'map igb1 any -> 0/32 # inline'],
  ...['rdr igb0 0/0 port 80 -> 10.1.0.1 port 80', 'bimap igb0 10.3.0.1 -> 192.0.2.7;'],
  'map igb0 10.4.0.0/24 \\\n -> 0/32 portmap tcp auto',
);
const file = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.boolean())
  .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''))
  // Blanks alone are no file that ipnat takes.
  .filter((text) => text === '' || text.trim() !== '');
const rules = fc.uniqueArray(
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.boolean())
    .map(
      ([third, plain]) =>
        `map igb2 10.200.${third}.0/24 -> 0/32${plain ? '' : ' portmap tcp/udp auto'}`,
    ),
  { minLength: 1, maxLength: 3 },
);

const added = (text: string, some: readonly string[]) => {
  const whole = parseNatFile(withLines(text, some));
  return { whole, own: whole.statements.slice(-some.length) };
};
const texts = ({ statements }: NatFile) => statements.map(({ text }) => text);

test('adding rules and removing them gives every byte back', () => {
  fc.assert(
    fc.property(file, rules, (text, some) => {
      const { whole, own } = added(text, some);
      expect(whole.fault).toBeUndefined();
      expect(own.map((one) => one.text)).toEqual(some);
      expect(withoutStatements(whole.text, own)).toBe(text);
    }),
  );
});

test('removing any rule leaves all others, and a file that ipnat takes', () => {
  fc.assert(
    fc.property(file, fc.nat(), (text, which) => {
      const before = parseNatFile(text);
      const gone = before.statements[which % Math.max(1, before.statements.length)];
      if (gone === undefined) return;
      const after = parseNatFile(withoutStatements(text, [gone]));
      expect(after.fault).toBeUndefined();
      expect(texts(after)).toEqual(texts(before).toSpliced(before.statements.indexOf(gone), 1));
    }),
  );
  const first = parseNatFile(byHand).statements[0];
  if (first === undefined) throw new Error('no rule');
  expect(withoutStatements(byHand, [first])).toBe(
    byHand.replace('map igb0 10.9.0.0/24 -> 0/32 proxy port ftp ftp/tcp', ''),
  );
});
