/** Shortcuts over the local Slack, by the real Bolt: the form from anywhere, and what may be done about a message's zones. */
import { afterEach, describe, expect, test } from 'vitest';
import type { OperationView } from '../../../../commands/desk.ts';
import { parseHostName } from '../../../../hostlink/names/host-name.ts';
import { operationId } from '../../../../hostlink/names/operation-id.ts';
import { asUser } from '../../../../playground/slack/driver.ts';
import { objectsIn } from '../../../../playground/slack/json.ts';
import { lintView } from '../../../../playground/slack/lint/lint.ts';
import { channels, people } from '../../../../playground/slack/seed.ts';
import { blocksOf, type View } from '../../../../playground/slack/views/view.ts';
import type { Authoriser } from '../../../../src/authorise/authorise.ts';
import { testOperation } from '../../../commands/support/desk.ts';
import { stage as makeStage, type Stage, type StageOptions } from '../../support/slack-stage.ts';

const running: Stage[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
async function stage(options: StageOptions = {}): Promise<Stage> {
  const made = await makeStage(options);
  running.push(made);
  await made.seen.look(parseHostName('hv-04'));
  return made;
}
const at = ({ local }: Stage, user: string, channel?: string) => asUser(local.core, user, channel);
const shows = (text: RegExp) => (view: View) => text.test(JSON.stringify(blocksOf(view)));
const titled = (title: string) => (view: View) => JSON.stringify(view.given.title).includes(title);
/** [action, words] of all that can be pressed. */
const buttons = (view: View) =>
  blocksOf(view)
    .flatMap(({ elements }) => objectsIn(elements))
    .filter(({ type }) => type === 'button')
    .map(({ action_id, value }) => [String(action_id).split(':')[0], value]);

/** The action_id of the button with these words. */
const idOf = (view: View, words: string): string =>
  blocksOf(view)
    .flatMap(({ elements }) => objectsIn(elements))
    .filter(({ value }) => value === words)
    .map(({ action_id }) => String(action_id))
    .join();

const said = ({ local }: Stage, channel: string, text: string, blocks: readonly object[] = []) =>
  local.core.workspace.add(channel, people.viewer, {
    text,
    blocks: JSON.parse(JSON.stringify(blocks)),
  });

describe('"Create zone"', () => {
  test('opens the form from anywhere; the card goes to the configured channel', async () => {
    const here = await stage();
    const olga = at(here, people.operator, channels.random);
    expect(await olga.shortcut('sc_create')).toEqual({ kind: 'acked', ack: null });
    const form = await olga.waitForView(titled('Create zone'));
    await olga.submit(form, { zone: 'web01' });
    await expect.poll(() => here.asked.length).toBe(1);
    expect(here.asked[0]).toMatchObject({
      channel: channels.ops,
      actor: { user: people.operator },
      text: 'create web01 host=hv-04',
    });
  });

  test.each([
    ['a viewer', people.viewer, /needs the role operator/],
    ['a guest', people.guest, /full members of this workspace may/],
  ])('tells %s in a modal why not', async (_who, user, refusal) => {
    const here = await stage();
    const person = at(here, user);
    await person.shortcut('sc_create');
    const told = await person.waitForView(shows(refusal));
    expect(lintView(told.given)).toEqual([]);
    expect(told.given.submit).toBeUndefined();
  });
});

describe('"Zone actions"', () => {
  test('offers what this person may do about the zones that the message names', async () => {
    const here = await stage();
    const message = said(here, channels.ops, 'is old1 all right? Not web99, which nobody knows.');
    const vera = at(here, people.viewer);
    await vera.shortcut('sc_zone_actions', message);
    const offered = await vera.waitForView(shows(/old1/));
    expect(lintView(offered.given)).toEqual([]);
    expect(JSON.stringify(blocksOf(offered))).not.toContain('web99');
    expect(buttons(offered)).toContainEqual(['run', 'show old1']);
    expect(buttons(offered).map(([action]) => action)).not.toContain('form');
    await at(here, people.operator).shortcut('sc_zone_actions', message);
    const more = await at(here, people.operator).waitForView(shows(/old1/));
    expect(buttons(more)).toEqual(
      expect.arrayContaining([
        ['run', 'show old1'],
        ['form', 'boot old1'],
      ]),
    );
  });

  test('runs a look, whose answer lies on top', async () => {
    const here = await stage();
    const vera = at(here, people.viewer);
    await vera.shortcut('sc_zone_actions', said(here, channels.ops, 'old1?'));
    await vera.click(await vera.waitForView(shows(/old1/)), 'run');
    const answer = await vera.waitForView(shows(/10\.1\.0\.10/));
    expect(lintView(answer.given)).toEqual([]);
    expect(vera.views()).toHaveLength(2);
  });

  test('opens the form of a change on top, which takes all away once it is sent', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    await olga.shortcut('sc_zone_actions', said(here, channels.ops, 'old1 is off'));
    const offered = await olga.waitForView(shows(/boot old1/));
    const id = idOf(offered, 'boot old1');
    await olga.click(offered, id);
    const form = await olga.waitForView(titled('Boot zone'));
    expect(olga.views()).toHaveLength(2);
    await olga.submit(form);
    await expect.poll(() => here.asked.map(({ text }) => text)).toEqual(['boot old1']);
    expect(olga.views()).toEqual([]);
  });

  test('knows operations by their ids, also in blocks', async () => {
    const id = operationId('T1', 'd1');
    const operation: OperationView = testOperation({ id });
    const here = await stage({ operations: () => [operation] });
    const vera = at(here, people.viewer);
    const block = { type: 'section', text: { type: 'mrkdwn', text: `see \`${id}\`, aaaaaaaaaa` } };
    await vera.shortcut('sc_zone_actions', said(here, channels.ops, 'x', [block]));
    const offered = await vera.waitForView(shows(new RegExp(id)));
    expect(buttons(offered)).toContainEqual(['run', `op show ${id}`]);
  });

  test('says so where nothing known is named, and refuses guests', async () => {
    const here = await stage();
    const vera = at(here, people.viewer);
    await vera.shortcut('sc_zone_actions', said(here, channels.ops, 'good morning'));
    await vera.waitForView(shows(/names no zone and no operation/));
    const gustav = at(here, people.guest, channels.random);
    await gustav.shortcut('sc_zone_actions', said(here, channels.random, 'old1'));
    const told = await gustav.waitForView(shows(/full members of this workspace may/));
    expect(JSON.stringify(blocksOf(told))).not.toContain('old1');
  });
});

