/** What verbs say, over hosts that are texts read by the real parsers. */
import { describe, expect, it } from 'vitest';
import { diagnosticAnswer } from '../../commands/answers/diagnostic-answer.ts';
import { answerRead, prepare } from '../../commands/run.ts';
import { verbs } from '../../commands/verbs.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { parseOperationId } from '../../hostlink/names/operation-id.ts';
import { type HostTexts, hostWith, ordinaryTexts } from '../support/illumos-facts.ts';
import { answerText } from './support/answer-text.ts';
import { type TestDesk, testDesk, testOperation, unreachable } from './support/desk.ts';
import { diagnosticOfPromise } from './support/diagnostic-of.ts';

/** As the storey above would: what a person reads after typing it. */
async function told(line: string, desk: TestDesk = testDesk()): Promise<string> {
  const prepared = prepare(line, verbs);
  if (prepared.kind === 'mistake') return answerText(diagnosticAnswer(prepared.diagnostic));
  if (prepared.kind === 'change') throw new Error(`${line} is a change`);
  try {
    return answerText(await answerRead(prepared, desk));
  } catch (error) {
    return answerText(diagnosticAnswer(error));
  }
}

const entryOf = (zone: string, address: string, more = '') =>
  `zone "${zone}" {\n  template "oi"\n  net "default" {\n    address "${address}"\n    vnic "${zone.replaceAll('-', '_')}_0"\n  }\n${more}}\n`;
const longName = `a${'b'.repeat(62)}`;
const drifted: HostTexts = hostWith({
  zones: `${ordinaryTexts.zones}-:stray:installed:/zones/stray::ipkg:excl\n-:${longName}:incomplete:/zones/l::lipkg:excl\n`,
  registry: {
    'zones/old1.kdl': entryOf('old1', '10.1.0.99/24'),
    'zones/gone.kdl': entryOf('gone', '10.1.0.22/24'),
    'zones/new.kdl': entryOf('new', '10.1.0.23/24', '  state "creating"\n'),
    'zones/bad.kdl': 'zone "bad" {\n',
  },
});
const bare: HostTexts = hostWith({
  registry: Object.fromEntries(
    Object.keys(ordinaryTexts.registry).map((path) => [path, undefined]),
  ),
});

