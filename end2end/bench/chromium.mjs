// A JPEG file of 12 megapixels, from the message to the worker to its answer, in Chromium.
//
// Usage: chromium.mjs FOLDER; RECLAIM_BIN and RECLAIM_CHROMIUM name the programs. Prints one JSON object: milliseconds.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

const folder = process.argv[2];
const data = mkdtempSync(join(tmpdir(), 'reclaim-'));
const server = spawn(process.env.RECLAIM_BIN, ['serve', '--demo', '--data', data, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const origin = await new Promise((resolve, reject) => {
  let said = '';
  server.stdout.on('data', (chunk) => {
    said += chunk;
    const found = /survivors\s+(http:\/\/\S+?)\/?\s/.exec(said);
    if (found) resolve(found[1]);
  });
  server.once('exit', () => reject(new Error(`the server ended: ${said}`)));
});

const browser = await chromium.launch({
  executablePath: process.env.RECLAIM_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  await page.route('**/photo.jpg', (route) => route.fulfill({ path: join(folder, 'photo.jpg') }));
  await page.goto(`${origin}/en/choose`);
  const style = await page.locator('link[rel=stylesheet]').first().getAttribute('href');
  const jpeg = await page.evaluate(async (assets) => {
    const address = `${assets}/worker/base-simd.wasm`;
    const base = await WebAssembly.compile(await (await fetch(address)).arrayBuffer());
    const file = await (await fetch('/photo.jpg')).blob();
    const answer = (worker, type) =>
      new Promise((resolve) => {
        worker.addEventListener('message', ({ data }) => data.type === type && resolve(data));
      });
    let least = Infinity;
    for (let count = 0; count < 7; count += 1) {
      // As the page does it: a worker for this file alone.
      const worker = new Worker(`${assets}/worker.js`);
      const ready = answer(worker, 'ready');
      worker.postMessage({ v: 2, type: 'start', modules: { base } });
      await ready;
      const start = performance.now();
      const hashed = answer(worker, 'hashed');
      worker.postMessage({ v: 2, type: 'hash', id: count, file });
      const { result } = await hashed;
      least = Math.min(least, performance.now() - start);
      worker.terminate();
      if (!result.pdq) throw new Error(`no PDQ: ${result.notes}`);
    }
    return least;
  }, style.replace('/style.css', ''));
  console.log(JSON.stringify({ jpeg }));
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
