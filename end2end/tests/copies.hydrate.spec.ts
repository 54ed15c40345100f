// What staff are told of a video of which another case has a copy.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { another, choosePhotos, expectAccessible, expectFits, picture, signIn } from '../actions';
import { expect, python, testAlone } from '../fixtures';

const test = testAlone();
const folder = mkdtempSync(join(tmpdir(), 'copies-'));

test.beforeAll(() => {
  test.setTimeout(120_000);
  python('videos.py', folder, 'copies');
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function send(page: Page, site: string, names: string[]): Promise<void> {
  await page.goto(`${site}/en/choose`);
  const files = names.map((name) => join(folder, name));
  await choosePhotos(page, files);
  await expect(page.getByText(`${files.length} of ${files.length} ready to send`)).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
}

test('a video, its copies made anew, smaller or cut, and another one', async ({ page, site, reclaim, browser }) => {
  const copies = ['copy-small.mp4', 'copy-made-anew.webm', 'copy-trimmed.mp4'];
  await send(page, site, ['h264.mp4']);
  const someone = await another(browser);
  await send(someone, site, [...copies, 'other.mp4']);
  await someone.context().close();

  await signIn(page, reclaim);
  await page.goto(`${site}/staff?priority=unverified`);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(1 + 2 + copies.length);
  const copied = rows.filter({ hasText: 'In other cases too' });
  await expect(copied).toHaveCount(1 + copies.length);

  const seen = new Set<string>();
  for (const link of await copied.getByRole('link').all()) seen.add((await link.textContent())!);
  await copied.last().getByRole('link').click();
  const others = page.getByRole('region', { name: 'The same picture or video elsewhere' });
  for (const id of seen) {
    if (page.url().includes(id)) continue;
    await expect(others.getByRole('link', { name: id })).toBeVisible();
  }
  await expectAccessible(page);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `copies of a video at ${width}`);
    await picture(page, 'copies-of-a-video', [width]);
  }
});
