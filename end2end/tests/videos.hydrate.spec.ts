// Videos are looked into on the person's device: the pictures that the reference hashes are found, copies match by the
// reference's rule, and what cannot be looked into is said.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Page } from '@playwright/test';

import { choosePhotos } from '../actions';
import { expect, python, required, test } from '../fixtures';
import { distance } from '../hashes';
import { listen, shares, wordsOf } from '../secrecy';

interface Picture {
  second: number;
  pdq: string;
  quality: number;
}

const folder = mkdtempSync(join(tmpdir(), 'videos-'));
const at = (name: string) => join(folder, name);
/** Small ones, some of which ffmpeg cannot make. */
const clip = (name: string) => join(import.meta.dirname, '../../crates/hashing/tests/videos', name);
let references: { file: string; pictures: Picture[] }[];

test.beforeAll(() => {
  test.setTimeout(900_000);
  references = python('videos.py', folder);
  expect(references.length).toBeGreaterThan(10);
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a `vpdq` of the wire holds. */
function picturesOf(vpdq: string): Picture[] {
  return vpdq.match(/.{70}/g)!.map((digits) => ({
    second: parseInt(digits.slice(0, 4), 16),
    quality: parseInt(digits.slice(4, 6), 16),
    pdq: digits.slice(6),
  }));
}

/** The share of one video's pictures that are near one of another's, by the reference's measure. */
function share(query: string, compared: string): number {
  const near = picturesOf(compared);
  const matched = picturesOf(query).filter(({ pdq }) => near.some((other) => distance(pdq, other.pdq) <= 31));
  return matched.length / picturesOf(query).length;
}

/** Chooses files and waits until all are looked at. */
async function chosen(page: Page, site: string, files: string[]): Promise<any[]> {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, files);
  await expect(page.getByText(`${files.length} of ${files.length} ready to send`)).toBeVisible({ timeout: 180_000 });
  return JSON.parse((await page.locator('pre.sent').textContent())!).items;
}

const row = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });

test('the pictures of every kind of video are those of the reference', async ({ page, site }) => {
  test.setTimeout(600_000);
  const items = await chosen(
    page,
    site,
    references.map(({ file }) => file),
  );
  for (const [place, { file, pictures }] of references.entries()) {
    const name = basename(file);
    expect(items[place].medium, name).toBe('video');
    expect(items[place].vpdq, name).toBeDefined();
    const found = picturesOf(items[place].vpdq);
    const usable = pictures.filter(({ quality }) => quality >= 50);
    expect(found.length, name).toBe(new Set(usable.map(({ pdq }) => pdq)).size);
    const farthest = usable.map((expected) =>
      Math.min(...found.filter(({ second }) => second === expected.second).map(({ pdq }) => distance(pdq, expected.pdq))),
    );
    console.log(name, farthest.join(' '));
    expect(Math.max(...farthest), name).toBeLessThanOrEqual(31);
  }
});

test('the command line finds the same pictures', async ({ page, site }) => {
  const files = ['h264.mp4', 'turned.mov', 'vp9.webm'].map(at);
  const items = await chosen(page, site, files);
  const output = execFileSync(required('RECLAIM_BIN'), ['hash', '--format', 'json', ...files]).toString();
  const lines = output.trim().split('\n').map((line) => JSON.parse(line));
  for (const [place, line] of lines.entries()) {
    expect(items[place].sha256).toBe(line.sha256);
    const found = picturesOf(items[place].vpdq);
    expect(found.map(({ second }) => second)).toEqual(line.vpdq.map((p: any) => Math.trunc(p.time_ms / 1000)));
    for (const [number, { pdq }] of found.entries()) {
      expect(distance(pdq, line.vpdq[number].pdq), line.file).toBeLessThanOrEqual(8);
    }
  }
});

test('a turn that Matroska says is the turn that QuickTime says', async ({ page, site }) => {
  const files = ['turned.mov', 'turned.mkv', 'clip.mkv'].map(clip);
  const [quicktime, matroska, upright] = await chosen(page, site, files);
  expect(picturesOf(matroska.vpdq).length).toBe(3);
  expect(share(matroska.vpdq, quicktime.vpdq)).toBe(1);
  expect(share(upright.vpdq, quicktime.vpdq)).toBe(0);
  const output = execFileSync(required('RECLAIM_BIN'), ['hash', '--format', 'json', clip('turned.mkv')]).toString();
  for (const [number, { pdq }] of JSON.parse(output).vpdq.entries()) {
    expect(distance(pdq, picturesOf(matroska.vpdq)[number].pdq)).toBeLessThanOrEqual(8);
  }
});

