/** Forms over the local Slack, by the real Bolt: opened from what is known, filled in, refused, submitted. */
import { afterEach, describe, expect, test } from 'vitest';
import { parseHostName } from '../../../../hostlink/names/host-name.ts';
import { asUser } from '../../../../playground/slack/driver.ts';
import { objectsIn } from '../../../../playground/slack/json.ts';
import { lintView } from '../../../../playground/slack/lint/lint.ts';
import { channels, people } from '../../../../playground/slack/seed.ts';
import { blocksOf, type View } from '../../../../playground/slack/views/view.ts';
import type { Authoriser } from '../../../../src/authorise/authorise.ts';
import { type TestDesk, testDesk } from '../../../commands/support/desk.ts';
import { ordinaryTexts } from '../../../support/illumos-facts.ts';
import { stage as makeStage, type Stage, type StageOptions } from '../../support/slack-stage.ts';

const running: Stage[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
const hv = parseHostName('hv-04');
const om = parseHostName('om-01');

/** The bot, its hosts looked at once. */
async function stage(options: StageOptions = {}): Promise<Stage> {
  const made = await makeStage(options);
  running.push(made);
  for (const host of made.seen.names) await made.seen.look(host);
  return made;
}
const at = ({ local }: Stage, user: string, channel?: string) => asUser(local.core, user, channel);
const shows = (text: RegExp) => (message: { readonly text: string; readonly blocks: unknown }) =>
  text.test(`${message.text} ${JSON.stringify(message.blocks)}`);
const titled = (title: string) => (view: View) => JSON.stringify(view.given.title).includes(title);
const text = (view: View) => JSON.stringify(blocksOf(view));
const blockIds = (view: View) => blocksOf(view).map(({ block_id }) => String(block_id));
const inputOf = (view: View, field: string) =>
  blocksOf(view).find(({ block_id }) => String(block_id).split('@')[0] === field);
const elementOf = (view: View, field: string) => {
  const element = inputOf(view, field)?.element;
  if (typeof element !== 'object' || element === null || Array.isArray(element))
    throw new Error(`the view has no field ${field}`);
  return element as Readonly<Record<string, unknown>>;
};
const offered = (view: View, field: string) =>
  (elementOf(view, field).options as readonly { readonly value: string }[]).map(
    ({ value }) => value,
  );

const templateFile = (name: string): string =>
  String(ordinaryTexts.registry['templates/oi.kdl']).replace('"oi"', `"${name}"`);

/** A registry that can be changed while the bot runs, on two hosts. */
const twoHosts = (): { readonly desk: TestDesk; readonly files: Record<string, string> } => {
  const files: Record<string, string> = { ...ordinaryTexts.registry };
  const { 'templates/oi.kdl': _oi, ...rest } = ordinaryTexts.registry;
  const other = { ...rest, 'templates/sparse.kdl': templateFile('sparse') };
  const desk = testDesk({
    hosts: {
      'hv-04': { ...ordinaryTexts, registry: files },
      'om-01': { ...ordinaryTexts, registry: other },
    },
  });
  return { desk, files };
};

const unguarded = (real: Authoriser): Authoriser => ({
  ...real,
  standpoint: async (actor, place) => ({
    ...(await real.standpoint(actor, place)),
    may: () => ({ allowed: true, because: 'the guard is gone' }),
  }),
});

describe('opening', () => {
  test('a change that lacks arguments opens its form, with what was said', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    const outcome = await olga.slash('create template=oi boot=no -- for "Ann"');
    expect(outcome).toEqual({ kind: 'acked', ack: null });
    const view = await olga.waitForView(titled('Create zone'));
    expect(lintView(view.given)).toEqual([]);
    expect(blockIds(view)).toEqual(
      expect.arrayContaining(['zone', 'template@hv-04', 'host', 'pool@hv-04', 'address', 'boot']),
    );
    expect(elementOf(view, 'template').initial_option).toMatchObject({ value: 'oi' });
    expect(elementOf(view, 'host').initial_option).toMatchObject({ value: 'hv-04' });
    expect(elementOf(view, 'boot').initial_option).toMatchObject({ value: 'no' });
    expect(elementOf(view, 'reason').initial_value).toBe('for "Ann"');
    expect(elementOf(view, 'zone').focus_on_load).toBe(true);
    expect(olga.messages()).toEqual([]);
    expect(here.asked).toEqual([]);
  });

  test('it opens while no host answers, and gains what is known once one does', async () => {
    const { desk } = twoHosts();
    let answer = (): void => {};
    const silence = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { observe } = desk.hosts;
    const slow = {
      ...desk,
      hosts: {
        ...desk.hosts,
        observe: (async (host, facts) => {
          await silence;
          return observe(host, facts);
        }) as typeof observe,
      },
    };
    const made = await makeStage({ hosts: slow });
    running.push(made);
    const olga = at(made, people.operator);
    await olga.slash('create template=oi');
    const view = await olga.waitForView(titled('Create zone'));
    // Nothing is known of the host yet, so that a template's name can be typed.
    expect(elementOf(view, 'template')).toMatchObject({
      type: 'plain_text_input',
      initial_value: 'oi',
    });
    answer();
    const later = await olga.waitForView((one) => elementOf(one, 'template').options !== undefined);
    expect(offered(later, 'template')).toEqual(['oi', 'router']);
    expect(later.id).toBe(view.id);
  });

  test('what was typed meanwhile is not lost when the hosts have something else by now', async () => {
    const { desk, files } = twoHosts();
    const here = await stage({ hosts: desk });
    files['templates/new.kdl'] = templateFile('new');
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView((one) => offered(one, 'template').includes('new'));
    await olga.submit(view, { zone: 'web09', template: 'new' });
    await expect
      .poll(() => here.asked.map(({ text: said }) => said))
      .toEqual(['create web09 template=new host=hv-04']);
  });

  test('where Slack opens no form, the person reads what they would have read without', async () => {
    const here = await stage();
    const { faults } = here.local.core;
    faults.plan({ kind: 'error', error: 'expired_trigger_id' }, { method: 'views.open' });
    const olga = at(here, people.operator);
    await olga.slash('create');
    const told = await olga.waitFor(shows(/needs the name of the new zone/));
    expect(told.onlyFor).toBe(people.operator);
    expect(olga.views()).toEqual([]);
  });

  test('a near miss of a change is a button that opens its form, and runs nothing', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    const outcome = await olga.slash('craete web01 template=oi');
    expect(outcome.kind === 'acked' && JSON.stringify(outcome.ack)).toContain('"action_id":"form"');
    const answer = await olga.waitFor(shows(/There is no verb/));
    await olga.click(answer, 'form');
    const view = await olga.waitForView(titled('Create zone'));
    expect(elementOf(view, 'zone').initial_value).toBe('web01');
    expect(here.asked).toEqual([]);
  });

  test('a value that no host has is told at its field', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.slash('create template=io');
    const view = await olga.waitForView(titled('Create zone'));
    expect(elementOf(view, 'template').initial_option).toMatchObject({ value: 'io' });
    expect(text(view)).toMatch(/There is no template .{1,2}io.{1,2} on hv-04.*Did you mean oi/);
  });
});

