/** Files of a registry as people write them: comments, slashdashes, odd spacing, several spellings, one line or many. */
import fc from 'fast-check';

/** A node as it is written, without its line's end. */
export type Written = string | { readonly head: string; readonly nodes: readonly Written[] };

interface Style {
  readonly isSpread: boolean;
  readonly newline: string;
  readonly indent: string;
}

const anyStyle: fc.Arbitrary<Style> = fc.record({
  isSpread: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '    ', '\t'),
});

/** What stands between nodes: before one, on lines of its own, and behind one on its line. */
const anyNoise = fc.record({
  before: fc.constantFrom('', '', '// since 2019', '', '/- reserve "10.1.0.9"', '/- gone { a 1 }'),
  behind: fc.constantFrom('', '', ';', ' // do not touch', ' /* ask Kim */', '; // why'),
});
const anyNoises = fc.array(anyNoise, { minLength: 40, maxLength: 40 });

/** One node in a file of its own. */
export const anyFileOf = (root: Written): fc.Arbitrary<string> =>
  fc
    .tuple(anyStyle, anyNoises, fc.constantFrom('', '// ours\n', '/- kdl-version 2\n'))
    .map(([style, noises, top]) => {
      let at = 0;
      const noise = () => noises[at++ % noises.length] ?? { before: '', behind: '' };
      const written = (node: Written, indent: string, isSpread: boolean): string => {
        if (typeof node === 'string') return node;
        const inner = `${indent}${style.indent}`;
        if (!isSpread)
          return `${node.head} { ${node.nodes.map((one) => written(one, inner, false)).join('; ')} }`;
        const lines = node.nodes.flatMap((one) => {
          const { before, behind } = noise();
          // Some blocks stand on one line in a file of many.
          const line = written(one, inner, typeof one === 'string' || behind !== ';');
          return [...(before === '' ? [] : [`${inner}${before}`]), `${inner}${line}${behind}`];
        });
        return [`${node.head} {`, ...lines, `${indent}}`].join('\n');
      };
      const text = `${top}${written(root, '', style.isSpread)} // end\n`;
      return text.replaceAll('\n', style.newline);
    });
