/** What holds of the form of every change: a new verb gets these tests by being in the list. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { list, option, positional, rest } from '../../../commands/argument.ts';
import { type ChangeCommand, defineChange } from '../../../commands/define.ts';
import { formOf } from '../../../commands/forms/form.ts';
import { matching, offersOf } from '../../../commands/forms/offers.ts';
import { readForm } from '../../../commands/forms/read-form.ts';
import type { SeenHost, SeenHosts } from '../../../commands/forms/seen.ts';
import { spoken } from '../../../commands/forms/spoken.ts';
import type { Wish } from '../../../commands/grammar/incomplete-command.ts';
import { normalise } from '../../../commands/grammar/normalise.ts';
import { parse } from '../../../commands/grammar/parse.ts';
import { zoneName } from '../../../commands/grammar/types/names.ts';
import { word } from '../../../commands/grammar/types/words.ts';
import { argumentsOf } from '../../../commands/grammar/usage.ts';
import { sentText } from '../../../commands/grammar/wire.ts';
import { prepare, wishOf } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { type HostName, parseHostName } from '../../../hostlink/names/host-name.ts';
import { held } from '../../../playground/slack/interactions/element-values.ts';
import { isObject, objectsIn } from '../../../playground/slack/json.ts';
import { lintView } from '../../../playground/slack/lint/lint.ts';
import { formView } from '../../../src/slack/rendering/render-form.ts';
import { filledIn, stateSchema } from '../../../src/slack/rendering/view-state.ts';

const hv = parseHostName('hv-04');
const om = parseHostName('om-01');
const hosts = (of: (host: HostName) => SeenHost): SeenHosts => ({
  names: [hv, om],
  default: hv,
  of,
});

const nothingSeen = hosts(() => ({}));
const things = (...names: readonly string[]) => names.map((name) => ({ name }));
const changes = verbs.filter((verb) => verb.kind === 'change');

/** All that any example names is there. */
const examplesOf = (command: ChangeCommand) => command.examples.map((line) => parse(line, verbs));
const named = (kind: string) =>
  changes.flatMap((command) =>
    examplesOf(command).flatMap(({ texts }) =>
      Object.entries(command.args)
        .filter(([, { type }]) => type.choices?.kind === kind)
        .flatMap(([name]) => texts[name] ?? []),
    ),
  );
const everythingSeen: SeenHosts = {
  ...hosts(() => ({
    zones: things(...new Set(named('zones'))),
    unregistered: things(...new Set(named('unregistered'))),
    templates: things(...new Set(['oi', ...named('templates')])),
    pools: things(...new Set(['internal', ...named('pools')])),
  })),
  names: [...new Set([hv, om, ...named('hosts').map(parseHostName)])],
};

const view = (wish: Wish, seen: SeenHosts) =>
  JSON.parse(
    JSON.stringify(formView(formOf(wish, seen), { command: wish.command.path, channel: 'C1' })),
  );
/** As Slack tells of a modal in which nobody touched anything. */
const untouched = (shown: { readonly blocks: unknown }) => {
  const values: Record<string, Record<string, unknown>> = {};
  for (const { type, block_id, element } of objectsIn(JSON.parse(JSON.stringify(shown.blocks)))) {
    if (type !== 'input' || !isObject(element)) continue;
    values[String(block_id)] = { [String(element.action_id)]: held(element) };
  }
  return stateSchema.parse({ values });
};
const emptyWish = (command: ChangeCommand): Wish => ({ command, texts: {}, dryRun: false });