describe('list', () => {
  it('shows zones with and without entries, and entries without zones', async () => {
    const text = await told('list', testDesk({ hosts: { 'hv-04': drifted } }));
    expect(text).toContain('# Zones on hv-04 · 6 zones');
    expect(text).toContain('🟢 *old1* running · 10.1.0.10 · ipkg · ⚠ drift');
    expect(text).toContain('⚪ *stray* installed · no address · ipkg · no entry');
    expect(text).toContain(`🟠 *${longName}* incomplete`);
    expect(text).toContain('🔴 *gone* missing · 10.1.0.22 · ⚠ entry without a zone');
    expect(text).toContain('🔴 *new* missing · 10.1.0.23 · ⚠ creating');
    expect(text).toContain('🔴 *bad* missing · no address · ⚠ broken entry');
    expect(text).toContain('zones/bad.kdl');
    expect(text).not.toContain('global');
  });

  it('asks each host once, and shows one that cannot be read', async () => {
    const desk = testDesk({
      hosts: { 'hv-04': ordinaryTexts, 'hv-05': unreachable('hv-05'), 'hv-06': ordinaryTexts },
    });
    const text = await told('list', desk);
    expect(desk.observed.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['hv-04', 'hv-05', 'hv-06']);
    expect(text).toContain("⚠ *hv-05* can't be reached (`zmgr::host::unreachable`)");
    expect(text).toContain('*hv-04* · 1 zone, 1 running');
    expect(text).toContain('*hv-06* · 1 zone, 1 running');
  });

  it('counts no zones where no host can be read', async () => {
    const text = await told('list', testDesk({ hosts: { 'hv-05': unreachable('hv-05') } }));
    expect(text).toContain('# Zones on hv-05\n- ⚠ *hv-05*');
  });

  it('does not hide a fault of our own as a host that cannot be read', async () => {
    const desk = testDesk();
    const broken = {
      ...desk,
      hosts: { ...desk.hosts, observe: () => Promise.reject(new TypeError()) },
    };
    const prepared = prepare('list', verbs);
    if (prepared.kind !== 'read') throw new Error(prepared.kind);
    await expect(answerRead(prepared, broken)).rejects.toThrow(TypeError);
  });

  it.each([
    ['list state=missing', ['new', 'gone', 'bad']],
    ['list state=running,installed', ['old1', 'stray']],
    ['list template=oi', ['new', 'old1', 'gone']],
    ['list brand=lipkg', [longName]],
    ['list q=10.1.0.2', ['new', 'gone']],
    ['list q=OLD', ['old1']],
    ['list q=old1_0', ['old1']],
    ['list q=nothing', []],
  ])('%s', async (line, names) => {
    const text = await told(line, testDesk({ hosts: { 'hv-04': drifted } }));
    const shown = [...text.matchAll(/^- \S+ \*([^*]+)\*/gm)].map(([, name]) => name);
    expect(new Set(shown)).toEqual(new Set(names));
    expect(text).toContain(`${names.length} of 6 zones`);
    expect(text.includes('No zone fits')).toBe(names.length === 0);
  });

  it('reads only the hosts that are asked for, and knows them', async () => {
    const desk = testDesk({ hosts: { 'hv-04': ordinaryTexts, 'hv-05': ordinaryTexts } });
    await told('list host=hv-05', desk);
    expect(desk.observed).toEqual(['hv-05']);
    expect(await told('list host=hv-06', desk)).toContain('`zmgr::host::unknown`');
  });

  const manyZones = (length: number): string =>
    Array.from(
      { length },
      (_, index) => `-:web${index}:installed:/zones/web${index}::ipkg:excl\n`,
    ).join('');

  it('has one page over all hosts', async () => {
    const many = hostWith({ zones: manyZones(30) });
    const text = await told('list', testDesk({ hosts: { 'hv-04': many, 'hv-05': many } }));
    expect(text.match(/^- /gm)?.length).toBe(40);
    expect(text).toContain('# Zones · 1–40 of 62 zones\n');
    expect(text).toContain('*hv-05* · 31 zones, 0 running · 22 on other pages');
  });

  it('is turned page by page, with the same filters', async () => {
    const zones = manyZones(62);
    const turn = (line: string) =>
      told(line, testDesk({ hosts: { 'hv-04': hostWith({ zones }) } }));
    const namesIn = (text: string) =>
      [...text.matchAll(/^- \S+ \*([^*]+)\*/gm)].map(([, name]) => name);
    const first = await turn('list q=web host=hv-04');
    expect(first).toContain('# Zones on hv-04 · 1–40 of 62 that fit, of 63 zones\n');
    expect(first).toContain('> /zone list host=hv-04 q=web page=2\n(');
    expect(first).not.toContain('page=1');
    expect(first.indexOf('*web2*')).toBeLessThan(first.indexOf('*web10*'));
    const second = await turn('list q=web host=hv-04 page=2');
    expect(second).toContain('# Zones on hv-04 · 41–62 of 62 that fit, of 63 zones\n');
    expect(second).toContain('> /zone list host=hv-04 q=web\n(');
    expect(await turn('list q=web host=hv-04 page=77')).toBe(second);
    const all = [...namesIn(first), ...namesIn(second)];
    expect(all.length).toBe(62);
    expect(new Set(all).size).toBe(62);
  });

  it('says once that a host has no registry', async () => {
    const text = await told('list', testDesk({ hosts: { 'hv-04': bare } }));
    expect(text).toContain('hv-04 has no registry yet');
    expect(text).toMatch(/\*old1\* running · 10\.1\.0\.10 · ipkg$/m);
  });
});

