/** The command line means the same to every login shell, and /bin/sh gets the script as it was. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine, maxCommandLine } from '../../../hostlink/ssh/command-line.ts';
import { describeReal } from '../../support/real.ts';

test('nothing in it that shells disagree about', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (script) => {
      fc.pre(!script.includes('\0'));
      const words = commandLine(script).replace(
        /^exec \/bin\/sh -c 'eval "set --;\$\(printf %b "\$@"\)"' sh /,
        '',
      );
      expect(words).toMatch(/^'[ -~]*'( '[ -~]*')*$/);
      for (const word of words.slice(1, -1).split("' '")) {
        expect(word.length).toBeLessThanOrEqual(1000);
        expect(word).not.toMatch(/[!']/);
        // No escape is torn between two words.
        expect(word.replaceAll(/\\0[0-7]{3}/g, '')).not.toContain('\\');
      }
    }),
  );
});

test('what is too long to travel is refused before anything is sent', () => {
  const overhead = commandLine('').length;
  expect(() => commandLine('x'.repeat(maxCommandLine))).toThrow(
    expect.objectContaining({ code: 'zmgr::host::script-too-long' }),
  );
  expect(() => commandLine('\n'.repeat(maxCommandLine / 4))).toThrow(
    expect.objectContaining({ code: 'zmgr::host::script-too-long' }),
  );
  expect(commandLine('x'.repeat(maxCommandLine - overhead - 3 * 65)).length).toBeLessThanOrEqual(
    maxCommandLine,
  );
  expect(() => commandLine('a\0b')).toThrow(expect.objectContaining({ code: 'zmgr::shell::nul' }));
});

const nasty = [
  `printf '[%s]' 'a!b !! !$' "it's" 'back\\slash \\0101 \\n' '%s %d %%' '~ * ?' '{a,b}' '$HOME' '\`x\`' 'ü€😀' '\t'`,
  'if true; then # a comment',
  `  printf '<%s>' "$(cat)"`,
  'fi',
  ...Array.from({ length: 40 }, (_, at) => `: ${'filler '.repeat(20)}${at}`),
  `printf '(%s)' "$#"`,
  '',
].join('\n');
const said =
  "[a!b !! !$][it's][back\\slash \\0101 \\n][%s %d %%][~ * ?][{a,b}][$HOME][`x`][ü€😀][\t]<from stdin>(0)";

/** fish too, which few hosts have: it differs from these in unescaping `\\\\` and `\\'`, which never occur. */
const loginShells: readonly (readonly [string, ...string[]])[] = [
  ['sh'],
  ['bash'],
  ['dash'],
  ['ksh93'],
  ['busybox', 'sh'],
  ['tcsh'],
];
for (const [shell, ...args] of loginShells) {
  describeReal(`login shell ${shell}`, [shell], () => {
    let home: string;
    beforeAll(() => {
      home = mkdtempSync(join(tmpdir(), 'zonebot-shell-'));
    });
    afterAll(() => rmSync(home, { recursive: true }));
    const run = (line: string): string =>
      execFileSync(shell, [...args, '-c', line], {
        input: 'from stdin',
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: home },
      });

    test('hands the script on', () => {
      expect(run(commandLine(nasty))).toBe(said);
    });
  });
}

describe('/bin/sh of other systems', () => {
  for (const shell of ['ksh93', 'busybox sh']) {
    describeReal(`is ${shell}`, [shell.split(' ')[0] ?? ''], () => {
      test('puts any text together again', () => {
        fc.assert(
          fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
            fc.pre(!text.includes('\0'));
            const script = `printf '%s' '${text.replaceAll("'", "'\\''")}'`;
            const line = commandLine(script).replace('/bin/sh', shell);
            expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(text);
          }),
          { numRuns: 60 },
        );
      });
    });
  }
});