describe('the guard matters', () => {
  /** A mutant: the guard taken away. */
  const unguarded = (real: Authoriser): Authoriser => ({
    ...real,
    standpoint: async (actor, place) => ({
      ...(await real.standpoint(actor, place)),
      may: () => ({ allowed: true, because: 'the guard is gone' }),
    }),
  });

  test('of "Create zone": without it, a viewer fills in the form, and it is done', async () => {
    const here = await stage({ authoriser: unguarded });
    const vera = at(here, people.viewer);
    await vera.shortcut('sc_create');
    await vera.submit(await vera.waitForView(titled('Create zone')), { zone: 'web01' });
    await expect.poll(() => here.asked.map(({ actor }) => actor.user)).toEqual([people.viewer]);
  });

  test('of "Zone actions": without it, a guest is shown what there is, and boots it', async () => {
    const here = await stage({ authoriser: unguarded });
    const gustav = at(here, people.guest, channels.random);
    await gustav.shortcut('sc_zone_actions', said(here, channels.random, 'old1'));
    const offered = await gustav.waitForView(shows(/boot old1/));
    await gustav.click(offered, idOf(offered, 'boot old1'));
    await gustav.submit(await gustav.waitForView(titled('Boot zone')));
    await expect.poll(() => here.asked.map(({ actor }) => actor.user)).toEqual([people.guest]);
  });
});
