// Leaving quickly, with a script: the page is blank at once, nothing goes on, and going back shows nothing.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type BrowserContext, type Page } from '@playwright/test';

import { choosePhotos, copy, openCase, pattern, submit } from '../actions';
import { expect, test } from '../fixtures';

const ELSEWHERE = 'https://www.wikipedia.org/';

/** The neutral page, without leaving this machine. */
const withElsewhere = (context: BrowserContext) =>
  context.route(`${ELSEWHERE}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>Elsewhere' }),
  );

test.beforeEach(async ({ context }) => withElsewhere(context));

const leave = async (page: Page) => {
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
};

/** A page that takes longer than this from the press to the blank page is frozen, however slow the machine. */
const FROZEN = 5_000;

/**
 * What a page says under that name before it goes. By its console: what it says by an exposed function is lost where the
 * page is gone before this program has asked which of its worlds spoke.
 */
function lastWord<T>(page: Page, name: string): Promise<T> {
  return new Promise((resolve) => {
    page.on('console', (message) => {
      const [said, ...what] = message.text().split(' ');
      if (said === name) resolve(JSON.parse(what.join(' ')));
    });
  });
}

interface Blanked {
  /** Whether the page was blank before anything else could run, or be drawn, after the third Shift. */
  inTheSameTask: boolean;
  /** From the moment in which the browser got to know of the press: waiting until the page does counts too. */
  milliseconds: number;
}

/** How the third Shift blanks the pages that are opened from now on. */
async function untilBlank(page: Page): Promise<{ how: Promise<Blanked> }> {
  const how = lastWord<Blanked>(page, 'blanked');
  await page.addInitScript(() => {
    let presses = 0;
    // After the page's own listener, which captures, and in the same task.
    addEventListener('keydown', (event) => {
      presses += 1;
      const milliseconds = performance.now() - event.timeStamp;
      const inTheSameTask = document.documentElement.hidden;
      if (presses === 3) console.debug('blanked', JSON.stringify({ inTheSameTask, milliseconds }));
    });
  });
  return { how };
}

/** How long it took is noted beside the test: a busy machine takes longer than a slow phone. */
async function isBlankedAtOnce({ how }: { how: Promise<Blanked> }) {
  const { inTheSameTask, milliseconds } = await how;
  test.info().annotations.push({ type: 'blank', description: `${milliseconds.toFixed(1)} ms after the third press` });
  expect(inTheSameTask, 'blank in the task of the third press').toBe(true);
  expect(milliseconds, 'milliseconds from the third press').toBeLessThan(FROZEN);
}

/** What a page asks for in passing. */
interface Asked {
  method?: string;
  keepalive?: boolean;
}

/** How a page that is left asks for the browser's cache to be emptied: so that it does not end with the page. */
async function askedInPassing(page: Page): Promise<{ asked: Promise<Asked> }> {
  const asked = lastWord<Asked>(page, 'asked');
  await page.addInitScript(() => {
    const honest = window.fetch;
    window.fetch = (address, options) => {
      if (address === '/leave') {
        console.debug('asked', JSON.stringify({ method: options?.method, keepalive: options?.keepalive }));
      }
      return honest(address, options);
    };
  });
  return { asked };
}

/** What stands in the fields of a page that is open once it is left, wherever they are by then. */
async function typedWhenLeft(page: Page): Promise<{ values: Promise<string[]> }> {
  const values = lastWord<string[]>(page, 'typed');
  await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
    // Said after the page is blank, and before it goes.
    addEventListener('leave', () => console.debug('typed', JSON.stringify(fields.map((field) => field.value))));
  });
  return { values };
}

test('Shift three times blanks the page at once, and going back shows nothing', async ({ page, reclaim, request }) => {
  const blanked = await untilBlank(page);
  const { asked } = await askedInPassing(page);
  const receipt = await submit(request, reclaim.origin, 1);
  await page.goto(`${reclaim.origin}/en`);
  await page.goto(`${reclaim.origin}/en/help`);
  await openCase(page, reclaim.origin, receipt.case_number, receipt.pin);
  await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
  const [sent] = await Promise.all([page.waitForRequest(`${reclaim.origin}/leave`), leave(page)]);
  await isBlankedAtOnce(blanked);
  await expect(page).toHaveTitle('Elsewhere');
  expect(sent.method()).toBe('POST');
  expect(await asked).toEqual({ method: 'POST', keepalive: true });
  // The page that was left is not in the history any more; those before it show nothing until they are asked to.
  for (let back = 0; back < 2; back += 1) {
    await page.goBack();
    await isShut(page);
  }
  await page.getByRole('link', { name: 'Open this page again' }).click();
  await expect(page.getByRole('main')).toBeVisible();
});

/** Expects that nothing of a page is shown but the way to open it. */
async function isShut(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: 'Open this page again' })).toBeVisible();
  expect((await page.locator('body').innerText()).trim()).toBe('Open this page again');
}

test('going forward after leaving shows nothing either', async ({ page, reclaim }) => {
  for (const path of ['', '/who', '/threat', '/threat/now']) await page.goto(`${reclaim.origin}/en/start${path}`);
  for (let back = 0; back < 3; back += 1) await page.goBack();
  await expect(page.getByRole('heading', { name: 'Before you start' })).toBeVisible();
  await leave(page);
  await expect(page).toHaveTitle('Elsewhere');
  for (const path of ['who', 'threat', 'threat/now']) {
    await page.goForward();
    expect(page.url()).toBe(`${reclaim.origin}/en/start/${path}`);
    await isShut(page);
  }
  await page.goBack();
  await isShut(page);
  await page.getByRole('link', { name: 'Open this page again' }).click();
  await expect(page.getByRole('main')).toBeVisible();
});

test('going back and forward within the site is not asked about', async ({ page, reclaim }) => {
  for (const path of ['', '/who', '/threat']) await page.goto(`${reclaim.origin}/en/start${path}`);
  for (const move of ['goBack', 'goBack', 'goForward', 'goForward'] as const) {
    await page[move]();
    await expect(page.getByRole('main')).toBeVisible();
  }
  // What was opened again is not asked about once more, whether by the link or by the browser's own button.
  for (const open of [
    () => page.getByRole('link', { name: 'Open this page again' }).click(),
    () => page.reload(),
  ]) {
    await page.goto(ELSEWHERE);
    await page.goBack();
    await isShut(page);
    await open();
    await expect(page.getByRole('main')).toBeVisible();
    await page.goto(`${reclaim.origin}/en/help`);
    await page.goBack();
    await expect(page.getByRole('main')).toBeVisible();
  }
});

test('the page is blank at once while a long video is read on a slow phone', async ({
  page,
  reclaim,
}) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'video-'));
  const video = join(folder, 'clip.mp4');
  // Ten minutes, so that it is far from its end when the page is left.
  const source = ['-f', 'lavfi', '-t', '600', '-i', 'testsrc2=size=640x360:rate=25'];
  const quick = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...source, ...quick, video]);
  const blanked = await untilBlank(page);
  const slow = await page.context().newCDPSession(page);
  await page.goto(`${reclaim.origin}/en/choose`);
  await choosePhotos(page, [video]);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await expect(page.getByText(/Looking at the video, \d+ %/)).toBeVisible({ timeout: 240_000 });
  expect(page.workers().length).toBeGreaterThan(0);
  await leave(page);
  await isBlankedAtOnce(blanked);
  await expect.poll(() => page.workers().length, 'workers that go on').toBe(0);
  rmSync(folder, { recursive: true });
});

test('an older browser leaves all the same', async ({ page, reclaim }) => {
  // As Chrome 80 to 85, Safari 13.1 and Firefox 74 to 77, which understand the script.
  await page.addInitScript(() => {
    for (const kind of [Element, Document, DocumentFragment]) delete (kind.prototype as any).replaceChildren;
  });
  const blanked = await untilBlank(page);
  await page.goto(`${reclaim.origin}/en/status`);
  await Promise.all([page.waitForRequest(`${reclaim.origin}/leave`), leave(page)]);
  await isBlankedAtOnce(blanked);
  await expect(page).toHaveTitle('Elsewhere');
  await page.goto(`${reclaim.origin}/en/help`);
  await Promise.all([
    page.waitForRequest(`${reclaim.origin}/leave`),
    page.getByRole('link', { name: 'Leave now' }).first().click(),
  ]);
  await expect(page).toHaveTitle('Elsewhere');
});

test('a page that cannot be blanked is left all the same', async ({ page, reclaim }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Node.prototype, 'textContent', {
      set() {
        throw new TypeError('not in this browser');
      },
    });
  });
  await page.goto(`${reclaim.origin}/en/status`);
  // The Shifts before the last one would be counted aloud, which cannot be written either.
  await page.getByRole('link', { name: 'Leave now' }).first().click();
  await expect(page).toHaveTitle('Elsewhere');
});

test('another key in between starts the count again', async ({ page, reclaim }) => {
  await page.goto(`${reclaim.origin}/en/status`);
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await page.keyboard.press('a');
  await page.keyboard.press('Shift');
  await expect(page.getByRole('heading', { name: 'Check on your case' })).toBeVisible();
});

test('Shift that is held for the mouse is not counted, and nothing that was typed is lost', async ({ page, reclaim }) => {
  await page.goto(`${reclaim.origin}/en/letter/us`);
  const where = page.getByLabel(/^Where it is/);
  await where.fill('https://example.com/1');
  // How often the page has heard of the mouse: the browser may tell it later than whoever turns the wheel.
  const heard = (kind: string) => page.evaluate((kind) => (window as any).heard[kind], kind);
  await page.evaluate(() => {
    const heard = { pointerdown: 0, wheel: 0 };
    Object.assign(window, { heard });
    for (const kind of ['pointerdown', 'wheel'] as const) addEventListener(kind, () => (heard[kind] += 1), { passive: true });
  });
  for (const [kind, use] of [
    ['pointerdown', () => where.click()],
    ['wheel', () => page.mouse.wheel(0, 20)],
  ] as const) {
    for (let press = 1; press <= 3; press += 1) {
      await page.keyboard.down('Shift');
      await use();
      await expect.poll(() => heard(kind)).toBeGreaterThanOrEqual(press);
      await page.keyboard.up('Shift');
    }
  }
  await expect(where).toHaveValue('https://example.com/1');
  await leave(page);
  await expect(page).toHaveTitle('Elsewhere');
});

test('three fingers leave as well', async ({ page, reclaim }) => {
  await page.goto(`${reclaim.origin}/en/status`);
  await page.evaluate(() => {
    const touches = [1, 2, 3].map((identifier) => new Touch({ identifier, target: document.body }));
    document.body.dispatchEvent(new TouchEvent('touchstart', { touches, bubbles: true }));
  });
  await expect(page).toHaveTitle('Elsewhere');
});

/** Three fingers that go down on the page, move, and come up again. */
const threeFingers = (page: Page, by: number, last: 'touchend' | 'touchcancel' = 'touchend') =>
  page.evaluate(
    ([by, last]) => {
      const at = (moved: number) =>
        [1, 2, 3].map(
          (identifier) => new Touch({ identifier, target: document.body, clientX: 100, clientY: 100 + moved }),
        );
      const say = (kind: string, touches: Touch[], changedTouches: Touch[]) =>
        document.body.dispatchEvent(new TouchEvent(kind, { touches, changedTouches, bubbles: true }));
      say('touchstart', at(0), at(0));
      say('touchmove', at(by), at(by));
      say(last, [], at(by));
    },
    [by, last] as const,
  );

/** What would be pasted, asked on another site: ours lets no page read it. */
async function pasted(context: BrowserContext): Promise<string> {
  const other = await context.newPage();
  await other.goto(ELSEWHERE);
  await other.bringToFront();
  const text = await other.evaluate(() => navigator.clipboard.readText());
  await other.close();
  return text;
}

test('the receipt is left by three fingers only when they come up as they went down, and what was copied is gone', async ({
  page,
  reclaim,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${reclaim.origin}/en/choose`);
  await choosePhotos(page, [{ name: 'a.png', mimeType: 'image/png', buffer: pattern(41) }]);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  await copy(page.getByRole('button', { name: 'Copy' }).first());
  const number = await page.locator('#case-number').innerText();
  expect(await pasted(context)).toBe(number);
  await page.bringToFront();
  // A screenshot, and a finger that the system takes over.
  await threeFingers(page, 60);
  await threeFingers(page, 0, 'touchcancel');
  await expect(page.locator('#case-number')).toHaveText(number);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorY)).toBe('contain');
  await threeFingers(page, 5);
  await expect(page).toHaveTitle('Elsewhere');
  await expect.poll(() => pasted(context)).toBe('');
});