describe('submitting', () => {
  test('is asking by a line: one operation, its card where the form was opened', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    const outcome = await olga.submit(view, {
      zone: 'web01',
      template: 'oi',
      boot: 'no',
      reason: 'for Ann',
    });
    expect(outcome).toEqual({ kind: 'acked', ack: null });
    await expect.poll(() => here.asked.length).toBe(1);
    expect(here.asked[0]).toMatchObject({
      actor: { user: people.operator },
      channel: channels.ops,
      text: 'create web01 template=oi host=hv-04 boot=no -- for Ann',
      args: { zone: ['web01'], template: ['oi'], host: ['hv-04'], boot: ['no'] },
    });
    expect(olga.views()).toEqual([]);
  });

  test('twice is once: the same view is the same operation', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    const both = await Promise.allSettled([
      olga.submit(view, { zone: 'web01' }),
      olga.submit(view, { zone: 'web01' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await expect.poll(() => here.asked.length).toBe(2);
    expect(new Set(here.asked.map(({ id }) => id)).size).toBe(1);
  });

  test('errors stand at their fields, and the form stays open', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    const outcome = await olga.submit(view, { zone: '-web', address: '10.1.0.300' });
    expect(outcome.kind === 'acked' && outcome.ack).toMatchObject({
      response_action: 'errors',
      errors: {
        zone: expect.stringMatching(/zone name "-web" must begin/),
        address: expect.any(String),
      },
    });
    expect(olga.views().map(({ id }) => id)).toEqual([view.id]);
    expect(here.asked).toEqual([]);
    await olga.submit(view, { zone: 'web01', address: '10.1.0.30' });
    await expect.poll(() => here.asked.length).toBe(1);
  });

  test('a template that is gone meanwhile is an error at its field', async () => {
    const { desk, files } = twoHosts();
    files['templates/old.kdl'] = templateFile('old');
    const here = await stage({ hosts: desk });
    const olga = at(here, people.operator);
    await olga.slash('create template=old');
    const view = await olga.waitForView();
    delete files['templates/old.kdl'];
    await here.seen.look(hv);
    const outcome = await olga.submit(view, { zone: 'web01' });
    expect(outcome.kind === 'acked' && outcome.ack).toMatchObject({
      errors: { 'template@hv-04': expect.stringMatching(/There is no template "old" on hv-04/) },
    });
    expect(here.asked).toEqual([]);
  });

  test('"only plan it" shows the plan and asks for nothing', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.slash('plan create');
    const view = await olga.waitForView();
    await olga.submit(view, { zone: 'web09' });
    await olga.waitFor(shows(/Reserve|entry/i));
    expect(here.asked).toEqual([]);
  });

  test('what can not be done is told after, with a way back into the form', async () => {
    const here = await stage({
      onAsk: async () => {
        throw new (await import('../../../../hostlink/diagnostic.ts')).Diagnostic({
          code: 'zmgr::zone::exists',
          message: 'There is a zone web01 on hv-04 already',
        });
      },
    });
    const olga = at(here, people.operator);
    await olga.slash('create');
    await olga.submit(await olga.waitForView(), { zone: 'web01' });
    const told = await olga.waitFor(shows(/There is a zone web01 on hv-04 already/));
    expect(told.onlyFor).toBe(people.operator);
    await olga.click(told, 'form');
    const again = await olga.waitForView();
    expect(elementOf(again, 'zone').initial_value).toBe('web01');
  });
});

