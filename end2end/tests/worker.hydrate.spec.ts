// The part that sees pictures has no way out: the browser refuses every one.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test, type Reclaim } from '../fixtures';

/** How many requests the server says that it has answered, once it has said nothing more for a while. */
async function answered(reclaim: Reclaim): Promise<number> {
  const count = () => reclaim.log.split('answered').length;
  for (let before = -1, now = count(); ; before = now, now = count()) {
    if (now === before) return now;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

// Without the fixture that counts hosts: a request that the browser refuses is announced all the same.
test('from inside the worker nothing reaches any server', async ({ page, reclaim }) => {
  const site = reclaim.origin;
  let reached = 0;
  const elsewhere = createServer((_, response) => {
    reached += 1;
    response.setHeader('access-control-allow-origin', '*');
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const other = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

  await page.goto(`${site}/en/choose`);
  await expect(page.locator('input[type=file]')).toBeEnabled();
  const style = await page.locator('link[rel=stylesheet]').first().getAttribute('href');
  const script = style!.replace('style.css', 'worker.js');
  const [worker] = await Promise.all([
    page.waitForEvent('worker'),
    page.evaluate((address) => void ((window as any).probe = new Worker(address)), script),
  ]);
  const before = await answered(reclaim);
  const outcomes = await worker.evaluate(
    async ({ own, other }) => {
      const g = globalThis as any;
      const tried: Record<string, string> = {};
      const attempt = async (name: string, action: () => unknown) => {
        try {
          await action();
          tried[name] = 'went through';
        } catch {
          tried[name] = 'refused';
        }
      };
      const settled = (target: any, good: string) =>
        new Promise((resolve, reject) => {
          target.addEventListener(good, resolve);
          target.addEventListener('error', reject);
          setTimeout(reject, 2_000);
        });
      for (const [name, origin] of [
        ['own', own],
        ['other', `http://${other}`],
      ]) {
        await attempt(`fetch ${name}`, () => g.fetch(`${origin}/leak?data`, { mode: 'no-cors' }));
        await attempt(`beacon ${name}`, () => {
          if (!g.navigator.sendBeacon?.(`${origin}/leak?data`)) throw new Error('refused');
        });
        await attempt(`xhr ${name}`, () => {
          const xhr = new g.XMLHttpRequest();
          xhr.open('GET', `${origin}/leak?data`);
          const done = settled(xhr, 'load');
          xhr.send();
          return done;
        });
        await attempt(`event source ${name}`, () => settled(new g.EventSource(`${origin}/leak?data`), 'open'));
        await attempt(`import ${name}`, () => import(`${origin}/leak.js?data`));
        await attempt(`importScripts ${name}`, () => g.importScripts(`${origin}/leak.js?data`));
        await attempt(`nested worker ${name}`, () => settled(new g.Worker(`${origin}/leak.js?data`), 'message'));
      }
      await attempt('web socket', () => settled(new g.WebSocket(`ws://${other}/leak`), 'open'));
      return tried;
    },
    { own: site, other },
  );
  elsewhere.close();

  expect(Object.keys(outcomes).length).toBeGreaterThan(14);
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);
  expect(reached).toBe(0);
  expect(await answered(reclaim), 'requests that our own server saw').toBe(before);
});
