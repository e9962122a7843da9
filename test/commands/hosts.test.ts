/** What `host list` and `host show` say, over hosts that are texts read by the real parsers. */
import { describe, expect, it } from 'vitest';
import { diagnosticAnswer } from '../../commands/answers/diagnostic-answer.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { type HostTexts, hostWith, ordinaryTexts } from '../support/illumos-facts.ts';
import type { Saying } from '../support/looked-at.ts';
import { answerText } from './support/answer-text.ts';
import { type TestDesk, testDesk, unreachable } from './support/desk.ts';

async function told(line: string, desk: TestDesk = testDesk()): Promise<string> {
  const prepared = prepare(line, verbs);
  if (prepared.kind !== 'read') throw new Error(`${line} is no read: ${prepared.kind}`);
  try {
    return answerText(await answerRead(prepared, desk));
  } catch (error) {
    return answerText(diagnosticAnswer(error));
  }
}

const saying = (changes: Readonly<Record<string, Saying>>): HostTexts => ({
  ...ordinaryTexts,
  said: { ...ordinaryTexts.said, ...changes },
});
const one = (texts: HostTexts) => testDesk({ hosts: { 'hv-04': texts } });
const without = (...paths: readonly string[]) =>
  Object.fromEntries(paths.map((path) => [path, undefined]));
const bare = hostWith({ registry: without(...Object.keys(ordinaryTexts.registry)) });
/** Zones in the index, and none of their configurations. */
const indexOnly = { index: 'global:installed:/\nold1:installed:/zones/old1\n' };
const missing: Saying = { status: 127, stderr: 'sh: not found' };

describe('host list', () => {
  it('tells of each host what matters, in one exec', async () => {
    const desk = testDesk({
      hosts: { 'hv-04': ordinaryTexts, 'hv-05': unreachable('hv-05'), 'hv-06': bare },
    });
    expect(await told('host list', desk)).toBe(
      [
        '# Hosts · 2 of 3 answered',
        '- 🟢 *hv-04* (default) OpenIndiana Hipster 2025.10 · up 14d12h · 1 zone: 1 running · 92 GiB free on `rpool/zones`',
        "- 🔴 *hv-05* can't be reached (`zmgr::host::unreachable`)",
        '- 🟡 *hv-06* OpenIndiana Hipster 2025.10 · up 14d12h · 1 zone: 1 running · 92 GiB free on `rpool/zones` · ⚠ no registry yet',
        '(As of 2026-11-21T09:41:00.000Z)',
      ].join('\n'),
    );
    expect(desk.observed.length).toBe(3);
    expect(new Set(desk.observed)).toEqual(new Set(['hv-04', 'hv-05', 'hv-06']));
  });

  it.each<[string, HostTexts, string]>([
    [
      'a degraded zpool',
      saying({ 'zpool list': 'rpool\t9\t5\t40\tDEGRADED\n' }),
      '⚠ zpool rpool DEGRADED',
    ],
    [
      'a full zpool',
      saying({ 'zpool list': 'rpool\t100\t7\t93\tONLINE\n' }),
      '⚠ zpool rpool 93 % full',
    ],
    [
      'a clock behind',
      saying({ 'date -u': '2026-11-21T09:40:15Z\n' }),
      "⚠ 45s behind the bot's clock",
    ],
    [
      'a clock ahead',
      saying({ 'date -u': '2026-11-21T09:43:00Z\n' }),
      "⚠ 2m00s ahead of the bot's clock",
    ],
    ['a tool that is missing', saying({ 'zpool list': missing }), "⚠ zpools can't be read"],
    ['zones that are not understood', { ...ordinaryTexts, zones: 'x\n' }, "⚠ zones can't be read"],
    [
      'a broken file of the registry',
      hostWith({ registry: { 'pools/internal.kdl': 'pool "internal" {\n' } }),
      '⚠ 1 broken file in the registry',
    ],
  ])('marks %s', async (_, texts, trouble) => {
    const text = await told('host list', one(texts));
    expect(text).toContain('- 🟡 *hv-04*');
    expect(text).toContain(trouble);
  });

  it('takes a clock that is half a minute off for right', async () => {
    const text = await told('host list', one(saying({ 'date -u': '2026-11-21T09:41:30Z\n' })));
    expect(text).toContain('- 🟢 *hv-04*');
  });
});

