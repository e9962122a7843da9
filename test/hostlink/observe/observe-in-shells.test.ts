/** The script that reads facts, run by the shells and with the tools that hosts have. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostLink } from '../../../hostlink/host.ts';
import { commandFact } from '../../../hostlink/observe/define-fact.ts';
import type { Fact, FilesAnswer, InsideAnswer, Reading } from '../../../hostlink/observe/fact.ts';
import { observe } from '../../../hostlink/observe/observe.ts';
import { command } from '../../../hostlink/shell/command.ts';
import { quote } from '../../../hostlink/shell/quote.ts';
import { describeReal } from '../../support/real.ts';
import { shellLink } from '../../support/shell-link.ts';
import { shellNames, shellPath } from '../../support/shells.ts';

const observing = { deadline: 10_000, random: randomBytes };

/** What was read, as it came. */
const raw = (reading: Reading): Fact<unknown> => ({
  name: 'raw',
  reading: () => reading,
  understand: (answer) => answer,
});
const output = (...argv: [string, ...string[]]) =>
  raw({ kind: 'command', command: command(...argv) });
const files = (directory: string, ...members: string[]): Fact<FilesAnswer> => ({
  name: 'files',
  reading: () => ({ kind: 'files', directory, members }),
  understand: (answer) => answer as FilesAnswer,
});

