/** Forms as people meet them: a zone created by a form on each host, and everything that a form must not let through. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type SeenView, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey.end());

const blockIdOf = (view: SeenView, field: string): string => {
  const found = view.blocks.find(({ block_id }) => block_id.split(/[@~]/)[0] === field);
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

const began = (view: SeenView, field: string): unknown => {
  const found = view.blocks.find(({ block_id }) => block_id === blockIdOf(view, field));
  const { element } = z
    .looseObject({
      element: z.looseObject({
        initial_value: z.string().optional(),
        initial_option: z.looseObject({ value: z.string() }).optional(),
      }),
    })
    .parse(found);
  return element.initial_value ?? element.initial_option?.value;
};
const isFilled = (view: SeenView) => isForm(view) && /~hv-04/.test(text(view.blocks));
const poolFile = async (name: string) =>
  (await journey.client.host('hv-04')).files[`/etc/zmgr/pools/${name}.kdl`] ?? '';

async function filled(line: string): Promise<SeenView> {
  expect(await journey.client.slash(journey.operator, line)).toBeNull();
  return journey.client.seesView(journey.operator, isFilled);
}
async function errorsOf(form: SeenView, values: Parameters<typeof journey.client.submit>[2]) {
  const { client, operator } = journey;
  const ack = await client.submit(operator, form, values);
  expect(ack).toMatchObject({ response_action: 'errors' });
  const [open] = await client.views(operator);
  return Object.fromEntries(
    Object.entries(open?.errors ?? {}).map(([block, error]) => [block.split(/[@~]/)[0], error]),
  );
}

test('a pool is changed by a form that begins with what it says, and is told what does not go together', async () => {
  const { client, operator } = journey;
  const form = await filled('pool edit hv-04/internal');
  expect(began(form, 'gateway')).toBe('10.1.0.1');
  expect(began(form, 'range')).toBe('10.1.0.10-10.1.0.113');
  expect(began(form, 'reserve')).toBe('10.1.0.53 dns vip');
  expect(began(form, 'stub')).toBe('stub0');
  expect(await errorsOf(form, {})).toEqual({ network: expect.stringContaining('Nothing differs') });
  expect(
    await errorsOf(form, {
      ...typed(form, 'gateway', '10.2.0.1'),
      ...typed(form, 'reserve', '10.1.0.53 dns vip, 10.1.0.54 mail'),
    }),
  ).toEqual({ gateway: expect.stringContaining('10.2.0.1') });
  expect(await errorsOf(form, typed(form, 'gateway', ''))).toEqual({
    gateway: expect.stringContaining('It was 10.1.0.1'),
  });
  const before = await poolFile('internal');
  expect(
    await client.submit(operator, form, {
      ...typed(form, 'gateway', '10.1.0.1'),
      ...typed(form, 'reserve', ''),
      ...typed(form, 'range', '10.1.0.10-10.1.0.113, 10.1.0.120-10.1.0.129'),
    }),
  ).toBeNull();
  await sees(operator, /Pool edit internal on hv-04: done/);
  const after = await poolFile('internal');
  // The line goes, another comes, and not a byte beside them.
  expect(after.replace('    range "10.1.0.120" "10.1.0.129"\n', '')).toBe(
    before.replace(/ *reserve .*\n/, ''),
  );
}, 30_000);

test('another pool fills it anew; one that is changed meanwhile is not written back', async () => {
  const { client, operator } = journey;
  await client.slash(operator, 'pool edit host=hv-04');
  const empty = await client.seesView(operator, isForm);
  await client.clickInView(operator, empty, 'pool', { value: 'lab' });
  const lab = await client.seesView(operator, (view) => /~hv-04.lab/.test(text(view.blocks)));
  expect(began(lab, 'v6-network')).toBe('fd00:20::/64');
  await client.clickInView(operator, lab, 'pool', { value: 'internal' });
  const form = await client.seesView(operator, (view) => /~hv-04.internal/.test(text(view.blocks)));
  expect(began(form, 'gateway')).toBe('10.1.0.1');
  expect(began(form, 'v6-network')).toBeUndefined();
  await client.says(
    operator,
    'pool edit hv-04/internal reserve=+10.1.0.60',
    /Pool edit internal on hv-04: done/,
  );
  expect(await errorsOf(form, typed(form, 'gateway', '10.1.0.2'))).toMatchObject({
    pool: expect.stringContaining('somebody else'),
  });
  await client.close(operator, form);
}, 30_000);

test('what is wrong with a new pool or template stands at its field', async () => {
  const { client, operator } = journey;
  expect(await client.slash(operator, 'pool create new1 host=hv-04')).toBeNull();
  const pool = await client.seesView(operator, isForm);
  const values = {
    ...typed(pool, 'pool', 'new1'),
    ...typed(pool, 'network', '10.7.0.0/24'),
    ...typed(pool, 'gateway', '10.7.0.1'),
    ...picked(pool, 'stub', 'stub0'),
    ...typed(pool, 'range', '10.7.0.10-10.7.0.19'),
  };
  const outside = { ...values, ...typed(pool, 'range', '10.8.0.10-10.8.0.19') };
  expect(await errorsOf(pool, outside)).toEqual({ range: expect.stringContaining('10.8.0.10') });
  expect(await errorsOf(pool, { ...values, ...typed(pool, 'pool', 'lab') })).toEqual({
    pool: expect.stringContaining('already'),
  });
  const half = { ...values, ...typed(pool, 'v6-network', 'fd00:7::/64') };
  expect(await errorsOf(pool, half)).toEqual({
    'v6-gateway': expect.stringContaining('v6-gateway='),
  });
  const whole = { ...values, ...typed(pool, 'v6-network', '') };
  expect(await client.submit(operator, pool, whole)).toBeNull();
  await sees(operator, /Pool create new1 on hv-04: done/);
  expect(await poolFile('new1')).toContain('range-end "10.7.0.19"');
}, 30_000);

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
