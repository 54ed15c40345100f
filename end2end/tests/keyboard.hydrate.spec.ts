// With a keyboard alone: everything is reached, what has the focus is always seen, and after each change it is where
// one expects it.

import type { Page } from '@playwright/test';

import { PAGES, pattern, troubleWithFocus, walkWithFocus } from '../actions';
import { expect, test } from '../fixtures';

/** What is said of the element that has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
    return name?.trim() ?? '';
  });

const expectSeen = (page: Page) => expect.poll(() => page.evaluate(troubleWithFocus)).toBeNull();

/** Presses a key and expects that what has the focus then is seen. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expectSeen(page);
}

/** Goes on with Tab until what is called so has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await press(page, 'Tab');
    const here = await focused(page);
    if (here === name) return;
    passed.push(here);
  }
  throw new Error(`the keyboard does not reach ${name}, but ${passed.join(', ')}`);
}

/** Reaches it, presses Enter, and waits for the page that this leads to. */
async function follow(page: Page, name: string): Promise<void> {
  await reach(page, name);
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
}

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

for (const [width, height] of [
  [320, 568],
  [1280, 720],
]) {
  test(`the whole journey is gone with the keyboard alone, at ${width} pixels`, async ({ page, site }) => {
    await page.setViewportSize({ width, height });

    await test.step('the questions', async () => {
      await page.goto(`${site}/en`);
      await press(page, 'Tab');
      await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
      await press(page, 'Enter');
      await expect(page.getByRole('main')).toBeFocused();
      for (const answer of ['Start', 'Go on', 'I am', 'No', 'Yes, I was under 18', 'Yes, it is on this device']) {
        await follow(page, answer);
      }
      await heading(page, 'Where is it now, as far as you know?');
      await follow(page, 'Skip this question');
    });

    await test.step('choosing, and taking one out again', async () => {
      await expect(page.locator('input[type=file]')).toBeEnabled();
      await reach(page, 'Choose photos or videos');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      const files = [61, 62, 63].map((seed) => ({ name: 'a.png', mimeType: 'image/png', buffer: pattern(seed) }));
      await chooser.setFiles(files);
      await expect(page.getByText('3 of 3 ready to send')).toBeVisible();
      await expect(page.locator('input[type=file]')).toBeFocused();
      await expectSeen(page);
      await reach(page, 'Photo 3: Remove');
      await press(page, 'Enter');
      await expect(page.getByRole('button', { name: 'Photo 2: Remove' })).toBeFocused();
      await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
    });

    const submitted = await test.step('what is sent is looked at, and sent', async () => {
      await reach(page, 'See exactly what will be sent');
      await press(page, 'Enter');
      await press(page, 'Tab');
      await expect(page.locator('pre.sent')).toBeFocused();
      const shown = await page.locator('pre.sent').textContent();
      await reach(page, 'Send the codes');
      const [sending] = await Promise.all([page.waitForRequest('**/submissions'), page.keyboard.press('Enter')]);
      expect(sending.postData()).toBe(shown);
      await expect(page.getByRole('heading', { name: 'It is sent' })).toBeFocused();
      await expectSeen(page);
      return JSON.parse(shown!);
    });
    expect(submitted.items).toHaveLength(2);

    const [number, pin] = await test.step('the receipt', async () => {
      await reach(page, 'Copy');
      await press(page, 'Space');
      const shown = [page.locator('#case-number'), page.locator('#case-pin')].map((part) => part.textContent());
      return Promise.all(shown);
    });

    await test.step('the case is opened by number and PIN', async () => {
      await follow(page, 'Check on a case');
      await reach(page, 'Case number');
      await page.keyboard.type(number!);
      await press(page, 'Tab');
      await page.keyboard.type(pin!.replace(' ', ''));
      await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
      await heading(page, 'Your case');
    });

    await test.step('one photo is taken back, and kept after all', async () => {
      await reach(page, 'Take only some back');
      await press(page, 'Enter');
      await reach(page, 'Photo 2');
      await press(page, 'Space');
      await expect(page.getByRole('checkbox', { name: 'Photo 2' })).toBeChecked();
      await expect(page.getByRole('checkbox', { name: 'Photo 1' })).not.toBeChecked();
      await follow(page, 'Take the marked ones back after a day');
      await expect(page.getByRole('status').filter({ hasText: 'Until then you can change your mind.' })).toBeVisible();
      await expect(page.locator('.item', { hasText: 'Photo 2' })).toContainText('Comes off the list');
      await follow(page, 'Keep them on the list');
      await expect(page.getByText('Your codes stay on the list.')).toBeVisible();
      await expect(page.locator('.item', { hasText: 'Comes off the list' })).toHaveCount(0);
    });
  });
}

test('whatever can have the focus is in sight, marked, and never under the bar with the way out', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 320, height: 568 });
  for (const path of PAGES) {
    await page.goto(`${site}/en${path}`);
    const { count, troubles } = await walkWithFocus(page);
    expect(troubles, path).toEqual([]);
    expect(count, path).toBeGreaterThan(10);
  }
});

test('a case that does not open says so, and the keyboard goes on from there', async ({ page, site }) => {
  await page.goto(`${site}/en/status`);
  await reach(page, 'Case number');
  await page.keyboard.type('7K3M-9QXZ-04TD-8');
  await press(page, 'Tab');
  await page.keyboard.type('12345678');
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
  await expect(page.getByRole('alert')).toContainText('We cannot open a case with this number and PIN');
  await reach(page, 'Case number');
});
