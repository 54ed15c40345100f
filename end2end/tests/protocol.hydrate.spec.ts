// The messages between the page and the worker, as the crate `hash-worker` describes them: every one has its answer, and
// what is none is said to be none.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { expectSame, native, writePictures } from '../hashes';

const folder = mkdtempSync(join(tmpdir(), 'protocol-'));
let jpeg: string;
let png: string;

test.beforeAll(() => {
  const files = writePictures(folder).map(({ file }) => file);
  [jpeg, png] = ['photo.jpg', 'photo.png'].map((name) => files.find((file) => basename(file) === name)!);
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A worker in a page that does nothing else with it. */
class Talk {
  private constructor(private readonly page: Page) {}

  static async open(page: Page, site: string): Promise<Talk> {
    await page.goto(`${site}/en/choose`);
    const style = await page.locator('link[rel=stylesheet]').first().getAttribute('href');
    await page.evaluate(async (assets) => {
      const heard: any[] = [];
      const worker = new Worker(`${assets}/worker.js`);
      worker.onmessage = ({ data }) => heard.push(data);
      const module = async (part: string) =>
        WebAssembly.compile(await (await fetch(`${assets}/worker/${part}.wasm`)).arrayBuffer());
      Object.assign(window, { worker, heard, base: await module('base'), stills: await module('stills') });
    }, style!.replace('/style.css', ''));
    return new Talk(page);
  }

  /** Sends a message as it is. */
  send(message: unknown): Promise<void> {
    return this.page.evaluate((message) => (window as any).worker.postMessage(message), message);
  }

  /** Starts it with the module `base`. */
  start(): Promise<void> {
    return this.page.evaluate(() => {
      const { worker, base } = window as any;
      worker.postMessage({ v: 2, type: 'start', modules: { base } });
    });
  }

  /** Answers with the module `stills`, whatever was asked for. */
  giveStills(part: string): Promise<void> {
    return this.page.evaluate((part) => {
      const { worker, stills } = window as any;
      worker.postMessage({ v: 2, type: 'part', part, module: stills });
    }, part);
  }

  /** Has a file of these bytes hashed. */
  hash(id: number, bytes: Buffer | string, type = '', more: object = {}): Promise<void> {
    return this.page.evaluate(
      ([id, base64, type, more]) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const file = new Blob([bytes], { type });
        (window as any).worker.postMessage({ v: 2, type: 'hash', id, file, ...more });
      },
      [id, Buffer.from(bytes).toString('base64'), type, more] as const,
    );
  }

  /** All messages of the worker, as soon as so many have come that are not about progress. */
  async all(count: number): Promise<any[]> {
    const come = (count: number) => (window as any).heard.filter(({ type }: any) => type !== 'progress').length >= count;
    await this.page.waitForFunction(come, count, { timeout: 120_000 });
    const heard: any[] = await this.page.evaluate(() => (window as any).heard.splice(0));
    for (const message of heard) expect(message.v).toBe(2);
    return heard.map(({ v: _, ...message }) => message);
  }

  /** The only message of the worker but those about progress. */
  async answer(): Promise<any> {
    const [answer, ...others] = (await this.all(1)).filter(({ type }) => type !== 'progress');
    expect(others).toEqual([]);
    return answer;
  }
}

/** A worker that was started and has said so. */
async function started(page: Page, site: string): Promise<Talk> {
  const worker = await Talk.open(page, site);
  await worker.start();
  expect(await worker.answer()).toEqual({ type: 'ready' });
  return worker;
}

/** Puts a line into the worker's script: what the program is to do in the place of one of its steps. */
async function breakStep(page: Page, step: string): Promise<void> {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const broken = `wasm_bindgen.HashedFile.prototype.${step} = () => { throw new WebAssembly.RuntimeError("unreachable"); };`;
    expect(script).toContain('\nreturn wasm_bindgen;');
    await route.fulfill({ response, body: script.replace('\nreturn wasm_bindgen;', `\n${broken}\nreturn wasm_bindgen;`) });
  });
}

test('a file has progress and then its hashes, under its own number', async ({ page, site }) => {
  const worker = await started(page, site);
  const bytes = readFileSync(jpeg);
  await worker.hash(7, bytes, 'image/jpeg');
  const messages = await worker.all(1);
  const hashed = messages.pop();
  expect(hashed.type).toBe('hashed');
  expect(hashed.id).toBe(7);
  expectSame([hashed.result], native([jpeg]));
  expect(hashed.result.notes).toEqual([]);
  expect(messages).toEqual([{ type: 'progress', id: 7, done: bytes.length, total: bytes.length, of: 'bytes' }]);
});

