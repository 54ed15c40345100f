// With a keyboard alone, in the dark, with strong contrast, with colours of one's own, on a slow line.

import { choosePhotos, expectAccessible, expectFits, PAGES } from '../actions';
import { expect, test } from '../fixtures';

test('whatever has the focus is in sight and never under the bar with the way out', async ({ page, site }) => {
  test.setTimeout(120_000);
  for (const path of PAGES) {
    await page.setViewportSize({ width: 320, height: 568 });
    await page.goto(`${site}/en${path}`);
    const last = await page.evaluate(() => document.querySelectorAll('a, button, input, textarea, summary').length);
    // From the end to the beginning: that way a bar on top is most likely to be in the way.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.locator('footer a').last().focus();
    for (let step = 0; step < Math.min(last, 45); step += 1) {
      const hidden = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        if (!element || element === document.body || element.closest('.bar, .skip')) return null;
        const place = element.getBoundingClientRect();
        const bar = document.querySelector('.bar')!.getBoundingClientRect();
        const clear = place.bottom > bar.bottom + 1 && place.top < innerHeight && place.height > 0;
        return clear ? null : `${element.outerHTML.slice(0, 80)} at ${place.top} to ${place.bottom}`;
      });
      expect(hidden, path).toBeNull();
      await page.keyboard.press('Shift+Tab');
    }
  }
});

test('the questions are answered and a case is asked for with the keyboard alone', async ({ page, site }) => {
  const reach = async (name: string) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
      if (focused === name) {
        const before = page.url();
        await page.keyboard.press('Enter');
        await expect.poll(() => page.url()).not.toBe(before);
        return page.waitForLoadState();
      }
    }
    throw new Error(`the keyboard does not reach ${name}`);
  };
  await page.goto(`${site}/en`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  for (const answer of ['Start', 'Go on', 'I am', 'No', 'Yes, I was under 18', 'Yes, it is on this device']) {
    await reach(answer);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where is it now, as far as you know?');
  await page.goto(`${site}/en/status`);
  for (const typed of ['7K3M-9QXZ-04TD-8', '12345678']) {
    while (!(await page.evaluate(() => document.activeElement?.matches('.field input') ?? false))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('We cannot open a case with this number and PIN');
});

test('dark, with strong contrast, with forced colours and without movement it can be read as well', async ({
  page,
  site,
}, info) => {
  test.setTimeout(120_000);
  for (const [name, media] of [
    ['dark', { colorScheme: 'dark' }],
    ['contrast', { contrast: 'more' }],
    ['dark-contrast', { colorScheme: 'dark', contrast: 'more' }],
    ['forced', { forcedColors: 'active', reducedMotion: 'reduce' }],
  ] as const) {
    await page.emulateMedia(media);
    for (const path of ['/start/age', '/choose', '/letter/us']) {
      await page.goto(`${site}/en${path}`);
      // Colours that are forced are the person's own, and the checker sees only half of them.
      await expectAccessible(page, `${path} ${name}`, name === 'forced' ? ['color-contrast'] : []);
      if (path === '/start/age') {
        await page.screenshot({ path: info.outputPath(`age-${name}.png`), fullPage: true });
      }
    }
  }
});

test('letters of twice the size fit', async ({ page, site }) => {
  await page.setViewportSize({ width: 640, height: 800 });
  for (const path of PAGES) {
    await page.goto(`${site}/en${path}`);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await expectFits(page, path);
    await expect(page.getByRole('link', { name: 'Leave now' })).toBeInViewport();
  }
});

test('the first page is small, needs no script, and the worker comes when files do', async ({ page, site, browser }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const first = await plain.newPage();
  const network = await plain.newCDPSession(first);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await first.goto(`${site}/en`);
  await expect(first.getByRole('link', { name: 'Start', exact: true })).toBeVisible();
  expect(bytes, 'bytes of the first page with all that belongs to it').toBeLessThan(50 * 1024);
  await plain.close();

  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeEnabled();
  expect(asked.filter((path) => path.includes('worker'))).toEqual([]);
  await choosePhotos(page, [{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') }]);
  await expect.poll(() => asked.some((path) => path.endsWith('/worker.js'))).toBe(true);
});
