/** The file primitives, byte for byte, against what they are said to do: in one process a shell, many files each. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileAction } from '../../../hostlink/runner/compile-action.ts';
import { compileProbe } from '../../../hostlink/runner/compile-probe.ts';
import { shellParts } from '../../../hostlink/runner/shell-parts.ts';
import { command } from '../../../hostlink/shell/command.ts';
import type { Action, Hunk, Probe } from '../../../hostlink/steps/define-step.ts';
import { describeReal } from '../../support/real.ts';
import { shellNames, shellPath } from '../../support/shells.ts';

let directory = '';
let path = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'zonebot-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs shell lines with the runner's parts around them. @returns stdout. */
const run = (lines: readonly string[]): string =>
  execFileSync(join(path.split(':')[0] ?? '', 'sh'), ['-s'], {
    encoding: 'latin1',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    input: Buffer.from(
      [
        `PATH='${path}' LC_ALL=C; export PATH LC_ALL; operation=abcdefghij`,
        shellParts('waiting', 'journal', 'probes', 'actions'),
        ...lines,
      ].join('\n'),
    ),
  });

/** How each action ends: true when it succeeds. */
const act = (actions: readonly Action[]): readonly boolean[] =>
  run(actions.map((action) => `${compileAction(action, 'none')} 2>/dev/null; echo $?`))
    .trim()
    .split('\n')
    .map((status) => status === '0');

const look = (probes: readonly Probe[]): readonly string[] =>
  run(
    probes.flatMap((probe) => [
      'verdict=unclear',
      ...compileProbe(probe, 'none'),
      'printf "%s\\n" "$verdict"',
    ]),
  )
    .trim()
    .split('\n');

/** Lines as people and tools write them: blanks, backslashes, quotes, CRs, other alphabets, what looks like an option. */
const anyLine = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t',
    '\\',
    '\\n',
    "'",
    '"',
    '$(id)',
    '`id`',
    '-n',
    '-',
    '%s',
    '*',
    '#',
    '\r',
    'é',
    'a',
    'b',
    '  state "creating"',
    '!',
    '~',
  ),
  fc.string({
    unit: fc.constantFrom(' ', '\t', '\\', 'a', 'é', '"', '\r', '*', '[', ']', '%', '$'),
  }),
);
const anyFile = fc
  .tuple(fc.array(anyLine, { maxLength: 6 }), fc.boolean())
  .map(([lines, ended]) => (lines.length === 0 ? '' : lines.join('\n') + (ended ? '\n' : '')));

/** Lines of a text, and whether its last one has a newline. */
const split = (text: string) => {
  const ended = text.endsWith('\n');
  const lines = text === '' ? [] : (ended ? text.slice(0, -1) : text).split('\n');
  return {
    lines,
    join: (some: readonly string[]) => some.join('\n') + (ended && some.length > 0 ? '\n' : ''),
  };
};

const dropped = (text: string, line: string): string => {
  const { lines, join } = split(text);
  const at = lines.indexOf(line);
  return at < 0 ? text : join(lines.toSpliced(at, 1));
};

const inserted = (text: string, after: string, line: string): string | undefined => {
  const { lines, join } = split(text);
  if (lines.includes(line)) return text;
  const at = lines.indexOf(after);
  return at < 0 ? undefined : join(lines.toSpliced(at + 1, 0, line));
};