test('a browser that reads into no memory of the worker is asked to once, and what it began is ended', async ({
  page,
  site,
}) => {
  const older = `
self.begun = 0;
self.ended = 0;
const stream = Blob.prototype.stream;
Blob.prototype.stream = function () {
  self.begun += 1;
  const begun = stream.call(this);
  begun.getReader = () => {
    throw new TypeError("not of bytes");
  };
  begun.cancel = async () => {
    self.ended += 1;
  };
  return begun;
};
`;
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{${older}}\n${await response.text()}` });
  });
  const worker = await started(page, site);
  const bytes = Buffer.concat([readFileSync(jpeg), Buffer.alloc(5 << 19)]);
  await worker.hash(1, bytes, 'image/jpeg', { exact: true });
  const { type, result } = await worker.answer();
  expect(type).toBe('hashed');
  expect(result.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const inside = page.workers().find((inside) => inside.url().endsWith('/worker.js'))!;
  expect(await inside.evaluate(() => [(self as any).begun, (self as any).ended])).toEqual([1, 1]);
});

test('files that come at once are answered one after the other', async ({ page, site }) => {
  const worker = await started(page, site);
  await worker.hash(1, readFileSync(jpeg));
  await worker.hash(2, 'no picture', 'text/plain');
  await worker.hash(3, '', 'image/jpeg');
  const answers = (await worker.all(3)).filter(({ type }) => type !== 'progress');
  expect(answers.map(({ type, id }) => [type, id])).toEqual([
    ['hashed', 1],
    ['refused', 2],
    ['refused', 3],
  ]);
  expect(answers.slice(1).map(({ reason }) => reason)).toEqual(['not-media', 'empty']);
});

test('of a file of which nothing is to be decoded there are exact hashes', async ({ page, site }) => {
  const worker = await started(page, site);
  await worker.hash(1, readFileSync(png), 'image/png', { exact: true });
  const { result } = await worker.answer();
  const [{ sha256, sha1, md5 }] = native([png]);
  expect(result).toEqual({ medium: 'image', sha256, sha1, md5, variants: [], notes: ['exact-chosen'] });
});

test('a module that a file needs is asked for, and may not come', async ({ page, site }) => {
  const worker = await started(page, site);
  await worker.hash(1, readFileSync(png));
  expect(await worker.answer()).toEqual({ type: 'need', id: 1, part: 'stills' });
  await worker.send({ v: 2, type: 'part', part: 'stills', module: null });
  expect(await worker.answer()).toEqual({ type: 'failed', id: 1, reason: 'module' });
  await worker.hash(2, readFileSync(png));
  expect(await worker.answer()).toEqual({ type: 'need', id: 2, part: 'stills' });
  // Only the part that was asked for is an answer.
  await worker.giveStills('heic');
  expect(await worker.answer()).toEqual({ type: 'failed', id: null, reason: 'protocol' });
  await worker.giveStills('stills');
  const { result } = await worker.answer();
  expectSame([result], native([png]));
  // From now on it is there.
  await worker.hash(3, readFileSync(png));
  expect((await worker.answer()).type).toBe('hashed');
});

test('what is no message is said to be none, and does no harm', async ({ page, site }) => {
  const worker = await Talk.open(page, site);
  await worker.hash(1, readFileSync(jpeg));
  expect(await worker.answer()).toEqual({ type: 'failed', id: 1, reason: 'not-started' });
  const nonsense = [
    null,
    'start',
    { type: 'start', modules: {} },
    { v: 1, type: 'start', modules: {} },
    { v: 2, type: 'start', modules: { base: 'no module' } },
    { v: 2, type: 'hash', id: 1, file: 'no file' },
    { v: 2, type: 'part', part: 'stills', module: null },
    { v: 2, type: 'work', challenge: 'before the start', bits: 1 },
    { v: 2, type: 'sing' },
  ];
  for (const message of nonsense) {
    await worker.send(message);
    expect(await worker.answer(), JSON.stringify(message)).toEqual({ type: 'failed', id: null, reason: 'protocol' });
  }
  await worker.start();
  expect(await worker.answer()).toEqual({ type: 'ready' });
  await worker.start();
  expect(await worker.answer()).toEqual({ type: 'failed', id: null, reason: 'protocol' });
  await worker.hash(2, readFileSync(jpeg));
  expect((await worker.answer()).type).toBe('hashed');
});

test('a start without the first module is a failure of modules', async ({ page, site }) => {
  const worker = await Talk.open(page, site);
  await worker.send({ v: 2, type: 'start', modules: {} });
  expect(await worker.answer()).toEqual({ type: 'failed', id: null, reason: 'module' });
});

test('work is done as the server checks it', async ({ page, site }) => {
  const worker = await started(page, site);
  await worker.send({ v: 2, type: 'work', challenge: 'a text', bits: 12 });
  const { type, number } = await worker.answer();
  expect(type).toBe('worked');
  const written = Buffer.alloc(8);
  written.writeBigUInt64LE(BigInt(number));
  const digest = createHash('sha256').update('a text').update(written).digest();
  expect(digest.readUInt32BE() >>> 20).toBe(0);
});

test('a program that ends while it decodes leaves the exact hashes, and takes no other file', async ({ page, site }) => {
  await breakStep(page, 'finish');
  const worker = await started(page, site);
  await worker.hash(1, readFileSync(jpeg));
  const { type, result } = await worker.answer();
  const [{ sha256, sha1, md5 }] = native([jpeg]);
  expect(type).toBe('hashed');
  expect(result).toEqual({ medium: 'image', sha256, sha1, md5, variants: [], notes: ['decoder-failed'] });
  await worker.hash(2, readFileSync(jpeg));
  expect(await worker.answer()).toEqual({ type: 'failed', id: 2, reason: 'spent' });
});

test('a program that ends while it reads says that it crashed', async ({ page, site }) => {
  await breakStep(page, 'update');
  const worker = await started(page, site);
  await worker.hash(1, readFileSync(jpeg));
  expect(await worker.answer()).toEqual({ type: 'failed', id: 1, reason: 'crashed' });
  await worker.hash(2, readFileSync(jpeg));
  expect(await worker.answer()).toEqual({ type: 'failed', id: 2, reason: 'spent' });
});

test('a file that changes after it was chosen cannot be read', async ({ page, site }) => {
  const worker = await started(page, site);
  const file = join(folder, 'changing.jpg');
  writeFileSync(file, readFileSync(jpeg));
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'own' })));
  await page.locator('#own').setInputFiles(file);
  writeFileSync(file, 'something else');
  await page.evaluate(() => {
    const [file] = document.querySelector<HTMLInputElement>('#own')!.files!;
    (window as any).worker.postMessage({ v: 2, type: 'hash', id: 1, file });
  });
  expect(await worker.answer()).toEqual({ type: 'failed', id: 1, reason: 'unreadable' });
});