describe('choosing another host', () => {
  test('offers what that one has, and refuses what it has not', async () => {
    const { desk } = twoHosts();
    const here = await stage({ hosts: desk });
    const olga = at(here, people.operator);
    await olga.slash('create template=oi');
    const view = await olga.waitForView(titled('Create zone'));
    await olga.click(view, 'host', { value: 'om-01' });
    const other = await olga.waitForView((one) => blockIds(one).includes('template@om-01'));
    expect(offered(other, 'template')).toEqual(['router', 'sparse', 'oi']);
    expect(text(other)).toMatch(/There is no template .{1,2}oi.{1,2} on om-01/);
    const refused = await olga.submit(other, { zone: 'web01' });
    expect(refused.kind === 'acked' && refused.ack).toMatchObject({
      errors: { 'template@om-01': expect.stringMatching(/There is no template "oi" on om-01/) },
    });
    await olga.submit(other, { zone: 'web01', template: 'sparse' });
    await expect
      .poll(() => here.asked.at(-1)?.text)
      .toBe('create web01 template=sparse host=om-01');
    expect(here.seen.of(om).templates?.map(({ name }) => name)).toEqual(['router', 'sparse']);
  });
});

describe('the guard', () => {
  test.each([
    ['a viewer', people.viewer, channels.ops, /needs the role operator/],
    ['a guest', people.guest, channels.random, /full members of this workspace may/],
  ])('gives no form to %s', async (_who, user, channel, refusal) => {
    const here = await stage();
    const person = at(here, user, channel);
    await person.slash('create');
    await person.waitFor(shows(refusal));
    expect(person.views()).toEqual([]);
    expect(here.local.core.recorder.calls('views.open')).toEqual([]);
  });

  test('is asked again when the form is sent', async () => {
    const taken = new AbortController();
    const here = await stage({
      authoriser: (real) => ({
        ...real,
        standpoint: async (actor, place) => {
          const standpoint = await real.standpoint(actor, place);
          return taken.signal.aborted ? refusing(real).standpoint(actor, place) : standpoint;
        },
      }),
    });
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    taken.abort();
    await olga.submit(view, { zone: 'web01' });
    await olga.waitFor(shows(/The right is gone/));
    expect(here.asked).toEqual([]);
  });

  test('matters: without it, a viewer changes things', async () => {
    const here = await stage({ authoriser: unguarded });
    const vera = at(here, people.viewer);
    await vera.slash('create');
    await vera.submit(await vera.waitForView(), { zone: 'web01' });
    await expect.poll(() => here.asked.length).toBe(1);
  });

  test('a forged form is a form of nothing', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    for (const command of ['no-such-verb', 'list', 'op cancel', '__proto__']) {
      const forged = {
        ...view,
        given: { ...view.given, private_metadata: JSON.stringify({ command, channel: 'C1' }) },
      };
      here.local.core.views.update(view, forged.given);
      const [open] = olga.views();
      if (open === undefined) throw new Error('closed');
      const outcome = await olga.submit(open, { zone: 'web01' });
      expect(outcome.kind === 'acked' && JSON.stringify(outcome.ack)).toMatch(/another release/);
    }
    expect(here.asked).toEqual([]);
  });
});