describe.each(changes.map((command) => [command.path, command] as const))('%s', (path, command) => {
  it.each([
    ['nothing', nothingSeen],
    ['everything', everythingSeen],
  ] as const)('is a form that Slack takes, when %s is known of the hosts', (_what, seen) => {
    const form = formOf(emptyWish(command), seen);
    // A choice for each of several things has fields once there are things.
    const expected = Object.entries(argumentsOf(command)).filter(
      ([, { type }]) => type.choices?.kind !== 'each',
    );
    expect(form.fields.map(({ name }) => name)).toEqual(expected.map(([name]) => name));
    expect(form.title.length).toBeLessThanOrEqual(24);
    expect(lintView(view(emptyWish(command), seen))).toEqual([]);
  });

  it.each([
    ['nothing', nothingSeen],
    ['everything', everythingSeen],
  ] as const)('sent as it was filled, says what was said, when %s is known', (_what, seen) => {
    for (const { texts, ...example } of examplesOf(command)) {
      const wish: Wish = { command, texts, dryRun: example.dryRun, reason: 'for Ann & "Bob"' };
      const { filled } = filledIn(untouched(view(wish, seen)));
      const read = readForm(command, filled, seen);
      if (read.kind === 'faulty') throw [...read.faults.values()][0];
      const { prepared } = read;
      const host = prepared.texts.host === undefined ? {} : { host: prepared.texts.host };
      expect(prepared).toMatchObject({
        kind: example.dryRun ? 'plan' : 'change',
        reason: 'for Ann & "Bob"',
      });
      expect(prepared.texts).toEqual({ ...host, ...texts });
      expect(prepared.command.path).toBe(path);
      // The line of the record says the same again.
      const again = prepare(sentText(prepared.text), verbs);
      expect(wishOf(again)).toEqual(wishOf(prepared));
    }
  });

  it('says what is missing at its field', () => {
    const needed = [
      ...Object.entries(command.args).flatMap(([name, { required }]) => (required ? [name] : [])),
      ...(command.atLeastOneOf ?? []).slice(0, 1),
    ];
    const read = readForm(command, {}, nothingSeen);
    if (needed.length === 0) return expect(read.kind).toBe('good');
    if (read.kind === 'good') throw new Error('nothing was filled in');
    expect([...read.faults.keys()]).toEqual(needed);
  });
});

describe('a choice for each of several things', () => {
  const command = changes.find(({ path }) => path === 'import');
  if (command === undefined) throw new Error('no import');
  const texts = { host: ['hv-04'], as: ['web1:oi', 'web2:router'] };
  const seen = hosts(() => ({
    unregistered: [{ name: 'web1', detail: 'ipkg · 10.1.0.12' }, { name: 'web2' }],
    templates: things('oi', 'router'),
  }));
  const wish: Wish = { command, texts, dryRun: false };
  const filledWith = (changed: Readonly<Record<string, readonly string[]>>) => ({
    ...filledIn(untouched(view(wish, seen))).filled,
    ...changed,
  });
  const sent = (changed: Readonly<Record<string, readonly string[]>>) =>
    readForm(command, filledWith(changed), seen);

  it('is a menu a thing, called by what tells it from others, and nothing else is in the way', () => {
    const { fields } = formOf(wish, seen);
    expect(fields.map(({ name, label }) => [name, label])).toEqual([
      ['host', 'Host'],
      ['as:web1', 'web1 · ipkg · 10.1.0.12'],
      ['as:web2', 'web2'],
      ['dry-run', 'Dry run'],
      ['reason', 'Reason'],
    ]);
    expect(fields[1]?.input).toMatchObject({
      kind: 'choice',
      isSeveral: false,
      options: [{ value: 'oi' }, { value: 'router' }, { value: '-' }, { value: ':skip' }],
      initial: [{ value: 'oi' }],
    });
  });

  it('may be changed, and any may be skipped', () => {
    expect(sent({ 'as:web1': ['-'], 'as:web2': [':skip'] })).toMatchObject({
      kind: 'good',
      prepared: { texts: { host: ['hv-04'], as: ['web1:-'] }, text: 'import host=hv-04 as=web1:-' },
    });
  });

  it('is told at its own menu where it is none, and where nothing is chosen at all', () => {
    const faulty = (changed: Readonly<Record<string, readonly string[]>>) => {
      const read = sent(changed);
      return read.kind === 'faulty'
        ? [...read.faults].map(([field, { code }]) => [field, code])
        : [];
    };
    expect(faulty({ 'as:web2': ['gone'] })).toEqual([['as:web2', 'zmgr::template::unknown']]);
    expect(faulty({ 'as:web1': [':skip'], 'as:web2': [] })).toEqual([
      ['as:web1', 'zmgr::command::missing'],
    ]);
  });
});

