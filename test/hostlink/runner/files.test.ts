/** The file primitives, byte for byte, against what they are said to do: in one process a shell, many files each. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileAction } from '../../../hostlink/runner/compile-action.ts';
import { compileProbe } from '../../../hostlink/runner/compile-probe.ts';
import { shellParts } from '../../../hostlink/runner/shell-parts.ts';
import { type Command, command } from '../../../hostlink/shell/command.ts';
import type { Action, Hunk, Probe } from '../../../hostlink/steps/define-step.ts';
import { describeReal } from '../../support/real.ts';
import { shellPath, shellsTried } from '../../support/shells.ts';

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
        `PATH='${path}' LC_ALL=C; export PATH LC_ALL; operation=abcdefghij elevation=pfexec`,
        `cd '${directory}' && mkdir -p ops/abcdefghij`,
        shellParts('waiting', 'journal', 'probes', 'actions', 'root-files'),
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

for (const shell of shellsTried) {
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

    describe('files of root', () => {
      /** Elevates nothing, for these tests may be root themselves, but writes down what it was asked for. */
      const asked = () => {
        const log = join(directory, 'pfexec.log');
        return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
      };
      beforeEach(() => {
        const pfexec = join(path.split(':')[0] ?? '', 'pfexec');
        rmSync(pfexec, { force: true });
        writeFileSync(
          pfexec,
          `#!/bin/sh\nprintf '%s\\n' "$1" >>'${directory}/pfexec.log'\nexec "$@"\n`,
        );
        chmodSync(pfexec, 0o755);
      });
      const at = (name: string) => join(directory, name);
      const owner = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
      const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
      const put = (
        file: string,
        from: string | null,
        to: string | null,
        more: { readonly within?: string; readonly judge?: Command } = {},
      ): Action => ({
        kind: 'put-file',
        path: file,
        from,
        to,
        owner: `${owner}:${group}`,
        mode: '0640',
        ...more,
      });
      const probe = (file: string, before: string, after: string, within?: string): Probe => ({
        kind: 'root-file',
        path: file,
        within,
        missing: 'partial',
        texts: [
          [after, 'present'],
          [before, 'absent'],
        ],
        other: 'foreign',
      });

      test('are put from one text to another, keep owner and mode, and go back to every byte', () => {
        const cases = samples(fc.record({ before: anyFile, after: anyFile })).slice(0, 25);
        const files = write(cases.map(({ before }) => before));
        const all = (make: (file: string, before: string, after: string) => Action) =>
          cases.map(({ before, after }, index) => make(files[index] ?? '', before, after));
        expect(act(all((file, before, after) => put(file, before, after)))).toEqual(
          cases.map(() => true),
        );
        expect(files.map(read)).toEqual(cases.map(({ after }) => after));
        expect(
          look(cases.map(({ before, after }, index) => probe(files[index] ?? '', before, after))),
        ).toEqual(cases.map(() => 'present'));
        expect(new Set(files.map((file) => statSync(file).mode & 0o777))).toEqual(new Set([0o604]));
        expect(act(all((file, before, after) => put(file, after, before)))).toEqual(
          cases.map(() => true),
        );
        expect(files.map(read)).toEqual(cases.map(({ before }) => before));
        expect(new Set(asked())).toEqual(new Set(['cmp', 'cp', 'mv', 'rm', 'test']));
        expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
        expect(readdirSync(at('ops/abcdefghij'))).toEqual([]);
      });

      test('are made where nothing is, and removed where nobody changed them', () => {
        write(['other']);
        mkdirSync(at('d'));
        expect(
          act([
            put(at('new'), null, 'a\n'),
            put(at('new'), null, 'a\n'),
            put(at('f0'), null, 'a\n'),
            put(at('d'), null, 'a\n'),
            put(at('no/where'), null, 'a\n'),
            put(at('f0'), 'a\n', 'b\n'),
            put(at('f0'), 'a\n', null),
            put(at('gone'), 'a\n', 'b\n'),
          ]),
        ).toEqual([true, true, false, false, false, false, false, false]);
        expect([read(at('new')), read(at('f0'))]).toEqual(['a\n', 'other']);
        expect(statSync(at('new')).mode & 0o777).toBe(0o640);
        expect(
          look(['new', 'f0', 'gone', 'd', 'no/where'].map((name) => probe(at(name), 'b\n', 'a\n'))),
        ).toEqual(['present', 'foreign', 'partial', 'unclear', 'unclear']);
        expect(act([put(at('new'), 'a\n', null), put(at('new'), 'a\n', null)])).toEqual([
          true,
          true,
        ]);
        expect(existsSync(at('new'))).toBe(false);
      });

      test('are not reached by a link that somebody put into a place of theirs', () => {
        mkdirSync(at('zone/etc'), { recursive: true });
        mkdirSync(at('host'));
        writeFileSync(at('host/passwd'), 'root\n');
        symlinkSync(at('host'), at('zone/led'));
        symlinkSync(at('host/passwd'), at('zone/etc/passwd'));
        symlinkSync(at('host'), at('outside'));
        const within = at('zone');
        const names = ['zone/led/passwd', 'zone/etc/passwd', 'host/passwd'];
        expect(act(names.map((name) => put(at(name), 'root\n', 'mine\n', { within })))).toEqual([
          false,
          false,
          false,
        ]);
        expect(look(names.map((name) => probe(at(name), 'root\n', '', within)))).toEqual([
          'unclear',
          'unclear',
          'unclear',
        ]);
        // What is root's alone may lie where root has led it.
        expect(
          act([
            put(at('zone/led/new'), null, 'x\n', { within }),
            put(at('zone/etc/new'), null, 'x\n', { within }),
            put(at('outside/passwd'), 'root\n', 'also\n'),
          ]),
        ).toEqual([false, true, true]);
        expect(read(at('host/passwd'))).toBe('also\n');
      });

      test('stay where the tool that is to read them refuses the new text', () => {
        const [file = ''] = write(['good\n']);
        const judge = command('grep', '-q', 'good');
        const hunks = (to: string): Action => ({
          kind: 'put-hunks',
          path: file,
          hunks: [{ from: 'good\n', to }],
          judge,
        });
        expect(
          act([
            put(file, 'good\n', 'bad\n', { judge }),
            hunks('worse\n'),
            hunks('very good\nor so\n'),
            put(at('new'), null, 'bad\n', { judge }),
          ]),
        ).toEqual([false, false, true, false]);
        expect(read(file)).toBe('very good\nor so\n');
        expect(existsSync(at('new'))).toBe(false);
        expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
        expect(readdirSync(at('ops/abcdefghij'))).toEqual([]);
      });

      test('have their places replaced whole, both ways, or nothing is', () => {
        const [file = ''] = write(['a\nb\nc\nd']);
        const hunks: Hunk[] = [
          { from: 'a\nb\n', to: 'a\n' },
          { from: '\nd', to: '\n{ "x" }\nd' },
        ];
        const back = hunks.map(({ from, to }) => ({ from: to, to: from }));
        const places = (some: readonly Hunk[]): Action => ({
          kind: 'put-hunks',
          path: file,
          hunks: some,
        });
        const side = (): Probe => ({
          kind: 'root-hunks',
          path: file,
          hunks,
          before: 'absent',
          after: 'present',
          other: 'foreign',
        });
        expect(look([side()])).toEqual(['absent']);
        expect(act([places([...hunks, { from: 'x\n', to: 'y\n' }])])).toEqual([false]);
        expect(act([places(hunks), places(hunks)])).toEqual([true, true]);
        expect(read(file)).toBe('a\nc\n{ "x" }\nd');
        expect(look([side()])).toEqual(['present']);
        expect(act([places(back)])).toEqual([true]);
        expect(read(file)).toBe('a\nb\nc\nd');
        writeFileSync(file, 'a\nb\nc\0\nd');
        expect(act([places(hunks)])).toEqual([false]);
        expect(read(file)).toBe('a\nb\nc\0\nd');
      });
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