describe('show', () => {
  it('tells all about a zone', async () => {
    expect(await told('show old1')).toBe(
      [
        '# old1',
        '🟢 *running* on *hv-04* · up 2d22h · ipkg',
        '*Services* ✓ all 2 are online',
        '*Nets*',
        '- `old1_0` over `stub0` · 10.1.0.10/24 · pool internal · router 10.1.0.1 · 02:08:20:01:02:03 · protected',
        '*Resources*',
        '- Memory: 112 MiB',
        '- Swap: 168 MiB',
        "- CPU: <1 % of the host's",
        '- Processes: 24',
        '- Disk: 614 MiB used, 92 GiB available · `rpool/zones/old1`',
        '- Snapshots: none',
        'Up since: 2026-11-18T11:06:40.000Z',
        'Boots with the host: yes',
        'IP type: exclusive',
        'Template: oi',
        'Entry: ready',
        'Created: 2026-03-22',
        'Zonepath: `/zones/old1`',
        'UUID: `0d4b5fcc-0000-4000-8000-000000000001`',
        '(As of 2026-11-21T09:41:00.000Z)',
      ].join('\n'),
    );
  });

  it.each([
    ['old1', 'The host gives it `10.1.0.10`, which its entry does not have'],
    ['old1', 'Its entry has `10.1.0.99`, which the host does not give it'],
    ['gone', 'The registry has an entry, the host has no such zone'],
    ['new', 'Its entry says creating'],
    ['bad', "Its entry can't be understood"],
  ])('%s: %s', async (zone, note) => {
    const text = await told(`show ${zone}`, testDesk({ hosts: { 'hv-04': drifted } }));
    expect(text).toContain('Registry and host disagree');
    expect(text).toContain(note);
  });

  it('finds nothing wrong with a zone that is older than the registry', async () => {
    const text = await told('show stray', testDesk({ hosts: { 'hv-04': drifted } }));
    expect(text).toContain(
      '\nThe registry has no entry of it: `/zone import hv-04/stray` writes one.\n',
    );
    expect(text).not.toContain('disagree');
  });

  it('compares no addresses where the host need not know them', async () => {
    const configurations = Object.fromEntries(
      Object.entries(ordinaryTexts.configurations).map(([name, text]) => [
        name,
        text.replace('allowed-address="10.1.0.10/24" ', ''),
      ]),
    );
    const text = await told(
      'show old1',
      testDesk({ hosts: { 'hv-04': hostWith({ configurations }) } }),
    );
    expect(text).not.toContain('disagree');
    expect(text).toContain('10.1.0.10/24');
  });

  const two = { 'hv-04': ordinaryTexts, 'hv-05': ordinaryTexts };

  it('asks which, where several hosts have one', async () => {
    const text = await told('show old1', testDesk({ hosts: two }));
    expect(text).toContain('`zmgr::zone::ambiguous`');
    expect(text).toContain('> /zone show hv-04/old1\n> /zone show hv-05/old1');
    expect(await told('show hv-05/old1', testDesk({ hosts: two }))).toContain('on *hv-05*');
    expect(await told('show old1 host=hv-05', testDesk({ hosts: two }))).toContain('on *hv-05*');
  });

  it('offers the nearest names of all hosts', async () => {
    const text = await told('show odl1', testDesk({ hosts: two }));
    expect(text).toContain('There is no zone odl1 on hv-04, hv-05');
    expect(text).toContain('> /zone show hv-04/old1\n> /zone show hv-05/old1');
  });

  it('says that it may be where nobody could look', async () => {
    const hosts = { 'hv-04': ordinaryTexts, 'hv-05': unreachable('hv-05') };
    expect(await told('show web01', testDesk({ hosts }))).toContain('It may be on hv-05');
    expect(await told('show old1', testDesk({ hosts }))).toContain('another old1 on hv-05');
    expect(await told('show hv-05/old1', testDesk({ hosts }))).toContain(
      '`zmgr::host::unreachable`',
    );
  });
});

