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
  await expect(given).toHaveCount(1, { timeout: 120_000 });
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(0);
  const { items } = JSON.parse((await page.locator('pre.sent').textContent())!);
  expect(Object.keys(items[0]).sort()).toEqual(['md5', 'medium', 'sha1', 'sha256']);
  expect(items[1].pdq).toBeDefined();
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  rmSync(folder, { recursive: true });
});

test('a phone that is put away for a while gives no file up', async ({ page, site }) => {
  await page.clock.install();
  // What the worker has to say waits with the page.
  await page.addInitScript(() => {
    const state = { held: false, go: () => {} };
    const gone = new Promise<void>((resolve) => (state.go = resolve));
    const Real = Worker;
    (window as any).Worker = class extends Real {
      set onmessage(hear: any) {
        super.onmessage = async (event: MessageEvent) => {
          if (event.data.type === 'hashed') {
            state.held = true;
            await gone;
          }
          hear(event);
        };
      }
    };
    Object.assign(window, { state });
  });
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', 76)]);
  await expect.poll(() => page.evaluate(() => (window as any).state.held)).toBe(true);
  for (const away of ['03:00', '30:00']) await page.clock.fastForward(away);
  await page.evaluate(() => (window as any).state.go());
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await expect(row(page, 'took too long')).toHaveCount(0);
  const { items } = JSON.parse((await page.locator('pre.sent').textContent())!);
  expect(items[0].pdq).toBeDefined();
});

test('a file that had too little memory for more than exact hashes can be read once more', async ({ page, site }) => {
  await page.addInitScript(() => {
    const Real = Worker;
    let full = true;
    (window as any).Worker = class extends Real {
      set onmessage(hear: any) {
        super.onmessage = (event: MessageEvent) => {
          const { data } = event;
          if (data.type !== 'hashed' || !full) return hear(event);
          full = false;
          const { medium, sha256, sha1, md5 } = data.result;
          const result = { medium, sha256, sha1, md5, variants: [], notes: ['decoder-failed'] };
          hear(new MessageEvent('message', { data: { ...data, result } }));
        };
      }
    };
  });
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', 77)]);
  await expect(row(page, 'Your device could not read all of this photo.')).toHaveCount(1);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Look for exact copies only' })).toBeHidden();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, 'Your device could not read all of this photo.')).toHaveCount(0);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeHidden();
  const { items } = JSON.parse((await page.locator('pre.sent').textContent())!);
  expect(items[0].pdq).toBeDefined();
});

for (const [what, browser, count] of [
  ['on an iPhone it is said', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15', 1],
  ['on another phone it is not said', 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36', 0],
] as const) {
  test(`${what} beside exact codes that they may be of a copy`, async ({ page, site }) => {
    await page.addInitScript((browser) => Object.defineProperty(navigator, 'userAgent', { value: browser }), browser);
    await page.goto(`${site}/en/choose`);
    const damaged = Buffer.concat([pattern(78).subarray(0, 60), Buffer.alloc(400, 0x55)]);
    await choosePhotos(page, [png('a.png', 79), { name: 'b.png', mimeType: 'image/png', buffer: damaged }]);
    await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
    await expect(row(page, 'This photo is damaged')).toHaveCount(1);
    await expect(row(page, 'On an iPhone, choose it from Files if you can.')).toHaveCount(count);
  });
}

test('a slow answer is waited for, and one that does not come loses nothing', async ({ page, site }) => {
  // Eight times as fast: 15 seconds stand for two minutes, and less than four for what other addresses get.
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
  await answerAfter(20_000);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await page.unroute('**/submissions');
  await answerAfter(5_000);
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

test('where pictures cannot be blurred none is shown, and drawings stay small', async ({ page, site }) => {
  await page.route('**/style.css', (route) => route.abort());
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', 76)]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  const said = page.getByText('Pictures cannot be blurred here, so none is shown.');
  const show = page.getByRole('button', { name: 'Show small, blurred pictures' });
  for (let press = 0; press < 2; press += 1) {
    await show.click();
    await expect(said).toBeVisible();
    await expect(page.locator('.row-picture')).toBeHidden();
    expect(await page.locator('.row-picture').getAttribute('src')).toBeNull();
  }
  const widths = await page.locator('svg').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  expect(widths.length).toBeGreaterThan(2);
  expect(Math.max(...widths)).toBeLessThanOrEqual(48);
});

test('a browser without modules gets a plain sentence and other doors', async ({ page, site }) => {
  // Everyone who helps is looked at in three languages.
  test.setTimeout(600_000);
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
    // Only the link that is seen: nothing says it a second time to those who listen.
    await expect(page.getByRole('link', { name: /CyberTipline/ })).toHaveCount(1);
    await expect(page.locator('#unable').getByRole('link', { name: /CyberTipline/ })).toBeVisible();
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
    await expect(page.locator('#unable').getByRole('link', { name: /CyberTipline/ })).toBeVisible();
  });
}

test('a program that keeps people waiting is said to be missing, and may still come', async ({ page, site }) => {
  await page.clock.install();
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/reclaim_bg.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeDisabled();
  // The time that the machine needs goes by as well.
  await page.clock.fastForward(15_000);
  await expect(page.locator('#unable')).toBeHidden();
  await page.clock.fastForward(31_000);
  const sentence = page.getByRole('alert').getByRole('heading', { name: 'This page could not get ready', level: 1 });
  await expect(sentence).toBeVisible();
  await expect(page.getByText('Choose photos or videos')).toBeHidden();
  come();
  await expect(sentence).toBeHidden();
  await choosePhotos(page, [png('a.png', 75)]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await expect(page.locator('#unable')).toBeHidden();
});

test('where the picker starts nothing of that is said', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeEnabled();
  await expect(page.locator('#unable')).toBeHidden();
});
