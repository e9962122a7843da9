/** What docs/installation.md tells people to type and to copy fits the code: files, variables, keys, tools, services. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { privilegedTools } from '../../hostlink/shell/command.ts';
import { readEnvironment } from '../../src/env.ts';
import { exitStatus } from '../../src/exit-status.ts';
import { hostKeyLine, read } from '../src/support/config-file.ts';
import { describeReal } from '../support/real.ts';

const root = resolve(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const guide = text('docs/installation.md');

/** The fenced blocks of a language. */
const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, block]) => block ?? '',
  );

describe('docs/installation.md', () => {
  test('leads to files that are there', () => {
    const links = [...guide.matchAll(/\]\(([^)#][^)]*)\)/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
  });

  test('shows a zonebot.kdl that is taken', () => {
    const [config, ...others] = blocks('kdl');
    expect(others).toEqual([]);
    const written = config?.replaceAll('ssh-ed25519 AAAAC3…', hostKeyLine) ?? '';
    const checked = read(written);
    expect(checked.kind === 'faulty' ? checked.faults.map(({ message }) => message) : []).toEqual(
      [],
    );
  });

  test('shows an environment that is taken, whole', () => {
    const assignments = blocks('sh').find((block) => block.startsWith('SLACK_BOT_TOKEN=')) ?? '';
    const variables = Object.fromEntries(
      [...assignments.matchAll(/^([A-Z_]+)='(.*)'$/gm)].map(([, name, value]) => [
        name,
        value?.replaceAll('…', 'x'),
      ]),
    );
    expect(Object.keys(variables)).toHaveLength(6);
    expect(readEnvironment(variables)).toMatchObject({
      kind: 'good',
      value: {
        config: '/etc/zonebot/zonebot.kdl',
        store: { kind: 'postgres', url: 'postgresql://zonebot:x@db.example/zonebot' },
        healthPort: 9464,
      },
    });
  });

  test('explains every key of a host', () => {
    const source = text('src/config/host.ts');
    const keys = [...(/const keys = \[(.*?)\]/s.exec(source)?.[1] ?? '').matchAll(/'([a-z-]+)'/g)];
    expect(keys.length).toBeGreaterThan(8);
    expect(keys.filter(([, key]) => !guide.includes(`\`${key}`))).toEqual([]);
  });
});

test('the rights profile covers the tools that are run elevated, and no other', () => {
  const lines = text('install/host/exec_attr').trimEnd().split('\n');
  const paths = Object.values(privilegedTools).flat();
  expect(lines.toSorted()).toEqual(
    paths.map((path) => `Zonebot:solaris:cmd:::${path}:uid=0`).toSorted(),
  );
  // name:reserved:reserved:description:attributes, prof_attr(5)
  expect(text('install/host/prof_attr').split(':')).toHaveLength(5);
});

test('what the runner does as root is what the profile says, and no more', () => {
  const parts = readdirSync(join(root, 'hostlink/runner/sh')).map((name) =>
    text(`hostlink/runner/sh/${name}`).replaceAll(/^ *#.*$/gm, ''),
  );
  const used = new Set(
    parts.flatMap((part) =>
      [...part.matchAll(/\bas_root ([a-z]+)/g)].map(([, tool]) => tool ?? ''),
    ),
  );
  const files = ['cat', 'chmod', 'chown', 'cmp', 'cp', 'ln', 'mv', 'rm', 'test'];
  expect(used).toEqual(new Set(files));
  expect(Object.keys(privilegedTools)).toEqual(expect.arrayContaining(files));
});

describe('the SMF manifest', () => {
  const manifest = text('install/smf/zonebot.xml');

  test('is well formed, and starts what npm start does', () => {
    expect(XMLValidator.validate(manifest)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(manifest);
    const [start] = parsed.service_bundle.service.exec_method;
    const script = JSON.parse(text('package.json')).scripts.start;
    expect(start['@_exec'].endsWith(`; ${script}`)).toBe(true);
    expect(start['@_exec']).toContain('. /etc/zonebot/environment;');
    expect(guide).toContain('`/etc/zonebot/environment`');
  });
});

describeReal('the systemd unit', ['systemd-analyze'], () => {
  const unit = join(root, 'install/systemd/zonebot.service');

  test('is one that systemd understands', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    const complaints = stderr.split('\n').filter((line) => line.includes('zonebot.service'));
    expect({ status, complaints }).toEqual({ status: 0, complaints: [] });
  });

  test('leaves a bot alone that a person has to help first', () => {
    expect(text('install/systemd/zonebot.service')).toContain(
      `RestartPreventExitStatus=${exitStatus.configuration}\n`,
    );
  });

  test('starts what npm start does', () => {
    const script = JSON.parse(text('package.json')).scripts.start.replace(/^exec node/, '');
    expect(text('install/systemd/zonebot.service')).toContain(`ExecStart=/usr/bin/node${script}\n`);
  });
});