for (const shell of shellNames) {
  describeReal(`files under ${shell}`, [shell], () => {
    beforeEach(() => {
      path = shellPath(shell, directory);
    });

    const samples = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, 80);
    const write = (texts: readonly string[]) =>
      texts.map((text, index) => {
        const file = join(directory, `f${index}`);
        writeFileSync(file, text);
        chmodSync(file, 0o604);
        return file;
      });
    const read = (file: string) => readFileSync(file, 'utf8');

    test('drop-line and insert-line change one line and nothing else', () => {
      const cases = samples(fc.record({ text: anyFile, one: anyLine, other: anyLine }));
      const files = write(cases.map(({ text }) => text));
      const drops = cases.map(
        ({ one: line }, index) => ({ kind: 'drop-line', path: files[index] ?? '', line }) as const,
      );
      expect(act(drops)).toEqual(cases.map(() => true));
      expect(files.map(read)).toEqual(cases.map(({ text, one }) => dropped(text, one)));
      write(cases.map(({ text }) => text));
      const inserts = cases.map(
        ({ one: after, other: line }, index) =>
          ({ kind: 'insert-line', path: files[index] ?? '', after, line }) as const,
      );
      expect(act(inserts)).toEqual(
        cases.map(({ text, one, other }) => inserted(text, one, other) !== undefined),
      );
      expect(files.map(read)).toEqual(
        cases.map(({ text, one, other }) => inserted(text, one, other) ?? text),
      );
      expect(new Set(files.map((file) => statSync(file).mode & 0o777))).toEqual(new Set([0o604]));
      expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
    });

    test('a file with a NUL, which no shell keeps, is left as it is', () => {
      const [file = ''] = write(['a\nb\0c\nd\n']);
      expect(act([{ kind: 'drop-line', path: file, line: 'a' }])).toEqual([false]);
      expect(read(file)).toBe('a\nb\0c\nd\n');
    });

    test('a symbolic link is not replaced by a file', () => {
      const [file = ''] = write(['a\nb\n']);
      const link = join(directory, 'link');
      symlinkSync(file, link);
      expect(
        act([
          { kind: 'drop-line', path: link, line: 'a' },
          { kind: 'remove-file', path: link, texts: ['a\nb\n'] },
        ]),
      ).toEqual([false, false]);
      expect(read(file)).toBe('a\nb\n');
    });

    test('create-file writes any text with its mode, and never over anything', () => {
      const texts = samples(anyFile);
      const actions = texts.map(
        (text, index) =>
          ({ kind: 'create-file', path: join(directory, `n${index}`), text, mode: '640' }) as const,
      );
      expect(act(actions)).toEqual(texts.map(() => true));
      expect(actions.map((action) => read(action.path))).toEqual(texts);
      expect(statSync(join(directory, 'n0')).mode & 0o777).toBe(0o640);
      mkdirSync(join(directory, 'd'));
      symlinkSync('/nowhere', join(directory, 'dangling'));
      const refused = ['n0', 'd', 'dangling', 'missing/x'].map(
        (name) =>
          ({
            kind: 'create-file',
            path: join(directory, name),
            text: 'other',
            mode: '600',
          }) as const,
      );
      expect(act(refused)).toEqual([false, false, false, false]);
      expect(read(join(directory, 'n0'))).toBe(texts[0]);
      expect(readdirSync(join(directory, 'd'))).toEqual([]);
      expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
    });

    test('remove-file removes what is known, and nothing that somebody changed', () => {
      const texts = samples(anyFile);
      const files = write([...texts, 'changed']);
      const actions = files.map(
        (file, index) =>
          ({
            kind: 'remove-file',
            path: file,
            texts: ['other', texts[index] ?? 'original'],
          }) as const,
      );
      expect(act(actions)).toEqual(files.map((_, index) => index < texts.length));
      expect(readdirSync(directory).filter((name) => /^f/.test(name))).toEqual([
        `f${texts.length}`,
      ]);
      expect(act(actions.slice(0, 3))).toEqual([true, true, true]);
    });

    test('directories: made where nothing is, told from files, removed only when empty', () => {
      writeFileSync(join(directory, 'file'), '');
      mkdirSync(join(directory, 'there'));
      symlinkSync('there', join(directory, 'link'));
      symlinkSync('/nowhere', join(directory, 'dangling'));
      const at = (name: string) => join(directory, name);
      const probe = (name: string): Probe => ({
        kind: 'directory',
        path: at(name),
        missing: 'absent',
        found: 'present',
        other: 'foreign',
      });
      const names = ['new one', 'file', 'there', 'link', 'dangling', 'no/where'];
      const verdicts = ['absent', 'foreign', 'present', 'present', 'foreign', 'absent'];
      expect(look(names.map(probe))).toEqual(verdicts);
      expect(
        act(names.map((name) => ({ kind: 'create-directory', path: at(name), mode: '0751' }))),
      ).toEqual([true, false, false, false, false, false]);
      expect(statSync(at('new one')).mode & 0o777).toBe(0o751);
      writeFileSync(join(directory, 'there', 'kept'), '');
      expect(
        act(
          ['new one', 'new one', 'there', 'file', 'no/where'].map((name) => ({
            kind: 'remove-directory',
            path: at(name),
          })),
        ),
      ).toEqual([true, true, false, false, true]);
      expect(readdirSync(directory).sort()).toEqual(
        expect.arrayContaining(['dangling', 'file', 'link', 'there']),
      );
    });

    test('probes of files tell equal from different from missing', () => {
      const cases = samples(fc.record({ text: anyFile, other: anyFile, line: anyLine }));
      const files = write(cases.map(({ text }) => text));
      const probes = cases.flatMap(({ text, other, line }, index): Probe[] => {
        const file = files[index] ?? '';
        return [
          {
            kind: 'file',
            path: file,
            missing: 'absent',
            texts: [
              [other, 'partial'],
              [text, 'present'],
            ],
            other: 'foreign',
          },
          {
            kind: 'file',
            path: file,
            missing: 'absent',
            texts: [[other, 'partial']],
            other: 'foreign',
          },
          { kind: 'line', path: file, line, missing: 'foreign', has: 'present', hasNot: 'absent' },
        ];
      });
      expect(look(probes)).toEqual(
        cases.flatMap(({ text, other, line }) => [
          text === other ? 'partial' : 'present',
          text === other ? 'partial' : 'foreign',
          split(text).lines.includes(line) ? 'present' : 'absent',
        ]),
      );
      const missing = join(directory, 'missing');
      symlinkSync('/nowhere', join(directory, 'dangling'));
      expect(
        look([
          { kind: 'file', path: missing, missing: 'absent', texts: [], other: 'foreign' },
          {
            kind: 'line',
            path: missing,
            line: '',
            missing: 'absent',
            has: 'present',
            hasNot: 'partial',
          },
          { kind: 'file', path: directory, missing: 'absent', texts: [], other: 'foreign' },
          {
            kind: 'file',
            path: join(directory, 'dangling'),
            missing: 'absent',
            texts: [],
            other: 'foreign',
          },
        ]),
      ).toEqual(['absent', 'absent', 'unclear', 'unclear']);
    });

    test('a mention is found in files of the suffix only, as it is written', () => {
      const pools = join(directory, 'pools');
      mkdirSync(pools);
      const probe = (text: string, where = pools): Probe => ({
        kind: 'mention',
        directory: where,
        suffix: '.kdl',
        texts: ['nothing', text],
        found: 'foreign',
        none: 'present',
      });
      expect(look([probe('a')])).toEqual(['present']);
      writeFileSync(join(pools, 'b.kdl'), 'one [a-z]* two\n"10.0.0.5"\n');
      writeFileSync(join(pools, 'c.txt'), 'three\n');
      expect(
        look([
          probe('[a-z]* two'),
          probe('[a-z]x'),
          probe('three'),
          probe('"10.0.0.5"'),
          probe('one', join(directory, 'no')),
        ]),
      ).toEqual(['foreign', 'present', 'present', 'foreign', 'unclear']);
    });

    test('probes of commands see exit status, the whole of stdout, and stderr, apart', () => {
      const texts = samples(anyFile);
      const print = (text: string, then: string) =>
        command('sh', '-c', `printf %s "$1"; ${then}`, 'sh', text);
      const probes = texts.map(
        (text): Probe => ({
          kind: 'command',
          command: print(text, 'echo "no such zone" >&2; exit 3'),
          verdicts: [
            [{ exit: 'zero' }, 'absent'],
            [{ complains: 'no such link' }, 'absent'],
            [{ equals: `${text}x` }, 'absent'],
            [
              {
                equals: text.replace(/\n$/, ''),
                contains: [text.slice(1, -1), ''],
                complains: 'such zone',
                exit: 'nonzero',
              },
              'present',
            ],
          ],
        }),
      );
      expect(look(probes)).toEqual(texts.map(() => 'present'));
      const lined = (...lines: string[]): Probe => ({
        kind: 'command',
        command: print('\tphysical: a_10\n\n*\nlast', ':'),
        verdicts: [
          [{ lines }, 'present'],
          [{ exit: 'zero' }, 'absent'],
        ],
      });
      expect(
        look([
          lined('\tphysical: a_10', '*', 'last'),
          lined('\tphysical: a_1'),
          lined('physical: a_10'),
          lined('las*'),
          lined('last', 'first'),
        ]),
      ).toEqual(['present', 'absent', 'absent', 'absent', 'absent']);
      const only = (output: string, ...eachLine: string[]): Probe => ({
        kind: 'command',
        command: print(output, ':'),
        verdicts: [
          [{ eachLine }, 'present'],
          [{ exit: 'zero' }, 'absent'],
        ],
      });
      expect(
        look([
          only('0\t\n*\n0\t', '0\t', '*'),
          only('', '0\t'),
          only('0\t\n1\t\n0\t', '0\t'),
          only('0\t\n\n0\t', '0\t'),
          only('0\t', '*', '0'),
        ]),
      ).toEqual(['present', 'present', 'absent', 'absent', 'absent']);
      expect(
        look([
          {
            kind: 'command',
            command: command('no-such-tool'),
            verdicts: [[{ exit: 'zero' }, 'present']],
          },
        ]),
      ).toEqual(['unclear']);
    });

    test('places of a file are replaced whole, both ways, or nothing is', () => {
      const places = fc
        .array(fc.tuple(anyLine, anyLine), { minLength: 1, maxLength: 3 })
        .map((lines) =>
          lines.map(([from, to], index) => ({
            from: `\n${index}<${from}>\n`,
            to: `\n${index}(${to})\n[${from}]\n`,
          })),
        );
      const cases = samples(
        fc.record({
          hunks: places,
          between: anyFile,
        }),
      ).map(({ hunks, between }) => ({
        hunks,
        text: [between, ...hunks.map(({ from }) => `${from}${between}`)].join(''),
        after: [between, ...hunks.map(({ to }) => `${to}${between}`)].join(''),
      }));
      const paths = write(cases.map(({ text }) => text));
      const action = (index: number, hunks: readonly Hunk[]): Action => ({
        kind: 'replace-hunks',
        path: paths[index] ?? '',
        hunks,
      });
      const probe = (index: number, hunks: readonly Hunk[]): Probe => ({
        kind: 'hunks',
        path: paths[index] ?? '',
        hunks,
        before: 'absent',
        after: 'present',
        other: 'foreign',
      });
      const texts = () => paths.map((file) => readFileSync(file, 'utf8'));
      const all = <T>(make: (index: number, hunks: readonly Hunk[]) => T) =>
        cases.map(({ hunks }, index) => make(index, hunks));
      const back = (hunks: readonly Hunk[]) =>
        hunks.map(({ from, to }) => ({ from: to, to: from }));
      expect(look(all(probe))).toEqual(cases.map(() => 'absent'));
      expect(act(all(action))).toEqual(cases.map(() => true));
      expect(texts()).toEqual(cases.map(({ after }) => after));
      expect(look(all(probe))).toEqual(cases.map(() => 'present'));
      expect(act(all(action))).toEqual(cases.map(() => true));
      expect(act(all((index, hunks) => action(index, back(hunks))))).toEqual(cases.map(() => true));
      expect(texts()).toEqual(cases.map(({ text }) => text));
      const strange = { from: '\nno such place\n', to: '\nnor this one\n' };
      const also = all((index, hunks) => action(index, [...hunks, strange]));
      expect(act(also)).toEqual(cases.map(() => false));
      expect(texts()).toEqual(cases.map(({ text }) => text));
      expect(look(all((index, hunks) => probe(index, [...hunks, strange])))).toEqual(
        cases.map(() => 'foreign'),
      );
    });

    test('a place that is there twice is nobody’s, and half of the places are neither before nor after', () => {
      const [file = ''] = write(['a\nb\na\n']);
      const twice: Hunk[] = [{ from: 'a\n', to: 'c\n' }];
      expect(act([{ kind: 'replace-hunks', path: file, hunks: twice }])).toEqual([false]);
      const mixed: Hunk[] = [
        { from: 'b\n', to: 'x\n' },
        { from: 'y\n', to: 'a\nb\n' },
      ];
      const probe = { kind: 'hunks', path: file, before: 'absent', after: 'present' } as const;
      expect(look([{ ...probe, hunks: mixed, other: 'foreign' }])).toEqual(['foreign']);
      expect(look([{ ...probe, hunks: mixed, path: `${file}.gone`, other: 'partial' }])).toEqual([
        'partial',
      ]);
    });

    test('what is printed is one text of each pair, in their order, and nothing else', () => {
      const said = (text: string, ...pairs: (readonly [string, string])[]): Probe => ({
        kind: 'command',
        command: command('printf', '%s', text),
        verdicts: [
          [{ exit: 'zero', eitherOf: pairs }, 'present'],
          [{ exit: 'zero' }, 'absent'],
        ],
      });
      const [autoboot, cap] = [
        ['autoboot: true\n', 'autoboot: false\n'],
        ['', 'rctl:\n\tvalue: (priv=privileged,limit=150,action=deny)\n'],
      ] as const;
      const capped = `autoboot: true\n${cap[1]}`;
      expect(
        look([
          said(capped, autoboot, cap),
          said('autoboot: false\n', autoboot, cap),
          said(`${capped}more\n`, autoboot, cap),
          said(capped, cap, autoboot),
          said('', autoboot),
          said('', cap, cap),
          said('*\n', ['*\n', '?\n']),
          said('a\n', ['*\n', '?\n']),
        ]),
      ).toEqual([
        'present',
        'present',
        'absent',
        'absent',
        'absent',
        'present',
        'present',
        'absent',
      ]);
    });
  });
}
