import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addChild,
  type Edit,
  edited,
  removeNode,
  replaceValue,
} from '../../../hostlink/registry/edit.ts';
import { type KdlNode, parseKdl } from '../../../hostlink/registry/kdl.ts';
import { requiredNode } from '../../../hostlink/registry/kdl-read.ts';

/** A file as people write them: comments, odd spacing, slashdashes, several spellings. */
const pool = `// the lab
/- kdl-version 2
pool "internal"   {   // do not touch
\tnetwork  "10.1.0.0/24" // since 2019
  gateway "10.1.0.1";   stub "oinetint0"
  /- reserve "10.1.0.9"
  addresses { address "10.1.0.20" ; address "10.1.0.21" }

  empty {}
  bare
} // end
`;

const change = (source: string, edits: (root: KdlNode) => readonly Edit[], kind = 'pool') => {
  const document = parseKdl('x.kdl', source);
  return edited(document.file, edits(requiredNode(document, kind)));
};
const node = (root: KdlNode, ...path: readonly string[]) =>
  path.reduce((at, name) => requiredNode(at, name), root);
const value = (of: KdlNode) => {
  const [first] = of.arguments;
  if (first === undefined) throw new Error(`${of.name} has no argument`);
  return first;
};

describe('an edit', () => {
  it('replaces one value', () => {
    expect(change(pool, (root) => [replaceValue(value(node(root, 'gateway')), '10.1.0.2')])).toBe(
      pool.replace('"10.1.0.1"', '"10.1.0.2"'),
    );
  });

  it('writes flags and numbers bare', () => {
    expect(
      change('pool { a 1; b #true }', (root) => [
        replaceValue(value(node(root, 'a')), 2),
        replaceValue(value(node(root, 'b')), false),
      ]),
    ).toBe('pool { a 2; b #false }');
  });

  const additions: readonly (readonly [before: string, after: string])[] = [
    ['pool {\n    a 1\n}\n', 'pool {\n    a 1\n    new 1\n}\n'],
    ['pool {\n\ta 1 // c\n}\n', 'pool {\n\ta 1 // c\n\tnew 1\n}\n'],
    ['pool {\r\n  a 1\r\n}\r\n', 'pool {\r\n  a 1\r\n  new 1\r\n}\r\n'],
    ['pool {\n}\n', 'pool {\n    new 1\n}\n'],
    ['pool {\n  // only this\n}\n', 'pool {\n  // only this\n    new 1\n}\n'],
    ['pool { a 1 }', 'pool { a 1; new 1 }'],
    ['pool { a 1; }', 'pool { a 1; new 1 }'],
    ['pool {a 1}', 'pool {a 1; new 1 }'],
    ['pool {}', 'pool { new 1 }'],
    ['pool { /-a 1 }', 'pool { new 1; /-a 1 }'],
    ['pool { /* c */ }', 'pool { new 1; /* c */ }'],
    ['pool "x" // c\n', 'pool "x" {\n    new 1\n} // c\n'],
    ['pool "x"', 'pool "x" {\n    new 1\n}'],
  ];
  it.each(additions)('adds to %j', (before, after) => {
    const result = change(before, (root) => [addChild(root, 'new 1')]);
    expect(result).toBe(after);
    expect(requiredNode(parseKdl('x', result), 'pool').nodes.at(-1)?.name ?? '').toBe('new');
  });

  const removals: readonly (readonly [before: string, after: string])[] = [
    ['pool {\n    a 1\n    gone 1\n    b 2\n}\n', 'pool {\n    a 1\n    b 2\n}\n'],
    ['pool {\r\n  gone 1\r\n}\r\n', 'pool {\r\n}\r\n'],
    ['pool {\n  gone 1 // why\n}\n', 'pool {\n  // why\n}\n'],
    ['pool { a 1; gone 1; b 2 }', 'pool { a 1; b 2 }'],
    ['pool { gone 1 }', 'pool { }'],
    ['pool {\n  gone {\n    x 1\n  }\n  b 2\n}', 'pool {\n  b 2\n}'],
    ['pool {\n  gone 1;\n  b 2\n}', 'pool {\n  b 2\n}'],
  ];
  it.each(removals)('removes from %j', (before, after) => {
    expect(change(before, (root) => [removeNode(node(root, 'gone'))])).toBe(after);
  });

  it('refuses two edits of one place, and what would be no KDL', () => {
    expect(() =>
      change(pool, (root) => [removeNode(root), removeNode(node(root, 'stub'))]),
    ).toThrow(/can't be edited/);
    expect(() => change(pool, (root) => [addChild(root, 'a {')])).toThrow(/can't be edited/);
  });

  it('refuses to take one thing away twice, and adds two in their order', () => {
    expect(() =>
      change(pool, (root) => [removeNode(node(root, 'stub')), removeNode(node(root, 'stub'))]),
    ).toThrow(/can't be edited/);
    expect(change('pool {\n}\n', (root) => [addChild(root, 'a 1'), addChild(root, 'b 2')])).toBe(
      'pool {\n    a 1\n    b 2\n}\n',
    );
  });

  it('touches its place alone, wherever that is', () => {
    const paths = [['network'], ['gateway'], ['stub'], ['addresses'], ['empty'], ['bare']] as const;
    fc.assert(
      fc.property(fc.subarray([...paths]), fc.constantFrom('\n', '\r\n'), (chosen, newline) => {
        const source = pool.replaceAll('\n', newline);
        const gone: string[] = [];
        const result = change(source, (root) =>
          chosen.map((path) => {
            const edit = removeNode(node(root, ...path));
            gone.push(source.slice(edit.start, edit.end));
            return edit;
          }),
        );
        // What is left is the file without just these pieces, and every other node is still there.
        let rest = source;
        for (const piece of gone) rest = rest.replace(piece, '');
        expect(result).toBe(rest);
        expect(requiredNode(parseKdl('x', result), 'pool').nodes.map(({ name }) => name)).toEqual(
          paths.map(([name]) => name).filter((name) => !chosen.some(([other]) => other === name)),
        );
      }),
    );
  });
});
