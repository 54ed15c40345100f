// On a small phone whose owner has set the letters of the browser to one and a half times and to twice their size. Sizes
// that styles ask for, and the widths at which they change, follow that setting; enlarging a page is something else.

import { chromium, type Page } from '@playwright/test';

import { choosePhotos, expectFits, PAGES, pattern, walkWithFocus } from '../actions';
import { expect, hostsOf, test } from '../fixtures';

/** Opens a browser with letters of that many pixels, and closes it when all is done. */
async function withLetters(pixels: number, origin: string, run: (page: Page) => Promise<void>): Promise<void> {
  const options = test.info().project.use.launchOptions!;
  const args = [...options.args!, `--blink-settings=defaultFontSize=${pixels}`];
  const browser = await chromium.launch({ ...options, args });
  try {
    const context = await browser.newContext({ viewport: { width: 320, height: 568 } });
    const hosts = hostsOf(context);
    await run(await context.newPage());
    expect([...hosts]).toEqual([new URL(origin).host]);
  } finally {
    await browser.close();
  }
}

for (const pixels of [24, 32]) {
  for (const language of ['en', 'de', 'hi']) {
    test(`every page fits, and shows what has the focus, with letters of ${pixels} pixels in ${language}`, async ({ reclaim }) => {
      test.setTimeout(600_000);
      await withLetters(pixels, reclaim.origin, async (page) => {
        for (const path of PAGES) {
          const where = `/${language}${path}`;
          await page.goto(reclaim.origin + where);
          await expectFits(page, where);
          const { count, troubles } = await walkWithFocus(page);
          expect(troubles, where).toEqual([]);
          expect(count, where).toBeGreaterThan(10);
        }
      });
    });
  }

  test(`the bar leaves the page its room, with letters of ${pixels} pixels`, async ({ reclaim }) => {
    await withLetters(pixels, reclaim.origin, async (page) => {
      await page.goto(`${reclaim.origin}/en/start`);
      const height = async () => (await page.locator('.bar').boundingBox())!.height;
      const before = await height();
      expect(before).toBeLessThan(568 / 4);
      // It is said for five seconds, and any other key ends that sooner.
      await expect(async () => {
        await page.keyboard.press('a');
        await page.keyboard.press('Shift');
        await expect(page.getByText('Press Shift two more times to leave.')).toBeInViewport({ timeout: 2_000 });
        await expect(page.getByRole('link', { name: 'Leave now' })).toBeInViewport({ ratio: 1, timeout: 2_000 });
        expect(await height()).toBe(before);
        await expect(page.getByText('Press Shift two more times to leave.')).toBeInViewport({ timeout: 500 });
      }).toPass({ timeout: 60_000 });
    });
  });

  test(`the names of files are not broken, with letters of ${pixels} pixels`, async ({ reclaim }) => {
    await withLetters(pixels, reclaim.origin, async (page) => {
      await page.goto(`${reclaim.origin}/en/choose`);
      await choosePhotos(page, [{ name: 'a.png', mimeType: 'image/png', buffer: pattern(71) }]);
      const name = page.locator('.row-name');
      await expect(name).toHaveText('Photo 1');
      // Its line holds the whole of it.
      const lines = await name.evaluate((element) => {
        const text = document.createRange();
        text.selectNodeContents(element);
        return new Set([...text.getClientRects()].map(({ top }) => top)).size;
      });
      expect(lines).toBe(1);
      await expectFits(page, 'files');
    });
  });
}
