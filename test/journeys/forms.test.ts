/** Forms as people meet them: a zone created by a form on each host, and everything that a form must not let through. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeenView, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey.end());

const blockIdOf = (view: SeenView, field: string): string => {
  const found = view.blocks.find(({ block_id }) => block_id.split('@')[0] === field);
  if (found === undefined) throw new Error(`no field ${field} in ${JSON.stringify(view.blocks)}`);
  return found.block_id;
};
const typed = (view: SeenView, field: string, value: string) => ({
  [blockIdOf(view, field)]: { [field]: { type: 'plain_text_input', value } },
});
const picked = (view: SeenView, field: string, value: string) => ({
  [blockIdOf(view, field)]: { [field]: { type: 'static_select', selected_option: { value } } },
});
const isForm = ({ callback_id }: SeenView) => callback_id === 'form';
const isOf = (host: string) => (view: SeenView) =>
  view.blocks.some(({ block_id }) => block_id === `template@${host}`);
/** With what the host was seen to have, which at the very start comes a moment later. */
const isWhole = (view: SeenView) => isForm(view) && /free · over/.test(text(view.blocks));
const text = (value: unknown) => JSON.stringify(value);

/** In a card or an answer that this person sees. */
const sees = (user: string, what: RegExp) =>
  journey.client.sees(user, (seen) => what.test(`${seen.text} ${wordsOf(seen)}`));

async function opened(line: string): Promise<SeenView> {
  const { client, operator } = journey;
  expect(await client.slash(operator, line)).toBeNull();
  return client.seesView(operator, isWhole);
}

test('a zone is created by its form on the default host', async () => {
  const { client, operator } = journey;
  const form = await opened('create');
  expect(
    await client.submit(operator, form, {
      ...typed(form, 'zone', 'form1'),
      ...picked(form, 'template', 'oi'),
    }),
  ).toBeNull();
  await sees(operator, /Create form1 on hv-04: done/);
  expect((await client.host('hv-04')).zones.form1?.state).toBe('running');
  expect(await client.views(operator)).toEqual([]);
}, 30_000);

test('and on the other one, once that is chosen: its templates are offered then', async () => {
  const { client, operator } = journey;
  const form = await opened('create template=oi host=om-01 -- whatever');
  // What was said of the template is of the other host.
  expect(text(form.blocks)).toMatch(/There is no template .{1,4}oi.{1,4} on om-01/);
  await client.close(operator, form);
  const second = await opened('create');
  await client.clickInView(operator, second, 'host', { value: 'om-01' });
  const other = await client.seesView(operator, isOf('om-01'));
  expect(text(other.blocks)).toContain('"value":"sparse"');
  await client.submit(operator, other, {
    ...typed(other, 'zone', 'form2'),
    ...picked(other, 'template', 'sparse'),
  });
  await sees(operator, /Create form2 on om-01: done/);
  expect((await client.host('om-01')).zones.form2?.state).toBe('running');
}, 30_000);

test('what is wrong stands at its field, and nothing is asked for', async () => {
  const { client, operator } = journey;
  const form = await opened('create');
  const ack = await client.submit(operator, form, {
    ...typed(form, 'zone', 'web_01!'),
    ...typed(form, 'address', '10.1.0.12/24'),
  });
  expect(ack).toMatchObject({ response_action: 'errors' });
  const [seen] = await client.views(operator);
  expect(seen?.errors).toEqual({
    zone: expect.stringContaining('web_01!'),
    address: expect.stringContaining('Write the address alone: 10.1.0.12'),
  });
  await client.close(operator, form);
  expect((await client.host('hv-04')).files).not.toHaveProperty('/etc/zmgr/zones/web_01!.kdl');
});

test('a template that went away while the form was open', async () => {
  const { client, operator, playground } = journey;
  const form = await opened('create template=router');
  const host = playground.hosts.find(({ name }) => name === 'hv-04');
  if (host === undefined) throw new Error('no hv-04');
  rmSync(`${host.root}/etc/zmgr/templates/router.kdl`);
  // Seen by anything that looks at the host.
  await client.says(operator, 'list host=hv-04', /form1/);
  const ack = await client.submit(operator, form, typed(form, 'zone', 'form3'));
  expect(text(ack)).toMatch(/template@hv-04.*There is no template .{1,4}router.{1,4} on hv-04/);
  await client.close(operator, form);
});

test('who may not change anything gets no form', async () => {
  const { client } = journey;
  const viewer = await client.person('viewer');
  await client.says(viewer, 'create', /needs the role operator/);
  expect(await client.views(viewer)).toEqual([]);
});

test('sent twice, it is one operation', async () => {
  const { client, operator } = journey;
  const form = await opened('create');
  const values = typed(form, 'zone', 'form4');
  await Promise.allSettled([
    client.submit(operator, form, values),
    client.submit(operator, form, values),
  ]);
  await sees(operator, /Create form4 on hv-04: done/);
  const cards = (await client.messages(operator)).filter(({ text: said }) =>
    said.includes('form4'),
  );
  expect(cards).toHaveLength(1);
}, 30_000);

test('by the shortcut from anywhere, too', async () => {
  const { client, operator } = journey;
  await client.shortcut(operator, 'sc_create');
  const form = await client.seesView(operator, isWhole);
  await client.submit(operator, form, typed(form, 'zone', 'form5'));
  await sees(operator, /Create form5 on hv-04: done/);
}, 30_000);
