/** Hunks: both ways byte for byte, each found once, and nobody else's lines in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addChild, type Edit, edited, removeNode } from '../../../hostlink/registry/edit.ts';
import { hunksOf } from '../../../hostlink/registry/hunks.ts';
import { parseKdl } from '../../../hostlink/registry/kdl.ts';
import type { Hunk } from '../../../hostlink/steps/define-step.ts';

const entry = `// ours
zone "web01" {
    template "oi"
    tags "web" // by hand
    net "a" {
        vnic "web01_0"
    }
    net "b" {
        vnic "web01_1"
    }
}
`;

const zoneIn = (text: string) => {
  const [zone] = parseKdl('web01.kdl', text).nodes;
  if (zone === undefined) throw new Error('no zone');
  return zone;
};
const child = (text: string, name: string) => {
  const found = zoneIn(text).nodes.find((node) => node.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

/** As the host does it. */
const replaced = (text: string, hunks: readonly Hunk[]): string =>
  hunks.reduce((all, { from, to }) => {
    const parts = all.split(from);
    expect(parts).toHaveLength(2);
    return parts.join(to);
  }, text);
const backwards = (hunks: readonly Hunk[]): readonly Hunk[] =>
  hunks.map(({ from, to }) => ({ from: to, to: from }));

const both = (text: string, edits: readonly Edit[]): readonly Hunk[] => {
  const file = { source: 'web01.kdl', text };
  const hunks = hunksOf(file, edits);
  const after = edited(file, edits);
  expect(replaced(text, hunks)).toBe(after);
  expect(replaced(after, backwards(hunks))).toBe(text);
  return hunks;
};

describe('the places of edits', () => {
  test('a line that changes is its own place', () => {
    const { span, arguments: values } = child(entry, 'tags');
    const [value] = values;
    if (value === undefined) throw new Error('no tag');
    expect(span.start).toBeLessThan(value.span.start);
    expect(both(entry, [{ ...value.span, text: '"prod"' }])).toEqual([
      { from: '\n    tags "web" // by hand\n', to: '\n    tags "prod" // by hand\n' },
    ]);
  });

  test('a line that goes takes its neighbours along to be found by', () => {
    const [hunk] = both(entry, [removeNode(child(entry, 'template'))]);
    expect(hunk?.from).toBe('\nzone "web01" {\n    template "oi"\n    tags "web" // by hand\n');
  });

  test('new lines stand before what closes the zone, and far from each other they are two places', () => {
    const edits = [
      addChild(zoneIn(entry), 'boot-order 1'),
      addChild(zoneIn(entry), 'boot-delay 30'),
      removeNode(child(entry, 'template')),
    ];
    const hunks = both(entry, edits);
    expect(hunks).toHaveLength(2);
    expect(hunks[1]?.from).not.toContain('net');
  });

  test('one line is one place', () => {
    const text = 'zone "web01" { template "oi"; }';
    const hunks = both(text, [addChild(zoneIn(text), 'tags "web"')]);
    expect(hunks).toHaveLength(1);
  });

  test('whatever is written and taken away', () => {
    const node = fc.constantFrom(
      'tags "a"',
      'tags "a" "b"',
      'x',
      'x 1',
      'net "a" {\n  x\n}',
      '// x',
    );
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 6 }),
        fc.subarray([0, 1, 2, 3, 4, 5]),
        fc.array(fc.constantFrom('x', 'x 1', 'tags "a"'), { maxLength: 2 }),
        fc.constantFrom('\n', '\r\n'),
        (nodes, gone, added, newline) => {
          const text = ['zone "z" {', ...nodes, '}', ''].join('\n').replaceAll('\n', newline);
          const zone = zoneIn(text);
          both(text, [
            ...added.map((line) => addChild(zone, line)),
            ...zone.nodes.filter((_, index) => gone.includes(index)).map(removeNode),
          ]);
        },
      ),
    );
  });
});