describe('host show', () => {
  it('tells all about a host', async () => {
    const desk = testDesk({ holds: ['10.1.0.11'] });
    expect(await told('host show', desk)).toBe(
      [
        '# hv-04 · default host',
        '🟢 answers · OpenIndiana Hipster 2025.10 · 1 zone: 1 running',
        '*Directories*',
        '- Registry `/etc/zmgr` there · writable',
        '- State `/var/zmgr` there · writable',
        '*Storage*',
        '- *rpool* ONLINE · 92 GiB of 110 GiB free · 16 % full',
        '- Zones lie on `rpool/zones`, which has 92 GiB for them',
        '*Pools*',
        '- *internal* 239 of 241 free in 10.1.0.0/24 over `stub0`',
        '- *public* 2 of 2 free in 203.0.113.0/24 over `igb0`',
        '*Templates*',
        '- *oi* the default · brand ipkg · pool internal',
        '- *router* brand ipkg · pool internal, public',
        'Kernel: `illumos-01d4d8e790` (5.11)',
        'Up: 14d12h, since 2026-11-06T21:20:00.000Z',
        'Clock: agrees with the bot',
        'Brands: bhyve, ipkg, nlipkg',
        'Address: `127.0.0.1`',
        'User: `zoneops`, elevated by pfexec',
        '(As of 2026-11-21T09:41:00.000Z)',
      ].join('\n'),
    );
    expect(desk.observed).toEqual(['hv-04']);
    for (const line of ['host show hv-04', 'host show host=hv-04'])
      expect(await told(line, testDesk({ holds: ['10.1.0.11'] }))).toBe(
        await told('host show', desk),
      );
    expect(await told('host show hv-9', desk)).toContain('`zmgr::host::unknown`');
  });

  it('says what to type where there is no registry', async () => {
    const text = await told('host show', one(bare));
    expect(text).toContain('is not there: `/zone host init host=hv-04` writes a first one');
    expect(text).not.toContain('*Pools*');
  });

  it.each<[string, HostTexts, string]>([
    [
      'a state directory that is not there',
      saying({ 'test -d /var/zmgr': { status: 1, stderr: '' } }),
      'State `/var/zmgr` ⚠ is not there, and no change can be made: on the host, `mkdir -p /var/zmgr && chown zoneops /var/zmgr`',
    ],
    [
      'a registry that may not be written',
      saying({ 'test -w /etc/zmgr': { status: 1, stderr: '' } }),
      "Registry `/etc/zmgr` there · ⚠ zoneops can't write in it",
    ],
    [
      'a brand that the host does not have',
      { ...ordinaryTexts, brands: ['nlipkg'] },
      '*oi* the default · brand ipkg · pool internal · ⚠ the host does not have this brand',
    ],
    [
      'a fault of the registry, with its line',
      hostWith({
        registry: {
          'pools/internal.kdl': 'pool "internal" {\n  network "10.1.0.0/24"\n  gateway "x"\n}\n',
        },
      }),
      '- `pools/internal.kdl:3` ',
    ],
    [
      'zones whose configuration is not there',
      hostWith({ configurations: indexOnly }),
      "⚠ What is taken can't be told",
    ],
    [
      'a kernel that does not answer',
      saying({ 'uname -nrv': missing }),
      "Kernel: ⚠ can't be read: hv-04 has no uname",
    ],
  ])('tells of %s', async (_, texts, said) => {
    expect(await told('host show', one(texts))).toContain(said);
  });

  it('counts no free addresses on a guess', async () => {
    const texts = hostWith({ configurations: indexOnly });
    expect(await told('host show', one(texts))).toContain('*internal* free addresses unknown');
  });

  it('shows what is configured of a host that is not reached, and why it is not', async () => {
    const text = await told('host show', testDesk({ hosts: { 'hv-05': unreachable('hv-05') } }));
    expect(text).toContain('State: 🔴 not reached\nAddress: `127.0.0.1`');
    expect(text).toContain('connect ECONNREFUSED');
    expect(text).toContain('`zmgr::host::unreachable`');
  });
});
