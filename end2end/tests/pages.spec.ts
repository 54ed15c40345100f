// What survivors' pages do, with and without JavaScript. How they look: languages.spec.ts.

import type { Page } from '@playwright/test';

import { expectAccessible, expectFits, openCase, openCaseOfAll, PAGES, submit } from '../actions';
import { expect, test } from '../fixtures';

test('the questions lead to choosing files, and every answer leads somewhere', async ({ page, site }) => {
  const answer = (name: string) => page.getByRole('link', { name, exact: true }).click();
  const heading = (name: string) => expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.goto(site);
  await answer('Start');
  await heading('Before you start');
  await answer('Go on');
  await answer('Someone I want to help');
  await heading('You can help');
  await answer('Go on together');
  await answer('Yes');
  await heading('You are not to blame, and you are not alone');
  await answer('Go on');
  await answer('No, I was 18 or older');
  await expect(page.getByRole('link', { name: /StopNCII/ }).first()).toBeVisible();
  await page.goBack();
  await answer('Yes, I was under 18');
  await page.getByRole('link', { name: 'No, I do not have it here' }).click();
  await heading('You can act without the file');
  await page.goBack();
  await answer('Yes, it is on this device');
  for (const place of ['On an app or a site', 'In a private chat', 'A search shows it']) {
    await answer(place);
    await expect(page.getByText('Do both: use this site, and do this as well.')).toBeVisible();
    await answer('Back');
  }
  await answer('Skip this question');
  await expect(page).toHaveURL(`${site}/en/choose`);
});

test('who helps instead is there once, without scripts and where the picker does not come', async ({
  page,
  site,
  javaScriptEnabled,
}) => {
  await page.route('**/islands.js', (route) => route.abort());
  for (const [path, instead] of [
    ['/en/choose', /CyberTipline/],
    ['/ar/choose', /CyberTipline/],
  ] as const) {
    await page.goto(`${site}${path}`);
    await expect(page.locator('#unable h1:visible')).toHaveCount(1);
    await expect(page.locator(javaScriptEnabled ? '#cannot-start' : '#unable noscript')).toBeVisible();
    await expect(page.getByRole('link', { name: instead })).toHaveCount(1);
    await expect(page.getByRole('link', { name: instead })).toBeVisible();
    await expectAccessible(page, path);
  }
});

test('where nothing can be added to a case, nothing is said to be', async ({ page, site, request, javaScriptEnabled }) => {
  await page.route('**/islands.js', (route) => route.abort());
  const receipt = await submit(request, site, 1);
  await openCase(page, site, receipt.case_number, receipt.pin);
  await page.getByRole('button', { name: 'Add more' }).click();
  await expect(page.locator(javaScriptEnabled ? '#cannot-start' : '#unable noscript')).toBeVisible();
  await expect(page.getByText('they are added to your case')).toBeHidden();
});

test('a title is what it says, and nothing else', async ({ page, site }) => {
  await page.goto(`${site}/en`);
  await expect(page).toHaveTitle('Start – Reclaim');
  await page.goto(`${site}/staff/sign-in`);
  await expect(page).toHaveTitle('Sign in – Reclaim review');
  await page.goto(`${site}/platform/join`);
  await expect(page).toHaveTitle('Take part – Reclaim for platforms');
});

test('a case is opened, withdrawn after a day, and kept after all', async ({ page, site, request }) => {
  const receipt = await submit(request, site, 2);
  await openCase(page, site, receipt.case_number, receipt.pin);
  await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
  await expect(page.getByText('Photo 2').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take them back after a day' }).click();
  await expect(page.getByText('Until then you can change your mind.')).toBeVisible();
  await page.getByRole('button', { name: 'Keep them on the list' }).click();
  await expect(page.getByText('Your codes stay on the list.')).toBeVisible();
  expect(page.url()).not.toContain(receipt.case_number);
});

test('one photo of a case is taken back and the other stays', async ({ page, site, request }) => {
  const receipt = await submit(request, site, 2);
  await openCase(page, site, receipt.case_number, receipt.pin);
  await page.getByText('Take only some back').click();
  await page.getByRole('checkbox', { name: 'Photo 2' }).check();
  await page.getByRole('button', { name: /Take the marked ones back now/ }).click();
  await expect(page.getByText('Done. What you marked is not on the list and will not be put there.')).toBeVisible();
  await expect(page.locator('.item', { hasText: 'Photo 2' })).toContainText('Taken back');
  await expect(page.locator('.item', { hasText: 'Photo 1' })).not.toContainText('Taken back');
});

test('a case of which each photo has come to something else can be read by everyone', async ({
  page,
  site,
  reclaim,
  request,
}) => {
  await openCaseOfAll(page, site, reclaim, request);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `at ${width} pixels`);
    await expectAccessible(page, `at ${width} pixels`);
  }
});

