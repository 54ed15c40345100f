// What comes over the line, and when.

import { choosePhotos } from '../actions';
import { expect, test } from '../fixtures';

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
