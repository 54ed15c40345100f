// Every format that people's photos come in: the browser finds the same hashes as the command line, and says so where
// it cannot.

import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { BrowserContext, Page } from '@playwright/test';

import { choosePhotos, withLittlePatience } from '../actions';
import { expect, test } from '../fixtures';
import { MODERN, distance, expectSame, modernFiles, native, writePictures, type Picture } from '../hashes';

const folder = mkdtempSync(join(tmpdir(), 'formats-'));
let pictures: Picture[];
let modern: string[];

test.beforeAll(() => {
  pictures = writePictures(folder);
  modern = modernFiles();
  expect(pictures.length + modern.length).toBeGreaterThan(30);
});

const byName = (name: string) => pictures.find(({ file }) => basename(file) === name)!;

/** Chooses files and waits for their hashes: the items that would be sent. */
async function hashed(page: Page, site: string, files: string[]): Promise<any[]> {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, files);
  const ready = page.getByText(`${files.length} of ${files.length} ready to send`);
  await expect(ready).toBeVisible({ timeout: 180_000 });
  return JSON.parse((await page.locator('pre.sent').textContent())!).items;
}

/** The worker's modules that a context fetches, by their file names. */
function modulesOf(context: BrowserContext): Set<string> {
  const modules = new Set<string>();
  context.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (path.endsWith('.wasm') && path.includes('/worker/')) modules.add(basename(path, '.wasm'));
  });
  return modules;
}

const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

for (const simd of [true, false]) {
  const which = simd ? 'with the faster modules' : 'with the plain modules';
  test(`every format has the hashes of the command line, ${which}`, async ({ page, site, context }) => {
    test.setTimeout(600_000);
    const modules = modulesOf(context);
    if (!simd) await page.addInitScript(() => void (WebAssembly.validate = () => false));
    const ours = pictures.filter(({ file }) => !file.endsWith('avif'));
    const files = [...ours.map(({ file }) => file), ...modern];
    const items = await hashed(page, site, files);
    const lines = native(files);
    expectSame(items, lines);
    for (const line of lines) expect(line.pdq, line.file).not.toBeNull();
    for (const [place, { file, pdq }] of ours.entries()) {
      expect(distance(items[place].pdq, pdq), file).toBeLessThanOrEqual(file.endsWith('.webp') ? 2 : 10);
    }
    const raw = lines.find(({ file }) => file.endsWith('.dng'));
    expect(raw.warnings).toEqual(['camera-preview']);
    await expect(row(page, 'We used the picture that your camera keeps inside it')).toHaveCount(1);
    const expected = ['base', 'stills', 'heic', 'jxl', 'video'].map((part) => (simd ? `${part}-simd` : part));
    expect([...modules].sort()).toEqual(expected.sort());
  });
}

test('a file is what its bytes say, whatever its name says', async ({ page, site }) => {
  const lies = { 'photo.jpg': 'liar.heic', 'photo.png': 'liar.jpg', 'photo.tif': 'liar.mp4' };
  const files = Object.entries(lies).map(([from, to]) => {
    copyFileSync(byName(from).file, join(folder, to));
    return join(folder, to);
  });
  copyFileSync(join(MODERN, 'plain.heic'), join(folder, 'liar.jxl'));
  copyFileSync(join(MODERN, 'plain.jxl'), join(folder, 'liar.png'));
  files.push(join(folder, 'liar.jxl'), join(folder, 'liar.png'));
  const items = await hashed(page, site, files);
  expectSame(items, native(files));
  for (const item of items) expect(item.pdq).toBeDefined();
});

test('AVIF is hashed as the browser shows it', async ({ page, site }) => {
  const files = ['photo.avif', 'alpha.avif'].map((name) => byName(name).file);
  const items = await hashed(page, site, files);
  for (const [place, file] of files.entries()) {
    const { pdq, quality } = byName(basename(file));
    expect(distance(items[place].pdq, pdq), file).toBeLessThanOrEqual(4);
    expect(Math.abs(items[place].quality - quality)).toBeLessThanOrEqual(2);
    expect(items[place].variants.length).toBeGreaterThan(3);
  }
  for (const line of native(files)) {
    expect(line.pdq).toBeNull();
    expect(line.warnings).toEqual(['exact-only-format']);
  }
});

const falsifiers: Record<string, string> = {
  'replaces all pixels by noise': 'for (let i = 0; i < d.length; i += 1) d[i] = Math.random() * 256;',
  'changes the last bit of a few pixels': 'for (let i = 40; i < d.length; i += 9973) d[i] ^= 1;',
  'changes larger pictures only': 'if (image.width > 64) for (let i = 2; i < d.length; i += 97) d[i] ^= 1;',
};
for (const [what, how] of Object.entries(falsifiers)) {
  test(`a browser that ${what} gives exact hashes and a reason`, async ({ page, site }) => {
    await page.route('**/worker.js', async (route) => {
      const response = await route.fetch();
      const patch = `{
        const proto = OffscreenCanvasRenderingContext2D.prototype;
        const read = proto.getImageData;
        proto.getImageData = function (...place) {
          const image = read.apply(this, place);
          const d = image.data;
          ${how}
          return image;
        };
      }\n`;
      await route.fulfill({ response, body: patch + (await response.text()) });
    });
    const files = [byName('photo.avif').file, byName('photo.jpg').file];
    const items = await hashed(page, site, files);
    expect(items[0].pdq).toBeUndefined();
    expect(items[0].sha256).toBe(native(files)[0].sha256);
    expect(items[1].pdq).toBeDefined();
    await expect(row(page, 'your browser does not let us read this photo')).toHaveCount(1);
  });
}