test('nothing moves for whoever has asked for that', async ({ page, site }) => {
  /** The longest that anything on the page would take to move, in seconds, and whether something does. */
  const longest = () =>
    page.evaluate(() => {
      const seconds = [...document.querySelectorAll('*')].flatMap((element) =>
        [undefined, '::before', '::after'].flatMap((part) => {
          const { animationName, animationDuration, transitionDuration } = getComputedStyle(element, part);
          const moving = animationName === 'none' ? [] : animationDuration.split(',');
          return [...moving, ...transitionDuration.split(',')].map(parseFloat);
        }),
      );
      return Math.max(...seconds);
    });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(`${site}/en`);
  expect(await longest(), 'otherwise something does').toBeGreaterThan(0.01);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of PAGES) {
    await page.goto(`${site}/en${path}`);
    expect(await longest(), path).toBeLessThanOrEqual(0.01);
  }
});

test('a wrong PIN, an unknown number and nonsense get the same answer', async ({ page, site, request }) => {
  const receipt = await submit(request, site, 1);
  const wrongPin = receipt.pin.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));
  const said = [];
  for (const [number, pin] of [
    [receipt.case_number, wrongPin],
    ['0000-0000-0000-0', receipt.pin],
    ['nonsense', 'nonsense'],
  ]) {
    await openCase(page, site, number, pin);
    await expect(page.getByRole('alert')).toBeVisible();
    said.push((await page.getByRole('main').textContent())!.replace(number, ''));
  }
  expect(said[0]).toContain('We cannot open a case with this number and PIN');
  expect(new Set(said).size).toBe(1);
});

test('an address that does not exist gets a calm page', async ({ page, site }) => {
  const response = await page.goto(`${site}/en/nothing-here`);
  expect(response!.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
});

test('a letter is filled in on the page and goes nowhere', async ({ page, site }) => {
  await page.goto(`${site}/en/letter`);
  await page.getByRole('link', { name: /United States/ }).click();
  await page.getByLabel('To', { exact: true }).fill('Example Inc.');
  await page.getByLabel(/^Where it is/).fill('https://example.com/1');
  expect(await page.locator('form').count()).toBe(0);
  // On paper: the letter alone, without the way out and without advice.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByLabel(/^Where it is/)).toBeVisible();
  await expect(page.getByText('TAKE IT DOWN Act')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Leave now' })).toBeHidden();
  await expect(page.getByText('What you type stays on this page.')).toBeHidden();
});

test('nothing covers the word that no person has checked a translation', async ({ page, site }) => {
  for (const language of ['es', 'fr', 'pt', 'de', 'ar', 'hi', 'zh']) {
    await page.goto(`${site}/${language}`);
    const [word, hero] = await Promise.all(['.unreviewed', '.hero'].map((part) => page.locator(part).boundingBox()));
    expect(hero!.y, language).toBeGreaterThanOrEqual(word!.y + word!.height);
  }
  // Where there is no such word the picture reaches up to the bar.
  await page.goto(`${site}/en`);
  const [bar, hero] = await Promise.all(['.bar', '.hero'].map((part) => page.locator(part).boundingBox()));
  expect(Math.abs(hero!.y - bar!.y - bar!.height)).toBeLessThan(2);
});

test('a letter has buttons only where they answer', async ({ page, site, javaScriptEnabled }) => {
  await page.goto(`${site}/en/letter/us`);
  const scripted = javaScriptEnabled !== false;
  await expect(page.locator('[data-print]')).toBeVisible({ visible: scripted });
  await expect(page.locator('[data-copy=letter]')).toBeVisible({ visible: scripted });
  // What to do instead is said where there are none.
  await expect(page.locator('noscript p')).toBeVisible({ visible: !scripted });
});

test('whatever is typed into a letter is whole on paper, however long it is', async ({ page, site }) => {
  await page.goto(`${site}/en/letter/us`);
  const fields = page.locator('#letter').getByRole('textbox');
  const long = 'Ada Example, 1234 Rather Long Street, Building 7, Apartment 5, Springfield, +1 202 555 0143, '.repeat(3);
  const count = await fields.count();
  expect(count).toBeGreaterThan(7);
  for (let place = 0; place < count; place += 1) await fields.nth(place).fill(long);
  await page.emulateMedia({ media: 'print' });
  // A sheet of A4, and what a phone prints.
  for (const width of [794, 320]) {
    await page.setViewportSize({ width, height: 1123 });
    const hidden = await fields.evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight).map(({ id }) => id),
    );
    expect(hidden, `at ${width} pixels`).toEqual([]);
  }
});

