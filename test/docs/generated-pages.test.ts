/** What docs/ says of verbs and diagnostics is what the code does, and every code of the product is explained. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue, explanations } from '../../commands/diagnostics/catalogue.ts';
import { verbs } from '../../commands/verbs.ts';
import { codesInText, codesOfProduct } from '../../docs/generate/codes-in-source.ts';
import { generatedPages } from '../../docs/generate/pages.ts';
import { verbsPage } from '../../docs/generate/verbs-page.ts';

const root = resolve(import.meta.dirname, '../..');
const codes = codesOfProduct(root);
const form = /^zmgr::[a-z]+(-[a-z]+)*::[a-z]+(-[a-z]+)*$/;

describe('docs/', () => {
  test.each(Object.entries(generatedPages(root)))('%s is up to date', (name, text) => {
    const written = readFileSync(join(root, 'docs', name), 'utf8');
    expect(written === text, `npm run docs brings docs/${name} up to date`).toBe(true);
  });

  test.each(Object.keys(generatedPages(root)))('architecture.md leads to %s', (name) => {
    expect(readFileSync(join(root, 'docs/architecture.md'), 'utf8')).toContain(`(${name})`);
  });

  test('verbs.md has every verb, with its examples', () => {
    const page = verbsPage(verbs);
    for (const { path, examples } of verbs) {
      expect(page).toContain(`\n## ${path}\n`);
      for (const example of examples) expect(page).toContain(`\n/zone ${example}\n`);
    }
  });
});

describe('codes', () => {
  test('are found', () => {
    expect(codes.length).toBeGreaterThan(150);
    expect(codes).toContainEqual({
      code: 'zmgr::pool::exhausted',
      files: ['hostlink/ipam/pool-addresses.ts'],
      messages: ['The pool "…" has no free IPv… address: … of … are taken'],
    });
  });

  test('have the form zmgr::area::what', () => {
    expect(codes.map(({ code }) => code).filter((code) => !form.test(code))).toEqual([]);
  });

  test('are each explained, in commands/diagnostics/<area>.ts', () => {
    const unexplained = codes.filter(({ code }) => !Object.hasOwn(explanations, code));
    expect(unexplained.map(({ code, files }) => `${code} of ${files.join(', ')}`)).toEqual([]);
  });

  test('that are explained can be met', () => {
    const met = new Set(codes.map(({ code }) => code));
    expect(Object.keys(explanations).filter((code) => !met.has(code))).toEqual([]);
  });

  test('stand in the file of their area, in order', () => {
    for (const [area, explained] of Object.entries(catalogue)) {
      const keys = Object.keys(explained);
      expect(keys.filter((code) => !code.startsWith(`zmgr::${area}::`))).toEqual([]);
      expect(keys).toEqual([...keys].sort((one, other) => (one < other ? -1 : 1)));
    }
  });

  test.each(Object.entries(explanations))('%s is explained in sentences', (_, explanation) => {
    for (const text of [explanation.happened, explanation.remedy]) {
      expect(text).toMatch(/^(illumos|[`A-Z]).*[.?]$/s);
      expect(text.split('`').length % 2).toBe(1);
    }
  });
});

describe('reading a source', () => {
  const read = (text: string) => codesInText('a.ts', text);

  test('finds a code wherever it stands, with the messages beside it', () => {
    const text = `
      // 'zmgr::comment::only'
      export type Code = \`zmgr::\${string}::\${string}\`;
      const apart = 'zmgr::one::apart';
      throw new Diagnostic({ code: few ? 'zmgr::one::few' : 'zmgr::one::many', message: few ? \`\${a} of \${b}\` : 'All' });`;
    const messages = ['… of …', 'All'];
    expect(read(text)).toEqual([
      { code: 'zmgr::one::apart', file: 'a.ts', messages: [] },
      { code: 'zmgr::one::few', file: 'a.ts', messages },
      { code: 'zmgr::one::many', file: 'a.ts', messages },
    ]);
  });

  test('passes over what only asks for a code', () => {
    const text = `
      const hard = ['zmgr::host::denied', 'zmgr::host::no-key'];
      if (code === 'zmgr::a::b' || 'zmgr::a::c' !== code || code.startsWith('zmgr::host::')) f();`;
    expect(read(text)).toEqual([]);
  });

  test('refuses a code that no search would find', () => {
    expect(() => read(`const code = \`zmgr::host::\${what}\`;`)).toThrow(/write it whole/);
  });
});
