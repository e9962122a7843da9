/** What holds of every verb: a new one gets these tests by being in the list. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completions } from '../../commands/completions.ts';
import { usageOf } from '../../commands/grammar/usage.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { answerText } from './support/answer-text.ts';
import { testDesk } from './support/desk.ts';

const folder = join(import.meta.dirname, '../../commands');

describe.each(verbs.map((verb) => [verb.path, verb] as const))('%s', (path, verb) => {
  it('is the file of its name', () => {
    expect(existsSync(join(folder, `${path.replaceAll(' ', '/')}.ts`))).toBe(true);
  });

  it('says what it is for, in one line without a full stop', () => {
    expect(verb.summary).toMatch(/^[A-Z].{10,70}[^.]$/);
  });

  it('has examples, all of which are it', () => {
    expect(verb.examples.length).toBeGreaterThan(0);
    for (const example of verb.examples) {
      const prepared = prepare(example, verbs);
      if (prepared.kind === 'mistake') throw prepared.diagnostic;
      if (verb.kind === 'breakglass') {
        expect(prepared).toMatchObject({ kind: 'change', glass: {} });
        continue;
      }
      expect(verb.kind === 'plan' ? 'plan' : prepared.command.path).toBe(path);
      expect(prepared.kind).toBe(verb.kind);
    }
  });

  it('has help, which shows how it is typed', async () => {
    const prepared = prepare(`help ${path}`, verbs);
    if (prepared.kind !== 'read') throw new Error(`help ${path} is ${prepared.kind}`);
    const text = answerText(await answerRead(prepared, testDesk()));
    expect(text).toContain(`/zone ${usageOf(verb)}`);
    expect(text).toContain(`/zone ${verb.examples[0] ?? ''}`);
    for (const { summary } of Object.values(verb.args)) expect(text).toContain(summary);
  });

  it('has keys as people type them, and a host where a zone may name one', () => {
    for (const [name, { mayNameHost }] of Object.entries(verb.args)) {
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
      if (mayNameHost) expect(verb.args.host?.kind).toBe('option');
    }
  });

  it('has no required word behind one that may be left out, and at most one that takes all', () => {
    const kinds = Object.values(verb.args)
      .filter(({ kind }) => kind === 'positional' || kind === 'rest')
      .map(({ kind, required }) => `${kind} ${required}`);
    expect(kinds.filter((kind) => kind === 'positional true')).toEqual(
      kinds.slice(0, kinds.filter((kind) => kind === 'positional true').length),
    );
    expect(kinds.filter((kind) => kind.startsWith('rest')).length).toBeLessThanOrEqual(1);
  });
});

it('no file of a verb is left out of the list', () => {
  const folders = [
    'dhcp/',
    'forward/',
    'forwarding/',
    'host/',
    'link/',
    'nat/',
    'op/',
    'pool/',
    'publisher/',
    'template/',
  ];
  const files = ['', ...folders].flatMap((below) =>
    readdirSync(join(folder, below))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${below}${name.slice(0, -3)}`),
  );
  // What lies beside the verbs and is none.
  const others = [
    'answer',
    'argument',
    'argument-type',
    'chosen-host',
    'completions',
    'define',
    'desk',
    'dry-run',
    'run',
    'surface',
    'verbs',
  ];
  const paths = verbs.map(({ path }) => path.replaceAll(' ', '/'));
  expect(files.filter((file) => !others.includes(file)).sort((a, b) => (a < b ? -1 : 1))).toEqual(
    paths.sort((a, b) => (a < b ? -1 : 1)),
  );
});

it('paths are different', () => {
  expect(new Set(verbs.map(({ path }) => path)).size).toBe(verbs.length);
});

describe('completions', () => {
  it('are the verbs that somebody may use, with their keys', () => {
    const found = completions(verbs, (path) => ({ allowed: path !== 'op cancel', because: '' }));
    expect(found.map(({ text }) => text)).toContain('create ');
    expect(found.map(({ text }) => text)).toContain('list');
    expect(found.map(({ text }) => text)).not.toContain('op cancel ');
    const create = found.find(({ text }) => text === 'create ');
    expect(create?.keys.map(({ text }) => text)).toEqual([
      'template=',
      'host=',
      'pool=',
      'address=',
      'boot=yes',
      'memory=',
      'swap=',
      'locked=',
      'cpu-cap=',
      'cpu-shares=',
      'max-lwps=',
      'max-processes=',
      'fs=',
      'dataset=',
      'attr=',
      'hostname=',
      'nameserver=',
      'search=',
      'timezone=',
      'dry-run=yes',
      'reason=',
    ]);
    expect(create?.usage).toMatch(/^create <zone> /);
  });
});
