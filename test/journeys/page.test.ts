/** The playground's page in a real browser: what a person sees and can do there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../../playground/playground.ts';
import { describeReal } from '../support/real.ts';

const executablePath = '/usr/bin/chromium';

describeReal('the page in Chromium', [executablePath], () => {
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-page-'));
  let playground: Playground;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const warn = (line: string) => process.stderr.write(`${line}\n`);
    playground = await startPlayground({ port: 0, directory, installMilliseconds: 300, warn });
    browser = await chromium.launch({
      executablePath,
      timeout: 30_000,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    await page.goto(playground.url);
    await page.locator('#command:enabled').waitFor({ timeout: 50_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const type = async (text: string) => {
    await page.fill('#command', text);
    await page.press('#command', 'Escape');
    await page.press('#command', 'Enter');
  };
  const message = (text: string | RegExp) =>
    page.locator('#messages .message', { hasText: text }).last();

  test('a zone is created, its card edited in place from plan to result', async () => {
    // Longer than Slack is edited at most, so that the way there is seen.
    await playground.hosts[0]?.fault({
      delay: { tool: 'zoneadm', verb: 'install', milliseconds: 3000 },
    });
    await type('/zone create web01 template=oi');
    const card = message('Create web01 on hv-04');
    await card.getByText('running', { exact: true }).waitFor();
    const ts = await card.getAttribute('data-ts');
    await card.getByText('done', { exact: true }).waitFor();
    expect(await card.getAttribute('data-ts')).toBe(ts);
    await expect(card.locator('pre').textContent()).resolves.toContain(
      '✓ 6 Mark the entry of web01 ready',
    );
    expect(await page.locator('.unknown').count()).toBe(0);
  });

  test('who types sees the answer, wherever they had scrolled to, and goes on typing', async () => {
    for (const line of ['/zone help', '/zone help create', '/zone list host=hv-04'])
      await type(line);
    await message('Zones on hv-04').waitFor();
    await page.locator('#messages').evaluate((list) => {
      list.scrollTop = 0;
    });
    await type('/zone show web01');
    await page.locator('.message:last-child h3', { hasText: /^web01$/ }).waitFor();
    const hidden = await page
      .locator('#messages')
      .evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    expect(hidden).toBeLessThan(2);
    expect(await page.evaluate('document.activeElement.id')).toBe('command');
  });

  test('a button that is pressed can not be pressed again until it is answered', async () => {
    await playground.hosts[0]?.fault({
      delay: { tool: 'zoneadm', verb: 'install', milliseconds: 4000 },
    });
    await type('/zone create slow1 template=oi');
    const card = message('Create slow1 on hv-04');
    await card.getByText('running', { exact: true }).waitFor();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/_control/click', async (route) => {
      await answered;
      await route.continue();
    });
    await card.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('#confirm-confirm').click();
    await card.locator('button:disabled[aria-busy]').waitFor();
    answer();
    await card.getByText('asked to stop by').waitFor();
    await page.unroute('**/_control/click');
    await card.getByText('cancelled', { exact: true }).waitFor();
  });

  test('the composer completes commands by keyboard', async () => {
    await page.fill('#command', '/zone op c');
    const options = page.locator('#completions li');
    await options.first().waitFor();
    expect(await options.first().textContent()).toContain('/zone op cancel');
    await page.press('#command', 'Tab');
    expect(await page.inputValue('#command')).toBe('/zone op cancel ');
    await page.fill('#command', '');
  });

  test('another command than /zone is not sent, and said so', async () => {
    await type('/zones list');
    await page.getByText('The one command here is /zone').waitFor();
    await page.fill('#command', '');
  });

  test('a form: what is wrong stands at its field, what is right becomes a card', async () => {
    await type('/zone create');
    const form = page.locator('#modal');
    const zone = form.getByLabel('Zone', { exact: true });
    await zone.fill('no name!');
    await form.getByRole('button', { name: 'Create' }).click();
    await form.locator('[data-block="zone"] .error').getByText('"no name!"').waitFor();
    expect(await zone.inputValue()).toBe('no name!');
    await zone.fill('form1');
    await form.getByRole('combobox', { name: /^Host/ }).selectOption('om-01');
    // Another host has other templates.
    const template = form.getByLabel('Template');
    await template.locator('option[value="sparse"]').waitFor({ state: 'attached' });
    expect(await zone.inputValue()).toBe('form1');
    await template.selectOption('sparse');
    await form.getByRole('button', { name: 'Create' }).click();
    await message('Create form1 on om-01').getByText('done', { exact: true }).waitFor();
    expect(await form.isVisible()).toBe(false);
  });

  test('a form that is closed is gone, and nothing was done', async () => {
    await type('/zone create');
    const form = page.locator('#modal');
    await form.getByLabel('Zone', { exact: true }).fill('form2');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    expect(await message('form2').count()).toBe(0);
  });

  test('a thread: replies stand in it, and are counted where it hangs', async () => {
    const card = message('Create web01 on hv-04');
    const replies = card.locator('.replies');
    const before =
      (await replies.count()) === 0 ? 0 : Number.parseInt((await replies.textContent()) ?? '', 10);
    await card.hover();
    await card.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = page.locator('#panel');
    await thread.getByLabel('Reply').fill('well done');
    await thread.getByLabel('Reply').press('Enter');
    await thread.locator('.message', { hasText: 'well done' }).waitFor();
    await card.getByText(before === 0 ? '1 reply' : `${before + 1} replies`).waitFor();
    expect(await page.locator('#messages .message', { hasText: 'well done' }).count()).toBe(0);
    await thread.getByRole('button', { name: 'Close' }).click();
  });

  test('a host: what is on it is seen, and trouble is switched on and off', async () => {
    await page.locator('.places .host', { hasText: 'om-01' }).click();
    const host = page.locator('#panel');
    const row = host.locator('tr', { hasText: 'form1' });
    await row.getByText('sparse').waitFor();
    await host.getByLabel('Unreachable').check();
    await type('/zone list host=om-01');
    await message('cannot be reached').waitFor();
    await host.getByLabel('Unreachable').uncheck();
    await host.getByRole('button', { name: 'Close' }).click();
  });

  test('acting as a viewer, a change is refused for their eyes only', async () => {
    await page.selectOption('#person', { label: 'Vera Viewer' });
    await message('Create web01 on hv-04').waitFor();
    await type('/zone create web02 template=oi');
    const refusal = message('needs the role operator');
    await refusal.getByText('Only visible to you').waitFor();
    await page.selectOption('#person', { label: 'Olga Operator' });
    await message('Create web01 on hv-04').waitFor();
    expect(await message('needs the role operator').count()).toBe(0);
  });

  test('a hostile name is shown as text', async () => {
    await type('/zone show <img/src=x/onerror=alert(1)>');
    await page.locator('.message.ephemeral').last().waitFor();
    expect(await page.locator('.messages img').count()).toBe(0);
  });

  test('nothing runs out of a telephone, even with a name of 63 characters', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const zone = `w${'x'.repeat(61)}1`;
    await type(`/zone create ${zone} template=oi`);
    await message(zone).getByText('done', { exact: true }).waitFor();
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
    const wide = await page
      .locator('.content')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
    expect(wide).toBe(0);
  });

  test('nothing went wrong in the page', () => {
    expect(faults).toEqual([]);
  });
});
