/**
 * npm run picture: the picture of the README, taken of the playground with Chromium. CHROMIUM names another browser than
 * Debian's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { startPlayground } from '../../playground/playground.ts';

const picture = resolve(import.meta.dirname, '../picture.png');
const directory = mkdtempSync(join(tmpdir(), 'zonebot-picture-'));
const warn = (line: string) => process.stderr.write(`${line}\n`);
const playground = await startPlayground({ port: 0, directory, warn });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1180, height: 1080 },
    deviceScaleFactor: 1.5,
  });
  await page.goto(playground.url);
  await page.locator('#command:enabled').waitFor();
  const type = async (command: string) => {
    await page.fill('#command', command);
    await page.press('#command', 'Escape');
    await page.press('#command', 'Enter');
  };
  await type('/zone create web01 template=oi');
  await page.getByText('done', { exact: true }).waitFor();
  await type('/zone destroy web01 -- moved to hv-07');
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await page.selectOption('#person', { label: 'Petra Approver' });
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  await playground.stop();
  rmSync(directory, { recursive: true, force: true });
}
