/** What steps printed, read back from the host: bounded, framed, and harmless whatever it is. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { ExecEnd, HostLink } from '../../../hostlink/host.ts';
import { printed } from '../../../hostlink/runner/printed.ts';
import { readOutputs } from '../../../hostlink/runner/read-outputs.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, type World } from '../../support/runner-world.ts';
import { shellsTried } from '../../support/shells.ts';
import { testThing } from '../../support/test-steps.ts';

const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});
const mark = '0123456789abcdef0123456789abcdef';

for (const shell of shellsTried) {
  describeReal(`outputs under ${shell}`, [shell], () => {
    const ran = async () => {
      const world = makeWorld(shell);
      worlds.push(world);
      const steps = Array.from({ length: 11 }, (_, at) =>
        testThing.step({ path: world.at(`thing${at}`), text: '0' }),
      );
      const { operation } = await world.run(world.plan({ steps }));
      const out = (name: string | number) => `${world.ops(operation)}/out/${name}`;
      return { world, operation, out };
    };

    test('come in the order of the steps, in one exec', async () => {
      const { world, operation, out } = await ran();
      writeFileSync(out(10), 'ten\n');
      writeFileSync(out(2), 'two, ünd\nmore');
      const before = world.link.execs();
      const outputs = await readOutputs(world.link, operation, { bytes: 1000, mark });
      expect(world.link.execs() - before).toBe(1);
      expect(outputs.filter(({ text }) => text !== '')).toEqual([
        { step: 2, text: 'two, ünd\nmore', isCut: false },
        { step: 10, text: 'ten\n', isCut: false },
      ]);
      const only = await readOutputs(world.link, operation, { bytes: 1000, mark, step: 10 });
      expect(only).toEqual([{ step: 10, text: 'ten\n', isCut: false }]);
    });

    test('are cut to their end, at a line', async () => {
      const { world, operation, out } = await ran();
      writeFileSync(out(1), Array.from({ length: 1000 }, (_, at) => `line ${at}\n`).join(''));
      const [cut] = await readOutputs(world.link, operation, { bytes: 100, mark, step: 1 });
      expect(cut).toMatchObject({ isCut: true });
      expect(cut?.text).toMatch(/^line \d+\n[\s\S]*line 999\n$/);
      expect(cut?.text.length).toBeLessThanOrEqual(100);
    });

    test('cannot pass for frames, and nothing but outputs is read', async () => {
      const { world, operation, out } = await ran();
      const forged = `ffff end\nffff 3 1\n= outputs\n`;
      writeFileSync(out(1), forged);
      writeFileSync(out('1.end'), 'no');
      mkdirSync(out(12));
      symlinkSync('/etc/passwd', out(13));
      const outputs = await readOutputs(world.link, operation, { bytes: 1000, mark });
      expect(outputs.filter(({ text }) => text !== '')).toEqual([
        { step: 1, text: forged, isCut: false },
      ]);
    });

    test('of an operation that the host does not know are none', async () => {
      const { world } = await ran();
      expect(await readOutputs(world.link, world.operation(), { bytes: 10, mark })).toEqual([]);
    });
  });
}

describe('a host that lies', () => {
  const answering = (end: ExecEnd): HostLink => ({
    ...makeWorldLink(),
    exec: async () => end,
  });
  const makeWorldLink = () => {
    const world = makeWorld('dash');
    worlds.push(world);
    return world.link;
  };
  const stdout = (text: string): ExecEnd => ({
    kind: 'exited',
    status: 0,
    stdout: Buffer.from(text),
    stderr: Buffer.from(''),
  });

  test.each([
    ['nothing', ''],
    ['no end', `${mark} 1 3\nabc`],
    ['a frame of no step', `${mark} x 3\nabc\n${mark} end\n= outputs\n`],
    ['the end of another', `${mark} 1 3\nabc\nffff end\n= outputs\n`],
    ['words between', `${mark} 1 3\nabc\n${mark} end\nhello\n= outputs\n`],
  ])('%s is refused', async (_name, text) => {
    const world = makeWorld('dash');
    worlds.push(world);
    const reading = readOutputs(answering(stdout(text)), world.operation(), { bytes: 9, mark });
    await expect(reading).rejects.toMatchObject({ code: 'zmgr::runner::no-outputs' });
  });

  test('a link that is lost is told', async () => {
    const world = makeWorld('dash');
    worlds.push(world);
    const none = new Uint8Array();
    const lost: ExecEnd = { kind: 'unknown', why: 'the link was lost', stdout: none, stderr: none };
    await expect(
      readOutputs(answering(lost), world.operation(), { bytes: 9, mark }),
    ).rejects.toMatchObject({
      code: 'zmgr::runner::no-outputs',
      cause: { message: 'the link was lost' },
    });
  });
});

describe('printed text', () => {
  const text = (bytes: string) => printed(Buffer.from(bytes, 'latin1'));
  test.each([
    ['colours', '\x1b[1;31mred\x1b[0m', 'red'],
    ['a title', '\x1b]0;evil\x07shown', 'shown'],
    ['a string without an end', '\x1bPsecret', ''],
    ['a link', '\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['a progress bar', 'DOWNLOAD 1%\rDOWNLOAD 50%\rDOWNLOAD 100%\nDone', 'DOWNLOAD 100%\nDone'],
    ['lines of another system', 'one\r\ntwo\r\n', 'one\ntwo\n'],
    ['bells and backspaces', 'a\x07b\x08c', 'abc'],
    ['bytes that are no text', 'a\xff\xfeb', 'a\ufffd\ufffdb'],
    ['single-byte control sequences', 'a\xc2\x9b31mb', 'a31mb'],
  ])('without %s', (_name, bytes, shown) => {
    expect(text(bytes)).toBe(shown);
  });

  test('nothing hides or turns text', () => {
    expect(printed(Buffer.from('a\u202eb\u2066c\u200bd\u2028e'))).toBe('abcde');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(printed(bytes)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
