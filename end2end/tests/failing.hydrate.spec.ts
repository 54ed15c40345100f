// What does not come, does not end, is too slow, too old, or lands beside its place: said plainly, nothing is lost, and
// there is a way on.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Page } from '@playwright/test';

import { choosePhotos, expectEveryoneCanRead, openCase, pattern, picture, withLittlePatience } from '../actions';
import { expect, test } from '../fixtures';
import { writePictures } from '../hashes';

const png = (name: string, seed: number) => ({ name, mimeType: 'image/png', buffer: pattern(seed) });
const row = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });

/** Has the worker's script begin with some lines. */
const tamper = (page: Page, lines: string) =>
  page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${lines}\n${await response.text()}` });
  });

test('without the worker’s script each file says what to do, and nothing is lost', async ({ page, site }) => {
  await page.route('**/worker.js', (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', 71), png('b.png', 72)]);
  await expect(row(page, 'A part of this page did not load. Check your internet, then try again.')).toHaveCount(2);
  await expect(page.getByText('None of these files can be used')).toBeVisible();
  await expect(page.getByText('You can turn off your internet now')).toBeHidden();
  await expect(page.locator('.review')).toBeHidden();
  await page.unroute('**/worker.js');
  for (const ready of ['1 of 2 ready to send', '2 of 2 ready to send']) {
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(page.getByText(ready)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
});

test('a decoder that never answers is given up: exact hashes, a sentence, and the others are looked into', async ({
  page,
  site,
}) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'stalled-'));
  const avif = writePictures(folder).find(({ file }) => basename(file) === 'photo.avif')!.file;
  // Two at a time.
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 3 }));
  await tamper(page, 'self.createImageBitmap = () => new Promise(() => {});');
  await withLittlePatience(page);
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [avif]);
  await choosePhotos(page, [png('a.png', 73)]);
  await expect(row(page, 'Photo 2').getByText('Ready')).toBeVisible();
  const given = row(page, 'Looking into this file took too long, so we stopped.');
  await expect(given).toHaveCount(1, { timeout: 30_000 });
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(0);
  const { items } = JSON.parse((await page.locator('pre.sent').textContent())!);
  expect(Object.keys(items[0]).sort()).toEqual(['md5', 'medium', 'sha1', 'sha256']);
  expect(items[1].pdq).toBeDefined();
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  rmSync(folder, { recursive: true });
});

test('a slow answer is waited for, and one that does not come loses nothing', async ({ page, site }) => {
  // Twenty times as fast: six seconds stand for two minutes, and a second and a half for what other addresses get.
  await withLittlePatience(page);
  const answers: any[] = [];
  const answerAfter = (milliseconds: number) =>
    page.route('**/submissions', async (route) => {
      const response = await route.fetch();
      answers.push(await response.json());
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await route.fulfill({ response }).catch(() => {});
    });
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', 74)]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await answerAfter(9_000);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await page.unroute('**/submissions');
  await answerAfter(2_500);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  expect(answers).toHaveLength(2);
  expect(answers[1], 'it is the same case').toEqual(answers[0]);
  await openCase(page, site, answers[0].case_number, answers[0].pin);
  await expect(page.locator('.item')).toHaveCount(1);
});

/** Drags a file of the device over a place of the page and lets it go there, as a person does. */
async function drop(page: Page, file: string, x: number, y: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
}

test('a file that is dropped beside its place is not opened, and one in its place is taken', async ({ page, site }) => {
  const folder = mkdtempSync(join(tmpdir(), 'dropped-'));
  const file = join(folder, 'zq-dropped.png');
  writeFileSync(file, pattern(75));
  for (const path of ['/choose', '', '/status']) {
    await page.goto(`${site}/en${path}`);
    await drop(page, file, 20, 300);
    // Long enough for what Chromium does where it is let: it opens the file beside the page.
    await page.waitForTimeout(1_000);
    expect(page.context().pages().map((each) => each.url())).toEqual([`${site}/en${path}`]);
    await expect(page.getByRole('main')).toBeVisible();
  }
  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeEnabled();
  await expect(page.locator('.row')).toHaveCount(0);
  const place = (await page.locator('.drop').boundingBox())!;
  await drop(page, file, place.x + place.width / 2, place.y + place.height / 2);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await expect(page.getByText('zq-dropped')).toHaveCount(0);
  rmSync(folder, { recursive: true });
});

test('a browser without modules gets a plain sentence and other doors', async ({ page, site }) => {
  // What such a browser does: it knows the property as little as the kind of script.
  await page.addInitScript(() => void delete (HTMLScriptElement.prototype as any).noModule);
  await page.route('**/choose', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('type="module"', 'type="unheard-of"');
    await route.fulfill({ response, body });
  });
  for (const [language, sentence] of [
    ['en', 'This browser is too old for this page'],
    ['de', 'Dieser Browser ist zu alt für diese Seite'],
    ['ar', 'هذا المتصفح أقدم من أن تعمل فيه هذه الصفحة'],
  ]) {
    await page.goto(`${site}/${language}/choose`);
    await expect(page.getByRole('alert').getByRole('heading', { name: sentence, level: 1 })).toBeVisible();
    await expect(page.locator('input[type=file]')).toBeHidden();
    await expect(page.locator('#unable').getByRole('link', { name: /Take It Down/ })).toBeVisible();
    await expect(page.locator(`#unable a[href="/${language}/help"]`)).toBeVisible();
    await expect(page.locator('.leave-link')).toBeVisible();
    await expectEveryoneCanRead(page, `/${language}/choose in an old browser`);
    await picture(page, `old-${language}`);
  }
});

for (const [what, address, body, sentence] of [
  ['does not come', '**/islands.js', null, 'This page could not get ready'],
  ['is not understood', '**/islands.js', 'const = await;', 'This browser is too old for this page'],
  ['comes without the rest', '**/reclaim_bg.wasm', null, 'This page could not get ready'],
] as const) {
  test(`where the script with the picker ${what} the page says so`, async ({ page, site }) => {
    await page.route(address, (route) =>
      body === null ? route.abort() : route.fulfill({ contentType: 'text/javascript', body }),
    );
    await page.goto(`${site}/en/choose`);
    await expect(page.getByRole('alert').getByRole('heading', { name: sentence, level: 1 })).toBeVisible();
    await expect(page.locator('input[type=file]')).toBeHidden();
    await expect(page.locator('#unable').getByRole('link', { name: /Take It Down/ })).toBeVisible();
  });
}

test('where the picker starts nothing of that is said', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeEnabled();
  await expect(page.locator('#unable')).toBeHidden();
});