test('a long letter goes on from one sheet to the next', async ({ page, site, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'a field becomes text by a script');
  await page.goto(`${site}/en/letter/us`);
  const addresses = Array.from({ length: 14 }, (_, place) => `https://example.com/${place}/${'a-rather-long-name-'.repeat(5)}`);
  await page.getByLabel('To', { exact: true }).fill('Example Inc.');
  await page.getByLabel(/^Where it is/).fill(addresses.join('\n'));
  await page.getByLabel('You can reach me here').fill('Ada Example\n1234 Rather Long Street\nApartment 5');
  await page.getByLabel('Signed').fill('Ada Example');
  // A field that does not fit on the rest of a sheet would leave it empty, and need a third.
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g);
  expect(sheets).toHaveLength(2);
  await expect(page.locator('[data-written]')).toHaveCount(0);
  // What stands there then is what was typed.
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const where = page.locator('.field', { has: page.locator('#letter-where') });
  await expect(page.locator('#letter-where')).toBeHidden();
  await expect(where).toHaveAttribute('data-written', addresses.join('\n'));
  const printed = await where.evaluate((field) => getComputedStyle(field, '::after').content);
  for (const address of addresses) expect(printed).toContain(address);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('#letter-where')).toHaveValue(addresses.join('\n'));
  await expect(page.locator('#letter-where')).toBeVisible();
});

test('what was left out of a letter is not on paper', async ({ page, site }) => {
  await page.goto(`${site}/en/letter/us`);
  await page.getByLabel(/^Where it is/).fill('https://example.com/1');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByLabel(/^Where it is/)).toBeVisible();
  await expect(page.getByLabel('Signed')).toBeVisible();
  for (const left of ['To', 'Date', 'What helps you to find it', 'You can reach me here']) {
    await expect(page.getByLabel(left, { exact: true })).toBeHidden();
  }
  await expect(page.getByText('I was under 18 when it was made.')).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.getByRole('checkbox').check();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('I was under 18 when it was made.')).toBeVisible();
});

test('the way out leads away from any page, and does not tell where from', async ({ page, reclaim, request, context }) => {
  const elsewhere = 'https://www.wikipedia.org/';
  const told: Record<string, string>[] = [];
  await context.route(`${elsewhere}**`, async (route) => {
    told.push(await route.request().allHeaders());
    await route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>Elsewhere' });
  });
  const leave = async (page: Page) => {
    await page.getByRole('link', { name: 'Leave now' }).click();
    await expect(page).toHaveTitle('Elsewhere');
  };
  const receipt = await submit(request, reclaim.origin, 1);
  await page.goto(`${reclaim.origin}/en/status`);
  await leave(page);
  await openCase(page, reclaim.origin, receipt.case_number, receipt.pin);
  await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
  await leave(page);
  expect(told.length).toBe(2);
  for (const headers of told) expect(headers.referer).toBeUndefined();
});

test('every page loads only files that can be checked, and no script stands in it', async ({ site, request }) => {
  const check = await (await request.get(`${site}/en/check`)).text();
  const rows = [...check.matchAll(/<th scope="row"><a href="([^"]+)">/g)].map(([, address]) => address);
  expect(rows.length).toBeGreaterThan(5);
  const receipt = await submit(request, site, 1);
  const form = { number: receipt.case_number, pin: receipt.pin };
  const pages = PAGES.map((path) => ({ path, answer: request.get(`${site}/en${path}`) }));
  for (const path of ['/status', '/status/add']) {
    pages.push({ path: `a case at ${path}`, answer: request.post(`${site}/en${path}`, { form }) });
  }
  for (const { path, answer } of pages) {
    const html = await (await answer).text();
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.length, path).toBeGreaterThan(0);
    const loaded = scripts.map(([, attributes, inside]) => {
      expect(inside, path).toBe('');
      return /\bsrc="([^"]+)"/.exec(attributes)?.[1];
    });
    loaded.push(...[...html.matchAll(/<link\b[^>]*\bhref="([^"]+)"/g)].map(([, address]) => address));
    expect(loaded.filter((address) => !rows.includes(address!)), path).toEqual([]);
  }
});