test('a browser without a canvas in workers gives exact hashes and a reason', async ({ page, site }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete self.OffscreenCanvas;\n${await response.text()}` });
  });
  const items = await hashed(page, site, [byName('photo.avif').file]);
  expect(items[0].pdq).toBeUndefined();
  await expect(row(page, 'We cannot read this kind of photo')).toHaveCount(1);
});

test('once the page says so, every format is hashed without the internet', async ({ page, site, context }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [byName('photo.jpg').file]);
  await expect(page.getByText('You can turn off your internet now')).toBeVisible();
  await context.setOffline(true);
  const files = ['photo.png', 'photo.avif', 'camera.dng'].map((name) => byName(name).file);
  files.push(join(MODERN, 'grid.heic'), join(MODERN, 'plain.jxl'));
  await choosePhotos(page, files);
  await expect(page.getByText('6 of 6 ready to send')).toBeVisible();
  const { items } = JSON.parse((await page.locator('pre.sent').textContent())!);
  for (const item of items) expect(item.pdq).toBeDefined();
});

test('where data is to be saved only what is needed is loaded, and nothing is promised', async ({
  page,
  site,
  context,
}) => {
  const modules = modulesOf(context);
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await hashed(page, site, [byName('photo.jpg').file]);
  expect([...modules]).toEqual(['base-simd']);
  await choosePhotos(page, [join(MODERN, 'plain.heic')]);
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  expect([...modules]).toEqual(['base-simd', 'heic-simd']);
  await expect(page.getByText('You can turn off your internet now')).toBeHidden();
});

test('a module that does not load stops one file, which can be tried again', async ({ page, site }) => {
  await page.route('**/worker/heic*', (route) => route.abort());
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [join(MODERN, 'plain.heic'), byName('photo.jpg').file]);
  await expect(row(page, 'A part of this page did not load')).toHaveCount(1);
  await expect(page.getByText('1 of 2 ready to send')).toBeVisible();
  await expect(page.getByText('You can turn off your internet now')).toBeHidden();
  await page.unroute('**/worker/heic*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
});

test('a module that did not come behind the first is asked for again with the next file', async ({ page, site }) => {
  await page.route('**/worker/video*', (route) => route.abort());
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/worker/video'));
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [byName('photo.jpg').file]);
  await failed;
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await expect(page.getByText('You can turn off your internet now')).toBeHidden();
  await page.unroute('**/worker/video*');
  await choosePhotos(page, [byName('photo.png').file]);
  await expect(page.getByText('You can turn off your internet now')).toBeVisible();
});

test('the first module is not waited for without end, and can be asked for again', async ({ page, site }) => {
  await page.clock.install();
  const asked = page.waitForRequest('**/worker/base*');
  await page.route('**/worker/base*', () => {});
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [byName('photo.jpg').file]);
  await asked;
  await page.clock.fastForward(91_000);
  await expect(row(page, 'A part of this page did not load')).toHaveCount(1);
  await page.unroute('**/worker/base*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
});

test('a worker that says nothing any more is ended, and so is one whose file is taken away', async ({
  page,
  site,
}) => {
  // It starts, and that is all it does.
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    const body = 'onmessage = ({ data }) => data.type === "start" && postMessage({ v: 2, type: "ready" });';
    await route.fulfill({ response, body });
  });
  await withLittlePatience(page);
  await page.goto(`${site}/en/choose`);
  const pick = ['photo.jpg', 'photo.png'].map((name) => byName(name).file);
  await choosePhotos(page, pick);
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Cancel' }).last().click();
  // Another one is to make the exact hashes then, and does no better.
  await expect(row(page, 'This took too long')).toHaveCount(1, { timeout: 120_000 });
  await expect.poll(() => page.workers().length).toBe(0);
  // Without the tampering the same file is hashed.
  await page.unroute('**/worker.js');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
});

for (const [cores, memory, places] of [
  [16, 8, 4],
  [16, 'hidden', 2],
  [3, 8, 2],
  [1, 8, 1],
] as const) {
  const device = `${cores} cores, ${memory} GiB`;
  test(`${device}: ${places} at a time, and each worker sees one file`, async ({ page, site }) => {
    await page.addInitScript(([cores, memory]) => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores });
      Object.defineProperty(navigator, 'deviceMemory', { value: memory === 'hidden' ? undefined : memory });
      const workers = { alive: 0, most: 0, started: 0 };
      Object.assign(window, { workers });
      window.Worker = class extends Worker {
        constructor(address: string | URL) {
          super(address);
          workers.started += 1;
          workers.alive += 1;
          workers.most = Math.max(workers.most, workers.alive);
        }
        terminate() {
          super.terminate();
          workers.alive -= 1;
        }
      };
    }, [cores, memory] as const);
    const files = pictures.slice(0, 12).map(({ file }) => file);
    await hashed(page, site, files);
    const seen = await page.evaluate(() => (window as any).workers);
    expect(seen).toEqual({ started: files.length, most: places, alive: 0 });
  });
}
