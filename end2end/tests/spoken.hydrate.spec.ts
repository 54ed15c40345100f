// What a screen reader is told on the main pages of the journey. Each file in spoken/ was read by a person: headings
// and buttons have names, what changes is announced, and what is only drawn is not mentioned.

import type { APIRequestContext, Page } from '@playwright/test';

import { choosePhotos, openCase, openCaseOfAll, pattern, submit } from '../actions';
import { expect, test } from '../fixtures';

const png = (buffer: Buffer) => ({ name: 'a.png', mimeType: 'image/png', buffer });

test('a question', async ({ page, site }) => {
  await page.goto(`${site}/en/start/age`);
  // All of the page, with its bar and its foot: they are the same everywhere.
  await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'question.aria.yml' });
});

for (const [name, path] of [
  ['first', ''],
  ['threat', '/start/threat/now'],
  ['status', '/status'],
  ['help', '/help'],
  ['help-country', '/help/gb'],
  ['letter', '/letter/us'],
  ['how-it-works', '/how-it-works'],
]) {
  test(`the page ${path || '/'}`, async ({ page, site }) => {
    await page.goto(`${site}/en${path}`);
    await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}

test('who takes part, once the platform of the demonstration has fetched the list', async ({ page, site, reclaim, request }) => {
  await submit(request, site, 1);
  const headers = { authorization: `Bearer ${reclaim.platform.bearer}` };
  await expect(async () => {
    const answer = await request.get(`${site}/api/v1/lists/exploitative/changes?after=0`, { headers });
    expect((await answer.json()).changes.length).toBeGreaterThan(0);
    await page.goto(`${site}/en/platforms`);
    await expect(page.getByText('can get the codes')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'platforms.aria.yml' });
});

test('the picker, before and after files are chosen, and the receipt', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeEnabled();
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'picker-empty.aria.yml' });
  await choosePhotos(page, [
    png(pattern(21)),
    png(pattern(21)),
    { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
    png(Buffer.alloc(0)),
  ]);
  await expect(page.getByText('1 of 4 ready to send')).toBeVisible();
  await expect(page.getByText('You can turn off your internet now')).toBeVisible();
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'picker-files.aria.yml' });
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeFocused();
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'receipt.aria.yml' });
});

/** Opens a case of two photos. Until the list has them, which takes a moment, a case says something else. */
async function openListedCase(page: Page, site: string, request: APIRequestContext): Promise<void> {
  const receipt = await submit(request, site, 2);
  await expect(async () => {
    await openCase(page, site, receipt.case_number, receipt.pin);
    await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
    await expect(page.locator('.item').getByText('On the list', { exact: true })).toHaveCount(2, { timeout: 2_000 });
  }).toPass();
}

test('a case', async ({ page, site, request }) => {
  await openListedCase(page, site, request);
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'case.aria.yml' });
});

test('a case that is taken back after a day', async ({ page, site, request }) => {
  await openListedCase(page, site, request);
  await page.getByRole('button', { name: 'Take them back after a day' }).click();
  await expect(page.getByRole('button', { name: 'Keep them on the list' })).toBeVisible();
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'case-due.aria.yml' });
});

test('a case that was taken back at once', async ({ page, site, request }) => {
  await openListedCase(page, site, request);
  await page.getByText('I do not want to wait a day').click();
  await page.getByRole('button', { name: 'Take them back now' }).click();
  await expect(page.locator('.item').getByText('Taken back', { exact: true })).toHaveCount(2);
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'case-taken-back.aria.yml' });
});

test('a case of which each photo has come to something else', async ({ page, site, reclaim, request }) => {
  await openCaseOfAll(page, site, reclaim, request);
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'case-of-all.aria.yml' });
});

test('a case that does not open', async ({ page, site }) => {
  await openCase(page, site, '7K3M-9QXZ-04TD-8', '1234 5678');
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'case-refused.aria.yml' });
});