test('copies made anew, smaller or cut still match, and another video does not', async ({ page, site }) => {
  const names = ['h264.mp4', 'copy-small.mp4', 'copy-made-anew.webm', 'copy-trimmed.mp4', 'other.mp4'];
  const items = await chosen(page, site, names.map(at));
  const [original, small, anew, trimmed, other] = items.map(({ vpdq }) => vpdq);
  for (const copy of [small, anew, trimmed]) expect(share(copy, original)).toBeGreaterThanOrEqual(0.8);
  expect(share(other, original)).toBe(0);
});

test('what cannot be looked into is said, and its exact codes are still sent', async ({ page, site }) => {
  const sentences: Record<string, string> = {
    'bad-sound-only.mp4': 'There are no pictures in this video',
    'bad-encrypted.mp4': 'This video is locked',
    'bad-no-index.mp4': 'This video is damaged',
    'bad-cut-short.mp4': 'We could look at a part of this only',
    'bad-garbled.mp4': 'This video is damaged',
    'bad-many.mp4': 'This video is too long to look into',
    'bad-flat.mp4': 'This video shows little detail',
    'bad-old-codec.mp4': 'Your browser cannot play this kind of video',
    'bad-old-container.avi': 'We could not look into this video',
    'h264.mp4': 'Ready',
    'locked.mkv': 'This video is locked',
    'red-green-blue.mp4': 'Your browser cannot play this kind of video',
  };
  const files = Object.keys(sentences).map((name) => (existsSync(at(name)) ? at(name) : clip(name)));
  const items = await chosen(page, site, files);
  expect(items.length).toBe(files.length);
  const rows = page.locator('ul.rows > li');
  for (const [place, [name, sentence]] of Object.entries(sentences).entries()) {
    await expect(rows.nth(place), name).toContainText(sentence);
    const whole = name === 'h264.mp4' || name === 'bad-cut-short.mp4';
    expect(items[place].vpdq !== undefined, name).toBe(whole);
    expect(items[place].sha256, name).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('a video is sent as codes: no byte of it, no picture and no name', async ({ page, site }) => {
  const requests = listen(page);
  const names = ['h264.mp4', 'vp9.webm'];
  const items = await chosen(page, site, names.map(at));
  const [sending] = await Promise.all([
    page.waitForRequest('**/submissions'),
    page.getByRole('button', { name: 'Send the codes' }).click(),
  ]);
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  const sent = JSON.parse(sending.postData()!);
  expect(sent.items).toEqual(items);
  for (const item of sent.items) {
    // Of a picture 35 bytes: second, quality and hash.
    expect(item.vpdq).toMatch(/^([0-9a-f]{70})+$/);
    expect(Object.keys(item).sort()).toEqual(['md5', 'medium', 'sha1', 'sha256', 'vpdq']);
  }
  const files = names.map((name) => readFileSync(at(name)));
  for (const request of requests) {
    const words = await wordsOf(request);
    for (const name of names) expect(words.includes(name), request.url()).toBe(false);
    const body = request.postDataBuffer();
    for (const file of files) if (body) expect(shares(body, file)).toBe(false);
  }
});

test('without the browser’s decoder a video has exact codes and a reason', async ({ page, site }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    const body = `delete self.VideoDecoder;\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  const [item] = await chosen(page, site, [at('h264.mp4')]);
  expect(item.vpdq).toBeUndefined();
  await expect(row(page, 'Your browser cannot play this kind of video')).toHaveCount(1);
});

test('a page that was put away while a video was looked at loses nothing of it', async ({ page, site }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    // In the first wait for the decoder 21 minutes go by.
    const away =
      'const honestly = performance.now.bind(performance); let away = 0; performance.now = () => honestly() + away;' +
      'const wait = setTimeout; self.setTimeout = (run, time) => {' +
      'if (time === 50 && away === 0) { away = 21 * 60 * 1000; self.postMessage({ away }); } return wait(run, time); };\n';
    await route.fulfill({ response, body: away + (await response.text()) });
  });
  await page.addInitScript(() => {
    const Real = Worker;
    (window as any).Worker = class extends Real {
      set onmessage(hear: any) {
        super.onmessage = (event: MessageEvent) => {
          if (event.data.away) Object.assign(window, { away: event.data.away });
          hear(event);
        };
      }
    };
  });
  const [item] = await chosen(page, site, [at('h264.mp4')]);
  expect(await page.evaluate(() => (window as any).away)).toBe(21 * 60 * 1000);
  expect(picturesOf(item.vpdq).map(({ second }) => second)).toEqual([0, 1, 2, 3, 4]);
  await expect(row(page, 'We could look at a part of this only')).toHaveCount(0);
});

test('pixels that the browser falsifies are noticed', async ({ page, site }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    const spoil =
      'const honest = VideoFrame.prototype.copyTo;' +
      'VideoFrame.prototype.copyTo = async function (bytes, ...how) {' +
      'const planes = await honest.call(this, bytes, ...how); bytes[7] ^= 1; return planes; };\n';
    await route.fulfill({ response, body: spoil + (await response.text()) });
  });
  const [item] = await chosen(page, site, [at('h264.mp4')]);
  expect(item.vpdq).toBeUndefined();
  await expect(row(page, 'your browser does not let us look into this video')).toHaveCount(1);
});

test('what comes before the first picture that can be decoded on its own is left out', async ({ page, site }) => {
  const bytes = readFileSync(clip('clip.mp4'));
  const keys = bytes.indexOf('stss') + 8;
  expect([0, 4, 8, 12].map((place) => bytes.readUInt32BE(keys + place))).toEqual([3, 1, 6, 11]);
  [2, 6, 11].forEach((number, place) => bytes.writeUInt32BE(number, keys + place * 4));
  writeFileSync(at('late-key.mp4'), bytes);
  const [whole, late] = await chosen(page, site, [clip('clip.mp4'), at('late-key.mp4')]);
  expect(picturesOf(whole.vpdq).length).toBe(3);
  // A second and a picture of it are missing, so that others are picked: the first and the sixth of those that are left.
  expect(picturesOf(late.vpdq).map(({ second }) => second)).toEqual([0, 1]);
  await expect(row(page, 'We could look at a part of this only')).toHaveCount(1);
});

test('a picture that is lost on its way is said to be missing', async ({ page, site }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    const spoil =
      'const honest = VideoFrame.prototype.copyTo;' +
      'VideoFrame.prototype.copyTo = async function (...how) {' +
      'const planes = await honest.apply(this, how);' +
      'return this.codedWidth > 64 && this.timestamp === 0 ? planes.map((p) => ({ ...p, stride: 1 })) : planes; };\n';
    await route.fulfill({ response, body: spoil + (await response.text()) });
  });
  const [item] = await chosen(page, site, [at('h264.mp4')]);
  expect(picturesOf(item.vpdq).map(({ second }) => second)).toEqual([1, 2, 3, 4]);
  await expect(row(page, 'We could look at a part of this only')).toHaveCount(1);
});

test('a video that is being read can be taken out again, and the others are ready', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [at('large.mp4'), at('h264.mp4')]);
  await expect(row(page, /Reading, \d+ %/).first()).toBeVisible({ timeout: 180_000 });
  await page.getByRole('button', { name: /Cancel$/ }).first().click();
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible({ timeout: 180_000 });
  const { items } = JSON.parse((await page.locator('pre.sent').textContent())!);
  expect(picturesOf(items[0].vpdq).length).toBe(5);
});

test('a picture that moves is hashed like a video, in the browser as on the command line', async ({ page, site }) => {
  const files = ['moving.gif', 'moving.webp'].map(at);
  const items = await chosen(page, site, files);
  const output = execFileSync(required('RECLAIM_BIN'), ['hash', '--format', 'json', ...files]).toString();
  for (const [place, line] of output.trim().split('\n').entries()) {
    const native = JSON.parse(line);
    expect(items[place].medium).toBe('image');
    expect(items[place].pdq).toBe(native.pdq);
    const usable = native.vpdq.filter(({ quality }: Picture) => quality >= 50);
    expect(picturesOf(items[place].vpdq).map(({ pdq }) => pdq)).toEqual(usable.map(({ pdq }: Picture) => pdq));
    expect(usable.length).toBe(4);
  }
});

// One that has just ended has no memory any more.
function statusOf(process: number): string {
  try {
    return readFileSync(`/proc/${process}/status`).toString();
  } catch {
    return '';
  }
}

/** The most memory in bytes that any process of the browser's pages has had (Linux). */
async function peak(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => statusOf(id))
    .map((status) => Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
  const most = Math.max(...peaks);
  expect(most).toBeGreaterThan(0);
  return most;
}

test('a gigabyte with two minutes of pictures takes no more memory than a short video, and the page stays awake', async ({ page, site }) => {
  test.setTimeout(900_000);
  await chosen(page, site, [at('h264.mp4')]);
  const before = await peak(page);
  await page.evaluate(() => {
    const pauses = ((window as any).pauses = [0]);
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      pauses.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await choosePhotos(page, [at('large.mp4')]);
  await expect(row(page, /Reading, \d+ %/)).toBeVisible({ timeout: 180_000 });
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible({ timeout: 500_000 });
  const [, large] = JSON.parse((await page.locator('pre.sent').textContent())!).items;
  expect(picturesOf(large.vpdq).at(-1)!.second).toBe(119);
  const grown = (await peak(page)) - before;
  const longest = await page.evaluate(() => Math.max(...(window as any).pauses));
  console.log(`1 GiB: ${Math.round(grown / 2 ** 20)} MiB more, longest pause ${Math.round(longest)} ms`);
  // Kept whole it would be a gigabyte more. How long a page waits for its turn on a busy machine says nothing of it.
  expect(grown).toBeLessThan(500 * 2 ** 20);
  expect(longest).toBeLessThan(5_000);
});
