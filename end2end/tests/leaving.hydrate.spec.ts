// Leaving quickly, with a script: the page is blank at once and going back shows nothing.

import { expect, test } from '../fixtures';

test.beforeEach(async ({ context }) => {
  // The neutral page, without leaving this machine.
  await context.route('https://www.wikipedia.org/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>Elsewhere' }),
  );
});

test('Shift three times blanks the page at once and replaces it in the history', async ({ page, reclaim }) => {
  const blanked = new Promise<number>((resolve) => void page.exposeFunction('blanked', resolve));
  await page.addInitScript(() => {
    const presses: number[] = [];
    // First of all listeners: what is measured is what the page does, not how busy the machine is.
    addEventListener('keydown', () => presses.push(performance.now()), true);
    addEventListener('DOMContentLoaded', () =>
      new MutationObserver(() => {
        const third = presses[2];
        if (document.documentElement.hidden && third) (window as any).blanked(performance.now() - third);
      }).observe(document.documentElement, { attributes: true }),
    );
  });
  await page.goto(`${reclaim.origin}/en`);
  await page.goto(`${reclaim.origin}/en/status`);
  await page.getByLabel('Case number').fill('7K3M-9QXZ-04TD-8');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
  expect(await blanked, 'milliseconds from the third press').toBeLessThan(100);
  await expect(page).toHaveTitle('Elsewhere');
  await page.goBack();
  await expect(page.getByText('7K3M')).toHaveCount(0);
});

test('another key in between starts the count again', async ({ page, reclaim }) => {
  await page.goto(`${reclaim.origin}/en/status`);
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await page.keyboard.press('a');
  await page.keyboard.press('Shift');
  await expect(page.getByRole('heading', { name: 'Check on your case' })).toBeVisible();
});

test('the link leaves without telling where from', async ({ page, reclaim, context }) => {
  let referrer: string | undefined = 'not asked';
  context.on('request', (request) => {
    if (request.url().startsWith('https://www.wikipedia.org')) referrer = request.headers()['referer'];
  });
  await page.goto(`${reclaim.origin}/en/how-it-works`);
  await page.getByRole('link', { name: 'Leave now' }).first().click();
  await expect(page).toHaveTitle('Elsewhere');
  expect(referrer).toBeUndefined();
});