for (const shell of shellNames) {
  describeReal(`observe under ${shell}`, [shell, 'tar'], () => {
    let directory: string;
    let link: HostLink;

    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'zonebot-observe-'));
      link = shellLink({ state: directory, path: `${shellPath(shell, directory)}:/usr/bin:/bin` });
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    describe('commands', () => {
      test('an argument that only the host can tell comes last and whole; where it fails, so does the command', async () => {
        const telling = (...of: [string, ...string[]]) =>
          raw({
            kind: 'command',
            command: command('printf', '<%s>', 'first'),
            argument: { of: command(...of), behind: "it's: " },
          });
        const observed = await observe(
          link,
          {
            found: telling('printf', '%s\\n', "it's: /a  *$HOME`x`"),
            failed: telling('sh', '-c', 'echo No such zone >&2; exit 3'),
            afterwards: output('echo', 'still there'),
          },
          observing,
        );
        expect(observed).toMatchObject({
          found: { status: 0, stdout: '<first></a  *$HOME`x`>' },
          failed: { status: 3, stdout: '', stderr: 'No such zone\n' },
          afterwards: { stdout: 'still there\n' },
        });
      });

      test('outputs come byte for byte, with their statuses, each stream by itself', async () => {
        const odd = 'a\\n\'"$HOME`x`\\0 %s\n\n  é\ttab !';
        const observed = await observe(
          link,
          {
            odd: output('printf', '%s', odd),
            empty: output('true'),
            newline: output('printf', '\\n'),
            fails: output('sh', '-c', 'echo out; echo err >&2; exit 42'),
            missing: output('no-such-tool', '-x'),
            reads: output('cat'),
            afterwards: output('echo', 'still there'),
          },
          observing,
        );
        const answer = (stdout: string, status = 0, stderr = '') => ({
          kind: 'command',
          status,
          stdout,
          stderr,
        });
        expect(observed).toEqual({
          odd: answer(odd),
          empty: answer(''),
          newline: answer('\n'),
          fails: answer('out\n', 42, 'err\n'),
          missing: { ...answer('', 127), stderr: expect.stringContaining('no-such-tool') },
          reads: answer(''),
          afterwards: answer('still there\n'),
        });
      });

      test('a command that kills its shell leaves nothing to be guessed', async () => {
        const facts = {
          one: output('echo', 'fine'),
          two: output('sh', '-c', 'kill -9 $PPID'),
        };
        await expect(observe(link, facts, observing)).rejects.toMatchObject({
          code: 'zmgr::host::unanswered',
        });
      });

      test('a missing tool is not a failing one', async () => {
        const fact = (...argv: [string, ...string[]]) =>
          commandFact({ name: argv.join(' '), command: command(...argv), parse: (text) => text });
        await expect(
          observe(link, { x: fact('zoneadm', 'list') }, observing),
        ).rejects.toMatchObject({
          code: 'zmgr::host::tool-missing',
          message: expect.stringContaining(link.spec.path),
          help: expect.stringContaining('command -v zoneadm'),
        });
        await expect(observe(link, { x: fact('false') }, observing)).rejects.toMatchObject({
          code: 'zmgr::host::tool-failed',
        });
      });
    });

    describe('files', () => {
      let registry: string;
      beforeAll(() => {
        registry = join(directory, 'it\'s a "registry"');
        mkdirSync(join(registry, 'zones/deep'), { recursive: true });
        mkdirSync(join(registry, 'zones/folder.kdl'));
        mkdirSync(join(registry, 'empty'));
        writeFileSync(join(registry, 'config.kdl'), '\ufeffone "ä"\r\n');
        writeFileSync(join(registry, 'zones/web01.kdl'), 'zone "web01"');
        writeFileSync(join(registry, 'zones/-rf *.kdl'), 'zone "-rf"\n');
        writeFileSync(join(registry, `zones/${'n'.repeat(140)}.kdl`), 'long\n');
        writeFileSync(join(registry, 'zones/.hidden.kdl'), 'hidden\n');
        writeFileSync(join(registry, 'zones/web01.kdl~'), 'old\n');
        writeFileSync(join(registry, 'zones/deep/x.kdl'), 'deep\n');
        writeFileSync(join(registry, 'zones/folder.kdl/y.kdl'), 'deeper\n');
        writeFileSync(join(registry, 'elsewhere'), 'pointed to\n');
        symlinkSync('../elsewhere', join(registry, 'zones/link.kdl'));
        symlinkSync('../nowhere', join(registry, 'zones/dangling.kdl'));
      });

      test('what was asked for, byte for byte, in one pass; what is not there is left out', async () => {
        const { all, none, gone } = await observe(
          link,
          {
            all: files(registry, 'config.kdl', 'zones/*.kdl', 'pools/*.kdl', 'missing.kdl'),
            none: files(registry, 'empty/*.kdl'),
            gone: files(`${registry}/gone`, '*.kdl'),
          },
          observing,
        );
        expect(Object.fromEntries(all.files)).toEqual({
          'config.kdl': '\ufeffone "ä"\r\n',
          'zones/web01.kdl': 'zone "web01"',
          'zones/-rf *.kdl': 'zone "-rf"\n',
          [`zones/${'n'.repeat(140)}.kdl`]: 'long\n',
          'zones/link.kdl': 'pointed to\n',
        });
        expect(all).toMatchObject({ exists: true, stderr: '' });
        expect(none).toMatchObject({ exists: true, files: new Map(), stderr: '' });
        expect(gone).toMatchObject({ exists: false, files: new Map() });
      });

      test('a name that begins with a dash is a name', async () => {
        writeFileSync(join(registry, 'empty', '--checkpoint=1'), 'x');
        const { all } = await observe(
          link,
          { all: files(join(registry, 'empty'), '*') },
          observing,
        );
        expect([...all.files.keys()]).toEqual(['--checkpoint=1']);
      });
    });

    describe('inside zones', () => {
      let place: string;
      let inLink: HostLink;
      const inside = (zone?: string, patience = 5): Fact<InsideAnswer['zones']> => ({
        name: 'inside',
        reading: () => ({
          kind: 'inside',
          configurations: `${place}/etc/zones`,
          entries: `${place}/it's zones`,
          words: ['/usr/sbin/ipadm', 'show-addr', '-p'],
          file: '/etc/sysding.conf',
          patience,
          ...(zone !== undefined && { zone }),
        }),
        understand: (answer) => (answer as InsideAnswer).zones,
      });
      const zone = (name: string, state: string, inner: string, brand = 'ipkg') => {
        writeFileSync(
          join(place, 'etc/zones', `${name}.xml`),
          `<zone name="${name}">\n  <network ${inner}\n</zone>\n`,
        );
        writeFileSync(
          join(place, 'list'),
          `${state === 'running' ? 7 : '-'}:${name}:${state}:${place}/${name}::${brand}:excl:more\n`,
          { flag: 'a' },
        );
      };
      beforeAll(() => {
        place = join(directory, 'inside');
        for (const folder of ['etc/zones', "it's zones", 'bin'])
          mkdirSync(join(place, folder), { recursive: true });
        const tool = (name: string, text: string) =>
          writeFileSync(join(place, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        tool(
          'zoneadm',
          `case $1 in -z) grep "^[^:]*:$2:" ${quote(join(place, 'list'))} ;; *) cat ${quote(join(place, 'list'))} ;; esac`,
        );
        // What is typed is joined by blanks for a shell in the zone; nobody may read the zones that follow from its input.
        tool(
          'zlogin',
          [
            'zone=$1; shift; cat >/dev/null; echo "$zone" >>"$0.asked"',
            'case $zone in',
            'a.b-1) printf "%s\\n%s" "$*" "no newline" ;;',
            'refused) echo "zlogin: no" >&2; exit 1 ;;',
            'empty) ;;',
            'loud) yes ;;',
            'hung*) exec sleep 60 ;;',
            'esac',
          ].join('\n'),
        );
        zone('a.b-1', 'running', 'physical="a0"/>');
        zone('registered', 'running', 'physical="r0"/>');
        writeFileSync(join(place, "it's zones", 'registered.kdl'), 'zone "registered"');
        zone('configured', 'running', 'allowed-address="10.1.0.5/24" physical="c0"/>');
        zone(
          'half',
          'running',
          'address="10.1.0.6/24" physical="c0"/>\n  <network physical="c1"/>',
        );
        zone('refused', 'running', 'physical="b0"/>');
        zone('empty', 'running', 'physical="b0" allowed-address=""/>');
        zone('loud', 'running', 'physical="b0"/>');
        zone('vm', 'running', 'physical="b0"/>', 'bhyve');
        zone('down', 'installed', 'physical="b0"/>');
        mkdirSync(join(place, 'down/root/etc'), { recursive: true });
        writeFileSync(join(place, 'down/root/etc/sysding.conf'), 'setup_interface a b c\n');
        zone('bare', 'installed', 'physical="b0"/>');
        zone('linked', 'installed', 'physical="b0"/>');
        mkdirSync(join(place, 'linked/root'), { recursive: true });
        symlinkSync(join(place, 'down/root/etc'), join(place, 'linked/root/etc'));
        zone('early', 'incomplete', 'physical="b0"/>');
        inLink = shellLink({ state: directory, path: `${place}/bin:${link.spec.path}` });
      });

      test('those are asked of which nothing else tells, and no answer is taken for another', async () => {
        const { all } = await observe(inLink, { all: inside() }, observing);
        const answer = (asked: string, said: string, status = 0) => ({ asked, status, said });
        expect(Object.fromEntries([...all].filter(([name]) => name !== 'loud'))).toEqual({
          'a.b-1': answer('command', '/usr/sbin/ipadm show-addr -p\nno newline'),
          half: answer('command', ''),
          refused: answer('command', 'zlogin: no', 1),
          empty: answer('command', ''),
          down: answer('file', 'setup_interface a b c'),
        });
        expect(all.get('loud')?.status).not.toBe(0);
        expect(all.get('loud')?.said.length).toBeLessThan(70_000);
        const { one } = await observe(inLink, { one: inside('refused') }, observing);
        expect([...one.keys()]).toEqual(['refused']);
      });

      test('one that does not answer is left, and then no more are asked', async () => {
        writeFileSync(join(place, 'list'), '');
        for (const name of ['hung1', 'hung2', 'hung3']) zone(name, 'running', 'physical="h0"/>');
        zone('down', 'installed', 'physical="b0"/>');
        const { all } = await observe(inLink, { all: inside(undefined, 0.3) }, observing);
        expect([...all].map(([name, { status }]) => [name, status])).toEqual([
          ['hung1', 124],
          ['hung2', 124],
          ['hung3', 125],
          ['down', 0],
        ]);
      });
    });

    // busybox' shell runs its own tar whatever the path says; there the dangling link above has to do.
    if (shell === 'busybox') return;

    test('a file that vanishes while it is read spoils nothing, one that cannot be read is told of', async () => {
      const place = join(directory, 'place');
      const bin = join(directory, 'bin');
      mkdirSync(place);
      mkdirSync(bin);
      for (const name of ['a', 'b', 'c']) writeFileSync(join(place, name), name);
      // A tar that starts late: one file has gone, and where it is told to, one is unreadable.
      const tar = (complaint: string): void =>
        writeFileSync(
          join(bin, 'tar'),
          `#!/bin/sh\nrm -f ./b\nPATH=\${PATH#*:}\ntar "$@"\nstatus=$?\n${complaint}\n`,
          { mode: 0o755 },
        );
      const late: HostLink = { ...link, spec: { ...link.spec, path: `${bin}:${link.spec.path}` } };
      const lateLink = shellLink({ state: directory, path: late.spec.path });
      tar('exit $status');
      const { all } = await observe(lateLink, { all: files(place, '*') }, observing);
      expect(Object.fromEntries(all.files)).toEqual({ a: 'a', c: 'c' });
      expect(all.stderr).toBe('');
      tar("echo 'tar: ./c: Cannot open: Permission denied' >&2; exit 2");
      const again = await observe(lateLink, { all: files(place, '*') }, observing);
      expect(again.all.stderr).toContain('Permission denied');
      tar('kill -9 $$');
      await expect(observe(lateLink, { all: files(place, '*') }, observing)).rejects.toMatchObject({
        code: 'zmgr::host::garbled',
      });
    });
  });
}
