// Firefox, where it is installed: the same hashes as everywhere, and none of falsified pixels.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Browser } from 'puppeteer-core';

import { FIREFOX, hashedByFirefox, startFirefox } from '../firefox';
import { expect, test } from '../fixtures';
import { distance, expectSame, modernFiles, native, writePictures, type Picture } from '../hashes';

test.skip(!FIREFOX, 'Firefox is not installed');
test.setTimeout(900_000);

const isAvif = (file: string) => file.endsWith('.avif');
const folder = mkdtempSync(join(tmpdir(), 'firefox-'));
let pictures: Picture[];
let files: string[];
let browser: Browser | undefined;

test.beforeAll(() => {
  pictures = writePictures(folder);
  files = [...pictures.map(({ file }) => file).filter((file) => !isAvif(file)), ...modernFiles()];
});

test.afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

test('Firefox finds the hashes of the command line in every format', async ({ reclaim }) => {
  browser = await startFirefox();
  const page = await browser.newPage();
  expectSame(await hashedByFirefox(page, reclaim.origin, files), native(files));

  const foreign = pictures.filter(({ file }) => isAvif(file));
  const shown = foreign.map(({ file }) => file);
  for (const [place, item] of (await hashedByFirefox(page, reclaim.origin, shown)).entries()) {
    const { file, pdq, quality } = foreign[place];
    expect(distance(item.pdq, pdq), file).toBeLessThanOrEqual(4);
    expect(Math.abs(item.quality - quality), file).toBeLessThanOrEqual(2);
  }
});

test('a Firefox that falsifies pixels against tracking is found out, and no hash of such pixels is made', async ({
  reclaim,
}) => {
  browser = await startFirefox({ 'privacy.resistFingerprinting': true });
  const page = await browser.newPage();
  await page.goto(`${reclaim.origin}/en/choose`, { timeout: 240_000 });
  // That it does falsify them, or the rest of this test would show nothing.
  const seen = await page.evaluate(() => {
    const context = new OffscreenCanvas(16, 16).getContext('2d')!;
    context.fillRect(0, 0, 16, 16);
    return [...context.getImageData(0, 0, 16, 16).data];
  });
  expect(seen.filter((value, place) => value !== (place % 4 === 3 ? 255 : 0)).length).toBeGreaterThan(500);

  const avif = pictures.map(({ file }) => file).filter(isAvif);
  const chosen = [...files, ...avif];
  const items = await hashedByFirefox(page, reclaim.origin, chosen);
  const lines = native(chosen);
  // The command line has no decoder for AVIF either: exact hashes there, exact hashes here.
  expectSame(items, lines);
  for (const [place, { pdq }] of items.entries()) {
    expect(pdq === undefined, basename(chosen[place])).toBe(isAvif(chosen[place]));
  }
  const said = await page.evaluate(() => document.body.innerText);
  expect(said.split('your browser does not let us read this photo').length - 1).toBe(avif.length);
});
