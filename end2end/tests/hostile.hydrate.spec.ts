// Pictures that are broken, or made to break whoever reads them: one sentence for each, the others unaffected, and a
// page that stays awake meanwhile.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { choosePhotos } from '../actions';
import { expect, python, test } from '../fixtures';
import { expectSame, native } from '../hashes';

/** How long the page may not react at most, in milliseconds, with other tests running on the same machine. */
const LONGEST_PAUSE = 8_000;

test('no picture breaks the page, stops the others or goes without its sentence', async ({ page, site }) => {
  test.setTimeout(600_000);
  const given = python('hostile.py', mkdtempSync(join(tmpdir(), 'hostile-')));
  const files: string[] = given.map(({ file }) => file);
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));

  await page.goto(`${site}/en/choose`);
  await page.evaluate(() => {
    const state = { last: performance.now(), longest: 0 };
    (window as any).pauses = state;
    setInterval(() => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last);
      state.last = now;
    }, 20);
  });
  await choosePhotos(page, files);
  await expect(page.getByText(`${files.length} of ${files.length} ready to send`)).toBeVisible({ timeout: 400_000 });

  const sentences = given.map(({ says }) => says).filter((says) => says !== null);
  for (const says of new Set<string>(sentences)) {
    const rows = page.getByRole('listitem').filter({ hasText: says });
    await expect(rows, says).toHaveCount(sentences.filter((other) => other === says).length);
  }
  const items = JSON.parse((await page.locator('pre.sent').textContent())!).items;
  expectSame(items, native(files));
  for (const [place, { file, says }] of given.entries()) {
    if (says === null) expect(items[place].pdq, file).toBeDefined();
  }
  expect(broken).toEqual([]);
  expect(await page.evaluate(() => (window as any).pauses.longest)).toBeLessThan(LONGEST_PAUSE);
});