test('without a network the page is blank all the same, and what was typed is gone', async ({ page, reclaim, context }) => {
  await page.goto(`${reclaim.origin}/en/status`);
  await page.getByLabel('Case number').fill('7K3M-9QXZ-04TD-8');
  await page.locator('#pin').fill('1234 5678');
  const { values } = await typedWhenLeft(page);
  await context.unroute(`${ELSEWHERE}**`);
  await context.setOffline(true);
  await leave(page);
  expect([...new Set(await values)]).toEqual(['']);
  await expect.poll(() => page.url()).not.toContain(reclaim.origin);
});

test('nothing of a letter is left in its fields', async ({ page, reclaim }) => {
  await page.goto(`${reclaim.origin}/en/letter/us`);
  await page.locator('#letter-where').fill('https://example.com/1');
  await page.locator('#letter-signed').fill('Robin');
  const { values } = await typedWhenLeft(page);
  await leave(page);
  expect([...new Set(await values)]).toEqual(['']);
  await expect(page).toHaveTitle('Elsewhere');
});

test('the link leaves without telling where from', async ({ page, reclaim, context }) => {
  let referrer: string | undefined = 'not asked';
  context.on('request', (request) => {
    if (request.url().startsWith(ELSEWHERE)) referrer = request.headers()['referer'];
  });
  const { asked } = await askedInPassing(page);
  await page.goto(`${reclaim.origin}/en/how-it-works`);
  await Promise.all([
    page.waitForRequest(`${reclaim.origin}/leave`),
    page.getByRole('link', { name: 'Leave now' }).first().click(),
  ]);
  await expect(page).toHaveTitle('Elsewhere');
  expect(referrer).toBeUndefined();
  expect(await asked).toEqual({ method: 'POST', keepalive: true });
});