test('a line that says it again', () => {
  const command = defineChange({
    path: 'make',
    summary: 'Make it',
    role: 'operator',
    risk: 'routine',
    args: {
      zone: positional(zoneName, 'zone'),
      note: positional(word('note'), 'note'),
      tags: list(word('tag'), 'tags'),
      size: option(word('size'), 'size'),
      more: rest(word('more'), 'more'),
    },
    examples: [],
    host: async () => hv,
    subject: ({ zone }) => zone,
    facts: () => ({}),
    plan: () => {
      throw new Error('nothing is planned');
    },
  });
  /** Whatever is typed without both kinds of quotes. */
  const value = fc
    .string({ unit: fc.constantFrom(...'aB1 =:,-–—/"«help<>&#@'), minLength: 1, maxLength: 12 })
    .map((text) => normalise(text).text.trim())
    .filter((text) => text !== '');
  const name = fc.constantFrom('web01', 'help', 'a-b', 'Web.02');
  fc.assert(
    fc.property(
      fc.record({
        zone: fc.tuple(name),
        note: fc.tuple(value),
        tags: fc.array(value, { minLength: 1, maxLength: 3 }),
        size: fc.tuple(value),
        more: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
      fc.boolean(),
      fc.option(value, { nil: undefined }),
      (texts, dryRun, reason) => {
        const wish: Wish = { command, texts, dryRun, ...(reason !== undefined && { reason }) };
        const {
          command: _command,
          text: _text,
          ...read
        } = parse(sentText(spoken(wish)), [command]);
        expect(read).toMatchObject({ texts, dryRun });
      },
    ),
    { numRuns: 300 },
  );
});

describe('what is offered', () => {
  const seen = hosts((host) => ({
    zones: host === hv ? things('web01', 'wiki') : things('web01', 'mail'),
    templates: host === hv ? things('oi', 'router') : things('sparse', 'router'),
  }));

  it('is what the chosen host has', () => {
    expect(offersOf({ kind: 'templates' }, seen, om)).toEqual(things2('sparse', 'router'));
  });

  it('is what any host has while none is chosen; zones of one name are told apart', () => {
    expect(offersOf({ kind: 'templates' }, seen, undefined)?.map(({ value }) => value)).toEqual([
      'oi',
      'router',
      'sparse',
    ]);
    expect(offersOf({ kind: 'zones' }, seen, undefined)?.map(({ value }) => value)).toEqual([
      'hv-04/web01',
      'wiki',
      'om-01/web01',
      'mail',
    ]);
  });

  it('is nothing that could be left out by mistake: one host unseen, and it has to be typed', () => {
    const half = hosts((host) => (host === hv ? { zones: things('web01') } : {}));
    expect(offersOf({ kind: 'zones' }, half, undefined)).toBeUndefined();
    expect(offersOf({ kind: 'zones' }, half, hv)).toHaveLength(1);
  });

  it('begins with what begins as it is typed', () => {
    const options = things2('my-web', 'web01', 'mail');
    expect(matching(options, 'WEB').map(({ value }) => value)).toEqual(['web01', 'my-web']);
    expect(matching(options, '')).toHaveLength(3);
  });
});

const things2 = (...values: readonly string[]) => values.map((value) => ({ value }));

describe('what is filled in', () => {
  const [create] = changes.filter(({ path }) => path === 'create');
  if (create === undefined) throw new Error('there is no create');
  const read = (filled: Readonly<Record<string, readonly string[]>>, seen = everythingSeen) => {
    const result = readForm(create, filled, seen);
    return result.kind === 'good'
      ? result.prepared.texts
      : Object.fromEntries([...result.faults].map(([field, { code }]) => [field, code]));
  };

  it.each([
    [{ zone: ['web01 '] }, { zone: ['web01'] }],
    [{ zone: ['om-01/web01'] }, { zone: ['web01'], host: ['om-01'] }],
    [
      { zone: ['hv-04/web01'], host: ['hv-04'] },
      { zone: ['web01'], host: ['hv-04'] },
    ],
    [{ zone: ['om-01/web01'], host: ['hv-04'] }, { zone: 'zmgr::command::twice' }],
    [{ zone: ['web01'], host: ['hv-4'] }, { host: 'zmgr::host::unknown' }],
    [{ zone: ['web01'], template: ['io'] }, { template: 'zmgr::template::unknown' }],
    [{ zone: ['web01'], pool: ['x'] }, { pool: 'zmgr::pool::unknown' }],
    [{ zone: ['web01'], boot: ['perhaps'] }, { boot: 'zmgr::command::bad-boolean' }],
    [{ zone: ['web01\u200b'] }, { zone: ['web01'] }],
    [{ zone: ['web01'], other: ['x'], __proto__: ['y'] }, { zone: ['web01'] }],
    [{}, { zone: 'zmgr::command::missing' }],
  ])('%j', (filled, expected) => expect(read(filled)).toEqual(expected));

  it('is not held against what nobody has seen', () => {
    expect(read({ zone: ['web01'], template: ['io'] }, nothingSeen)).toEqual({
      zone: ['web01'],
      template: ['io'],
    });
  });
});
