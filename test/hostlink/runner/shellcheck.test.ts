/** shellcheck reads the whole of what a host is given: a plan with every probe and action, and every errand. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseOperationId } from '../../../hostlink/names/operation-id.ts';
import { bootstrap, type Errand } from '../../../hostlink/runner/bootstrap.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld } from '../../support/runner-world.ts';
import {
  testAbsent,
  testBothThing,
  testDropLine,
  testFile,
  testKeepingThing,
  testLastingThing,
  testLine,
  testPut,
  testPutPlaces,
  testUnspoken,
} from '../../support/test-steps.ts';

/**
 * Left out: what shellcheck 0.9 takes for unreachable or unused (functions that another part calls, variables that one
 * errand has no need of), and single quotes around `$`, which is what quote() is for.
 */
const leftOut = 'SC2034,SC2154,SC2317,SC2016';

const complaints = (script: string): string => {
  try {
    return execFileSync('shellcheck', ['-s', 'sh', '-f', 'gcc', '-e', leftOut, '-'], {
      input: script,
      encoding: 'utf8',
    });
  } catch (error) {
    return String(error instanceof Error && 'stdout' in error ? error.stdout : error);
  }
};

describeReal('shellcheck', ['shellcheck'], () => {
  test('has nothing to say about a compiled plan', () => {
    const world = makeWorld('dash');
    const path = world.at("it's a $(path)");
    const plan = world.plan({
      steps: [
        testFile.step({ path, text: 'a\nb\n' }),
        testLine.step({ path, after: 'a', line: '$x' }),
        testDropLine.step({ path, after: 'a', line: '`x`' }),
        testKeepingThing.step({ path, text: '' }),
        testPut.step({ path, old: null, text: '$x' }),
        testPut.step({ path, old: '$x', text: null }),
        testPutPlaces.step({ path, from: 'a', to: 'b', judge: 'true' }),
        testBothThing.step({ path, text: '' }),
        testLastingThing.step({ path, text: '' }),
      ],
      guards: [
        testAbsent.guard({ path }),
        testUnspoken.guard({ directory: path, suffix: '.kdl', text: '*' }),
      ],
    });
    expect(complaints(world.script(plan, parseOperationId('abcdefghij')))).toBe('');
    world.remove();
  });

  const errands: readonly Errand[] = [
    { kind: 'submit', bytes: 10 },
    { kind: 'attach' },
    { kind: 'cancel' },
    { kind: 'resume' },
    { kind: 'unwind' },
    { kind: 'read' },
    { kind: 'outputs', bytes: 100, mark: 'abc123' },
    { kind: 'remove' },
  ];
  test.each(errands)('has nothing to say about $kind', (errand) => {
    const world = makeWorld('dash');
    const script = bootstrap(world.link.spec, parseOperationId('abcdefghij'), errand);
    expect(complaints(script)).toBe('');
    // The command string of an exec: it has to stay far below what sshd and exec(2) take, escaped as it travels.
    expect(script.length).toBeLessThan(24 * 1024);
    world.remove();
  });
});