const refusing = (real: Authoriser): Authoriser => ({
  ...real,
  standpoint: async (actor, place) => ({
    ...(await real.standpoint(actor, place)),
    may: () => ({
      allowed: false,
      because: 'the right is gone',
      code: 'zmgr::access::denied',
      help: '',
    }),
  }),
});

describe('typing into a menu that has more than Slack takes at once', () => {
  const many = () => {
    const files: Record<string, string> = { ...ordinaryTexts.registry };
    for (let at = 0; at < 120; at += 1) files[`templates/t${at}.kdl`] = templateFile(`t${at}`);
    return testDesk({ hosts: { 'hv-04': { ...ordinaryTexts, registry: files } } });
  };

  test('offers what fits, a hundred at most', async () => {
    const here = await stage({ hosts: many() });
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    expect(elementOf(view, 'template').type).toBe('external_select');
    const all = await olga.type(view, 'template', 't');
    if (all.kind !== 'suggested') throw new Error(all.kind);
    expect(objectsIn(all.options.options)).toHaveLength(100);
    const few = await olga.type(view, 'template', 't11');
    if (few.kind !== 'suggested') throw new Error(few.kind);
    expect(objectsIn(few.options.options).map(({ value }) => value)).toContain('t11');
    expect(objectsIn(few.options.options)).toHaveLength(11);
  });

  test('offers nothing to who may not have the form', async () => {
    const taken = new AbortController();
    const here = await stage({
      hosts: many(),
      authoriser: (real) => ({
        ...real,
        standpoint: (actor, place) =>
          (taken.signal.aborted ? refusing(real) : real).standpoint(actor, place),
      }),
    });
    const olga = at(here, people.operator);
    await olga.slash('create');
    const view = await olga.waitForView();
    taken.abort();
    const none = await olga.type(view, 'template', 't');
    expect(none.kind === 'suggested' && none.options.options).toEqual([]);
  });
});

test('no line of the log holds a trigger or a response URL, also when a form fails', async () => {
  const here = await stage();
  here.local.core.faults.plan({ kind: 'error', error: 'internal_error' }, { method: 'views.open' });
  const olga = at(here, people.operator);
  await olga.slash('create');
  await olga.waitFor(shows(/needs the name of the new zone/));
  await olga.slash('create');
  await olga.submit(await olga.waitForView(), { zone: 'web01' });
  const log = here.lines.join('');
  const calls = JSON.stringify(here.local.core.recorder.calls('views.open'));
  const triggers = [...calls.matchAll(/\d+\.[0-9a-f]{12}\.[0-9a-f]{32}/g)].map(([id]) => id);
  expect(triggers).toHaveLength(2);
  for (const trigger of triggers) expect(log).not.toContain(trigger);
  expect(log).not.toContain('/respond');
});