/** Every file below a folder. */
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());

test('after the journey the browser has written neither number nor PIN nor words of a page to the disk', async ({
  reclaim,
  request,
}) => {
  const receipt = await submit(request, reclaim.origin, 2);
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  const { launchOptions } = test.info().project.use;
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, locale: 'en-GB' });
  await withElsewhere(context);
  const page = await context.newPage();
  const words: string[] = [];
  for (const path of ['', '/start/threat/now', '/help/us', '/choose', '/letter/us']) {
    await page.goto(`${reclaim.origin}/en${path}`);
    words.push(...(await page.locator('main p').allInnerTexts()).filter((text) => text.length > 30));
  }
  // What is typed into a letter stays on the page, and that is not kept either.
  const typed = ['zq-where.example/post/7', 'Zq Signature'];
  await page.locator('#letter-where').fill(typed[0]);
  await page.locator('#letter-signed').fill(typed[1]);
  await page.waitForTimeout(4_000);
  await page.goto(`${reclaim.origin}/en/choose`);
  await choosePhotos(page, [{ name: 'zq-holiday.png', mimeType: 'image/png', buffer: pattern(31) }]);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.locator('#receipt')).toBeVisible();
  const shown = {
    case_number: (await page.locator('#case-number').textContent())!,
    pin: (await page.locator('#case-pin').textContent())!,
  };
  words.push(...(await page.locator('main p').allInnerTexts()).filter((text) => text.length > 30));
  await openCase(page, reclaim.origin, receipt.case_number, receipt.pin);
  await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
  words.push(...(await page.locator('main p').allInnerTexts()).filter((text) => text.length > 30));
  // Long enough to read it, and for the browser to write down which pages are open: what each form here sends too.
  await page.waitForTimeout(4_000);
  for (const button of ['Take them back after a day', 'Keep them on the list', 'Add more']) {
    await page.getByRole('button', { name: button }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForTimeout(4_000);
  }
  await leave(page);
  await expect(page).toHaveTitle('Elsewhere');
  await page.waitForTimeout(1_000);
  await context.close();

  const secrets = [receipt, shown].flatMap(({ case_number, pin }) => [
    case_number,
    case_number.replaceAll('-', ''),
    pin,
    pin.replace(' ', '+'),
    pin.replace(' ', ''),
  ]);
  secrets.push('zq-holiday', ...typed, ...words);
  expect(words.length).toBeGreaterThan(20);
  const written = files(profile);
  expect(written.length).toBeGreaterThan(5);
  const found: string[] = [];
  for (const path of written) {
    const content = readFileSync(path);
    for (const secret of secrets) {
      const forms = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')];
      if (forms.some((form) => content.includes(form))) found.push(`${path.slice(profile.length)}: ${secret}`);
    }
  }
  expect(found).toEqual([]);
  rmSync(profile, { recursive: true, force: true });
});