describe('plan and dry run', () => {
  it('tells what would be done, and does nothing', async () => {
    const desk = testDesk();
    const text = await told('plan create web01', desk);
    expect(text).toContain('# Plan: create web01 on hv-04\nTemplate: oi\nAddress: 10.1.0.11/24');
    expect(text).toContain('VNIC: `web01_0` over `stub0`');
    expect(text).toContain('Zonepath: `/zones/web01`');
    expect(text).toMatch(/^\+ 1 Reserve web01 in the registry/m);
    expect(text).toMatch(/^~ 6 Mark the entry of web01 ready$/m);
    expect(text).toContain('- The host has no zone web01');
    expect(text).toMatch(/\(plan [0-9a-f]{8} · routine · nothing was changed\)$/);
    expect(desk.observed).toEqual(['hv-04']);
    expect(desk.decided).toEqual([]);
    expect(await told('create web01 dry-run=yes')).toBe(text);
  });

  it('keeps clear of what others hold', async () => {
    const text = await told('plan create web01', testDesk({ holds: ['10.1.0.11'] }));
    expect(text).toContain('10.1.0.12/24');
  });

  it.each([
    ['plan create old1', 'zmgr::zone::exists'],
    ['plan create web01 template=io', 'zmgr::template::unknown'],
    ['plan create web01 pool=intern', 'zmgr::pool::unknown'],
    ['plan create hv-05/web01', 'zmgr::host::unknown'],
    ['plan create web01 address=10.9.0.1', 'zmgr::'],
  ])('%s: %s', async (line, code) => {
    expect(await told(line)).toContain(`(\`${code}`);
  });

  it('offers a nearest name once', async () => {
    expect((await told('plan create web01 template=io')).match(/\boi\b/g)?.length).toBe(1);
  });
});

describe('operations', () => {
  const at = (seconds: number) => `2026-11-21T09:40:${String(seconds).padStart(2, '0')}Z`;
  const stuckId = parseOperationId('aaaaaaaaaa');

  it('are listed, with what is left out', async () => {
    const operations = [
      testOperation(),
      testOperation({ id: stuckId, state: 'stuck', subject: 'web02' }),
      testOperation({ state: 'done', subject: 'web03' }),
    ];
    const desk = testDesk({ operations });
    const text = await told('op list', desk);
    expect(text).toContain(
      '- ⏳ *create web01* running · hv-04 · 2026-11-21T09:40:00.000Z · @U02 · `3kq7wz2m5a`',
    );
    expect(text).not.toContain('older');
    expect(await told('op list limit=2', desk)).toContain('There are older ones');
    expect(await told('op list state=stuck', desk)).not.toContain('web01');
    expect(await told('op list state=denied', desk)).toBe('There are no such operations.');
    expect(await told('op list host=hv-9', desk)).toContain('`zmgr::host::unknown`');
  });

  it('are shown with their steps, and what can be decided', async () => {
    const prepared = prepare('create web01', verbs);
    if (prepared.kind !== 'change') throw new Error(prepared.kind);
    const desk = testDesk();
    const { command, texts } = prepared;
    const host = await command.host(texts, desk);
    const plan = command.plan({
      args: texts,
      host: desk.hosts.spec(host),
      facts: await desk.hosts.observe(host, command.facts(texts)),
      holds: [],
      today: '2026-11-21',
    });
    const operation = testOperation({
      id: stuckId,
      state: 'stuck',
      plan,
      events: [
        { seq: 1, at: at(1), kind: 'claimed', verb: 'run', pid: 1, group: 1 },
        { seq: 2, at: at(1), kind: 'guarded' },
        { seq: 3, at: at(1), kind: 'started', step: 1 },
        { seq: 4, at: at(3), kind: 'done', step: 1 },
        { seq: 5, at: at(3), kind: 'found', step: 2 },
        { seq: 6, at: at(3), kind: 'started', step: 3 },
        {
          seq: 7,
          at: at(40),
          kind: 'failed',
          step: 3,
          phase: 'apply',
          status: 1,
          verdict: 'partial',
        },
        { seq: 8, at: at(40), kind: 'said', step: 3, text: 'zonecfg: no space left' },
      ],
      fault: {
        code: 'zmgr::operation::stuck',
        message: 'Step 3 failed',
        help: 'Make room, then `/zone op resume aaaaaaaaaa`.',
        causes: ['exit 1'],
      },
    });
    const text = await told('op show aaaaaaaaaa', testDesk({ operations: [operation] }));
    expect(text).toMatch(/^✓ 1 Reserve web01 in the registry {2}2s$/m);
    expect(text).toMatch(/^✓ 2 .* {2}was there already$/m);
    expect(text).toMatch(/^✗ 3 .* {2}failed after 37s: exit 1, found partial$/m);
    expect(text).toMatch(/^· 4 Install web01, brand ipkg$/m);
    expect(text).toContain('*What the step said*\nzonecfg: no space left');
    expect(text).toContain('# ⚠️ Create web01 on hv-04\n*stuck* · Step 3 failed\n');
    expect(text).toContain('*Why*\n- exit 1\n');
    expect(text).toContain(
      'Make room, then `/zone op resume aaaaaaaaaa`.\n> /zone op unwind aaaaaaaaaa\n',
    );
    expect(text).not.toContain('op cancel');
  });

  it('of another release are shown all the same', async () => {
    const plan = {
      version: 1,
      host: testDesk().hosts.default,
      verb: 'move',
      subject: 'web01',
      steps: [{ kind: 'zone.teleport', args: {} }],
      guards: [],
      locks: [],
      risk: 'routine',
      chosen: {},
      holds: [],
      lockTimeout: 600,
      digest: 'abcdef0123456789',
    } as const;
    const desk = testDesk({ operations: [testOperation({ plan })] });
    const text = await told('op show 3kq7wz2m5a', desk);
    expect(text).toContain('zone.teleport, which this release does not know');
  });

  it.each(['cancel', 'resume', 'unwind'])(
    '%s is asked for, by whom, and answered',
    async (verb) => {
      const desk = testDesk({ operations: [testOperation()] });
      expect(await told(`op ${verb} 3kq7wz2m5a`, desk)).toContain('# ⏳ Create web01 on hv-04');
      expect(desk.decided).toEqual([`${verb} 3kq7wz2m5a U01`]);
    },
  );

  it('are known by whole ids alone', async () => {
    expect(await told('op show 3kq7wz2m5b')).toContain('`zmgr::operation::unknown`');
    expect(await told('op show 3kq7')).toContain('`zmgr::operation::bad-id`');
  });

  it('say what is known of them now', async () => {
    const verifying = { since: new Date(0), why: 'hv-04 does not answer' };
    const cancelAskedBy = { team: 'T01', user: 'U09' };
    const one = testDesk({ operations: [testOperation({ verifying })] });
    expect(await told('op show 3kq7wz2m5a', one)).toContain('Connection lost, verifying');
    const other = testDesk({ operations: [testOperation({ cancelAskedBy })] });
    const text = await told('op show 3kq7wz2m5a', other);
    expect(text).toContain('· asked to stop by @U09: before its next step');
    expect(text).not.toContain('> /zone op cancel');
  });
});

