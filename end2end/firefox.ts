// Firefox, where there is one. Playwright drives only a Firefox of its own making, so this one is driven by WebDriver
// BiDi, which Firefox speaks itself.

import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** The program, or nothing where Firefox is not installed; `cargo xtask test` looks for it. */
export const FIREFOX = process.env.RECLAIM_FIREFOX;

/** A fresh Firefox with these settings of about:config. */
export function startFirefox(settings: Record<string, unknown> = {}): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    timeout: 240_000,
    protocolTimeout: 480_000,
    extraPrefsFirefox: settings,
  });
}

/** Asks the page again and again until it says yes. */
export async function until<T>(page: Page, what: string, ask: (given: T) => boolean, given: T): Promise<void> {
  const end = Date.now() + 400_000;
  while (!(await page.evaluate(ask as any, given as any))) {
    if (Date.now() > end) throw new Error(`not within time: ${what}\n${await page.evaluate(() => document.body.innerText)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Chooses files on the page and waits for their hashes: the items that would be sent. */
export async function hashedByFirefox(page: Page, site: string, files: string[]): Promise<any[]> {
  await page.goto(`${site}/en/choose`, { timeout: 240_000 });
  // The picker wakes up when its bundle has arrived; before that its button does nothing.
  const awake = () => document.querySelector('input[type=file]:enabled') !== null;
  await until(page, 'the picker is awake', awake, null);
  const input = (await page.$('input[type=file]'))!;
  await (input as any).uploadFile(...files);
  const ready = `${files.length} of ${files.length} ready to send`;
  await until(page, ready, (text) => document.body.innerText.includes(text), ready);
  return page.evaluate(() => JSON.parse(document.querySelector('pre.sent')!.textContent!).items);
}
