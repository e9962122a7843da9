/** Host keys, as people pin them and as ssh keeps them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint, parseHostKey, parseKnownHosts } from '../../../hostlink/ssh/known-hosts.ts';
import { describeReal } from '../../support/real.ts';

const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBzJ7z0jMYo3OpqLrVRQ6PgGoAyTTgqNYpRkYLSbs1yP';
const read = (text: string, address = '192.0.2.4', port = 22) =>
  parseKnownHosts(text, { address, port, source: 'known_hosts' }).map(
    ({ type, blob }) => `${type} ${blob}`,
  );

describe('host-key', () => {
  test('with and without a comment', () => {
    const [type, blob] = ed25519.split(' ');
    expect(parseHostKey(ed25519)).toEqual({ type, blob });
    expect(parseHostKey(`  ${ed25519}   root@hv-04 `)).toEqual({ type, blob });
    expect(fingerprint(parseHostKey(ed25519))).toBe(
      'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
    );
  });

  test.each([
    ['nothing', ''],
    ['no type', ed25519.split(' ')[1] ?? ''],
    ['another type in front', ed25519.replace('ssh-ed25519', 'ssh-rsa')],
    ['half a key', ed25519.slice(0, 30)],
    ['no base64', 'ssh-ed25519 ~~~~'],
    ['a known_hosts line', `192.0.2.4 ${ed25519}`],
    ['a dash of an editor', ed25519.replace('ssh-', 'ssh–')],
  ])('%s is refused', (_, text) => {
    expect(() => parseHostKey(text)).toThrow(
      expect.objectContaining({ code: 'zmgr::host::bad-key' }),
    );
  });
});

describe('known_hosts', () => {
  test.each([
    ['by address', `192.0.2.4 ${ed25519}`, [ed25519]],
    ['by one of several names', `hv-04,192.0.2.4 ${ed25519} comment`, [ed25519]],
    ['by pattern', `192.0.2.* ${ed25519}\n192.0.?.4 ${other}`, [ed25519, other]],
    ['but not by an excluded one', `192.0.2.*,!192.0.2.4 ${ed25519}`, []],
    ['no other host', `192.0.2.40 ${ed25519}\n*.0.3.* ${other}`, []],
    ['no dot for any character', `192x0x2x4 ${ed25519}`, []],
    ['comments and empty lines', `# 192.0.2.4 ${other}\n\n  \n192.0.2.4 ${ed25519}\n`, [ed25519]],
    ['another port is another server', `[192.0.2.4]:2222 ${ed25519}`, []],
    ['authorities are not keys', `@cert-authority 192.0.2.4 ${ed25519}`, []],
    [
      'revoked is revoked',
      `192.0.2.4 ${ed25519}\n@revoked * ${ed25519}\n192.0.2.4 ${other}`,
      [other],
    ],
  ])('%s', (_, text, keys) => {
    expect(read(text)).toEqual(keys);
  });

  test('names in any case, ports in brackets', () => {
    expect(read(`HV-04.example.net ${ed25519}`, 'hv-04.Example.net')).toEqual([ed25519]);
    expect(read(`[192.0.2.4]:2222 ${ed25519}`, '192.0.2.4', 2222)).toEqual([ed25519]);
  });

  test.each([
    '192.0.2.4',
    `192.0.2.4 ssh-rsa ${ed25519.split(' ')[1]}`,
    `@magic 192.0.2.4 ${ed25519}`,
    'garbage',
  ])('a line that says nothing is told of: %s', (line) => {
    expect(() => read(`192.0.2.4 ${ed25519}\n${line}\n`)).toThrow(
      expect.objectContaining({
        code: 'zmgr::host::bad-known-hosts',
        location: { source: 'known_hosts', line: 2, text: line },
      }),
    );
  });
});

describeReal('known_hosts as OpenSSH hashes it', ['ssh-keygen'], () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'zonebot-known-hosts-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('hashed names are found, and fingerprints are the same', () => {
    const file = join(directory, 'known_hosts');
    writeFileSync(file, `192.0.2.4 ${ed25519}\n[192.0.2.4]:2222 ${other}\n`);
    expect(execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' })).toContain(
      fingerprint(parseHostKey(ed25519)),
    );
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
    const hashed = readFileSync(file, 'utf8');
    expect(hashed).not.toContain('192.0.2.4');
    expect(read(hashed)).toEqual([ed25519]);
    expect(read(hashed, '192.0.2.4', 2222)).toEqual([other]);
    expect(read(hashed, '192.0.2.5')).toEqual([]);
  });
});