describe('op log', () => {
  const ran = testOperation({
    state: 'done',
    events: [{ kind: 'end', seq: 1, at: '2026-11-21T09:41:00Z', outcome: 'done' }],
  });
  const desk = (text: string) =>
    testDesk({
      operations: [ran],
      outputs: {
        [ran.id]: [
          { step: 1, text: '', isCut: false },
          { step: 2, text, isCut: true },
          { step: 3, text: 'third\n', isCut: false },
        ],
      },
    });

  it('shows what each step printed, under its title', async () => {
    const text = await told('op log 3kq7wz2m5a', desk('second\n'));
    expect(text).toMatch(
      /== 2 .* ==\n… \(the beginning is left out\)\nsecond\n\n== 3 .* ==\nthird/,
    );
    expect(text).not.toContain('== 1 ');
    expect(await told('op log 3kq7wz2m5a step=3', desk('second\n'))).not.toContain('second');
  });

  it('shows the end of what is long, and gives all of it as a file', async () => {
    const lines = Array.from({ length: 500 }, (_, line) => `line ${line}\n`).join('');
    const prepared = prepare('op log 3kq7wz2m5a', verbs);
    if (prepared.kind !== 'read') throw new Error(prepared.kind);
    const answer = await answerRead(prepared, desk(lines));
    expect(answerText(answer)).not.toContain('line 0\n');
    expect(answerText(answer)).toContain('line 499\n');
    expect(answerText(answer).length).toBeLessThan(3_300);
    expect(answer.file).toMatchObject({ name: 'zonebot-3kq7wz2m5a.log' });
    expect(answer.file?.text).toContain('line 0\n');
  });

  it('says that there is nothing, and why', async () => {
    const silent = testDesk({ operations: [ran] });
    expect(await told('op log 3kq7wz2m5a', silent)).toContain('have printed nothing');
    const waits = testDesk({ operations: [testOperation()] });
    expect(await told('op log 3kq7wz2m5a', waits)).toContain('was not given to its host yet');
  });
});

describe('help and whoami', () => {
  const viewer = () => testDesk({ roles: ['viewer'], denied: { create: 'only operators may' } });

  it('show what this person may do', async () => {
    const text = await told('help', viewer());
    expect(text).toContain('You are here as viewer.');
    expect(text).toContain('`list …` – ');
    expect(text).toContain('`op show <id>` – ');
    expect(text).not.toContain('`create');
    expect(text).toContain('1 more not for you: `/zone help --all`');
  });

  it('show the rest when asked, with the reason', async () => {
    const text = await told('help --all', viewer());
    expect(text).toMatch(/`create .*\(not for you: only operators may\)$/m);
  });

  it('tell of a noun, and of a code', async () => {
    const text = await told('help op');
    expect(text).toContain('`op list');
    expect(text).not.toContain('`create');
    expect(await told('help zmgr::pool::exhausted')).toContain('*What to do*: Take another pool');
    expect(await told('help zmgr::pool::exhuasted')).toContain(
      'Did you mean this?\n> /zone help zmgr::pool::exhausted',
    );
    expect(await told('help zmgr::pool::nonsense')).toContain('Codes about pool: ');
  });

  it('offer the nearest where there is no such verb', async () => {
    expect(await told('help craete')).toContain('Did you mean this?\n> /zone help create');
  });

  it('tell who somebody is to the bot', async () => {
    const text = await told('whoami', viewer());
    expect(text).toContain('User: @U01 `U01`\nTeam: `T01`\nRoles: viewer');
    expect(text).toContain('- `create` – only operators may');
    const denied = { create: 'only operators may', 'op cancel': 'only operators may' };
    expect(await told('whoami', testDesk({ denied }))).toContain(
      '- `create`, `op cancel` – only operators may',
    );
    expect(text).toContain('You may: `list`, `show`, ');
    expect(await told('whoami', testDesk({ roles: [] }))).toContain('Roles: none');
  });

  it('tell the release', async () => {
    expect(await told('version')).toContain('zonebot *0.1.0*');
  });
});

describe('diagnostics', () => {
  it('walk the chain of causes, say what to type, and show the place', () => {
    const cause = new Diagnostic({
      code: 'zmgr::host::unreachable',
      message: "hv-04 can't be reached",
      cause: new Error('connect ECONNREFUSED'),
    });
    const text = answerText(
      diagnosticAnswer(
        new Diagnostic({
          code: 'zmgr::kdl::syntax',
          message: 'The pool is not understood',
          help: 'Write `stub "stub0"`.',
          location: {
            source: 'hv-04:/etc/zmgr/pools/a.kdl',
            line: 3,
            column: 5,
            text: '    stubb',
          },
          suggestions: ['stub', '/zone list'],
          cause,
        }),
      ),
    );
    expect(text).toBe(
      [
        '*✗* The pool is not understood',
        '    stubb\n    ^',
        '*Why*',
        "- hv-04 can't be reached\n- connect ECONNREFUSED",
        'Write `stub "stub0"`.',
        '> /zone list',
        '(`zmgr::kdl::syntax` · hv-04:/etc/zmgr/pools/a.kdl:3:5)',
      ].join('\n'),
    );
  });

  it('ask about words that the help does not name', () => {
    const { parts } = diagnosticAnswer(
      new Diagnostic({ code: 'zmgr::a::b', message: 'No', suggestions: ['one', 'two', 'three'] }),
    );
    expect(answerText({ summary: '', parts })).toContain('Did you mean `one`, `two` or `three`?');
  });

  it('keep a fault of our own out of the chat', () => {
    const answer = diagnosticAnswer(new Error('token xoxb-1234 refused'));
    expect(JSON.stringify(answer)).not.toContain('xoxb');
    expect(answerText(answer)).toContain('`zmgr::bot::fault`');
  });

  it('come from a decision that could not be made', async () => {
    const prepared = prepare('op cancel 3kq7wz2m5a', verbs);
    if (prepared.kind !== 'decide') throw new Error(prepared.kind);
    const { code } = await diagnosticOfPromise(() => answerRead(prepared, testDesk()));
    expect(code).toBe('zmgr::operation::unknown');
  });
});
