// What people do on the pages, in one place for all tests.

import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';

import type { APIRequestContext, Browser, Locator, Page } from '@playwright/test';
import axe from 'axe-core';

import { Phone } from './codes';
import { expect, required, test, type Reclaim } from './fixtures';

/**
 * Every survivor's page that is asked for by its address, without its language. A test of the server
 * (`server/src/router/matrix.rs`) fails when one is missing here.
 */
export const PAGES = [
  '',
  '/start',
  '/start/who',
  '/start/helping',
  '/start/threat',
  '/start/threat/now',
  '/start/age',
  '/start/device',
  '/start/where',
  '/start/where/site',
  '/start/where/chat',
  '/start/where/search',
  '/start/adult',
  '/start/adult/no-file',
  '/start/no-file',
  '/choose',
  '/status',
  '/help',
  '/help/us',
  '/how-it-works',
  '/platforms',
  '/check',
  '/letter',
  '/letter/us',
  '/letter/eu',
  '/letter/gb',
  '/letter/other',
];

/** Those that are there, or say something else, only where adults are served too. */
export const PAGES_FOR_ADULTS = [
  '/start/adult',
  '/start/adult/where',
  '/start/adult/where/site',
  '/start/adult/where/chat',
  '/start/adult/where/search',
  '/choose/adult',
];

/** The widths of a small phone, a usual one, and a screen on a desk. */
export const WIDTHS = [320, 360, 1280];

/** A small PNG of a noisy pattern, made by Pillow. */
export function pattern(seed: number): Buffer {
  const program =
    'import sys,io,numpy as n;from PIL import Image;' +
    'r=n.random.default_rng(int(sys.argv[1]));b=io.BytesIO();' +
    "Image.fromarray(r.integers(0,256,(40,40,3),dtype=n.uint8)).resize((200,160)).save(b,'PNG');" +
    'sys.stdout.buffer.write(b.getvalue())';
  return execFileSync(required('RECLAIM_PYTHON'), ['-c', program, String(seed)]);
}

/** Chooses files with the button of the picker. */
export async function choosePhotos(
  page: Page,
  files: (string | { name: string; mimeType: string; buffer: Buffer })[],
): Promise<void> {
  // The picker wakes up when its bundle has arrived; before that its button does nothing.
  await expect(page.locator('input[type=file]')).toBeEnabled();
  await page.locator('input[type=file]').setInputFiles(files as any);
}

/** Has the page wait for 15 seconds where it waits for two minutes otherwise: for a worker's next word, for an answer. */
export async function withLittlePatience(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const honest = setTimeout;
    const quick = (run: TimerHandler, wait?: number) => honest(run, wait === 120_000 ? 15_000 : wait);
    window.setTimeout = quick as typeof setTimeout;
  });
}

/** Presses what leads to another page, and waits until that is there: what it was asked for has happened by then. */
export async function follow(page: Page, what: Locator): Promise<void> {
  // Not for its first signs of being read, which may still come of the page before.
  await Promise.all([page.waitForEvent('framenavigated'), what.click()]);
  await page.waitForLoadState('domcontentloaded');
}

/** Presses a button that copies, and waits until it says that it has: it does so for two seconds, too short to look for. */
export async function copy(button: Locator): Promise<void> {
  const said = button.evaluate(
    (button: HTMLElement) =>
      new Promise<void>((resolve) => {
        const look = () => button.textContent === button.dataset.copied && resolve();
        new MutationObserver(look).observe(button, { childList: true, characterData: true, subtree: true });
        look();
      }),
  );
  await Promise.all([said, button.click()]);
}

/** Signs in with a passphrase and a code. */
export async function signInAs(page: Page, origin: string, name: string, passphrase: string, code: string): Promise<void> {
  await page.goto(`${origin}/staff/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** So long a session is shared, in milliseconds: what is sensitive wants a proof of the last ten minutes. */
const SHARED_FOR = 5 * 60_000;

/** Signs in as the demonstration member of staff. Codes are good once, so tests of one server share a session. */
export async function signIn(page: Page, reclaim: Reclaim): Promise<void> {
  const { name, passphrase, phone, session } = reclaim.staff;
  if (session && Date.now() - session.since < SHARED_FOR) {
    await page.context().addCookies([session.cookie]);
    await page.goto(`${reclaim.origin}/staff`);
    if (await page.getByRole('button', { name: 'Sign out' }).isVisible()) return;
  }
  const since = Date.now();
  await signInAs(page, reclaim.origin, name, passphrase, await phone.code());
  // All of them: asked for those of this address, Playwright leaves out what is for secure sites only.
  const cookie = (await page.context().cookies()).find((one) => one.name.startsWith('__Host-'));
  reclaim.staff.session = cookie && { cookie, since };
}

/** Someone with an account that the command line made. */
export function newStaff(
  reclaim: Reclaim,
  name: string,
  role: string,
): { name: string; passphrase: string; phone: Phone } {
  const said = reclaim.command('staff', 'add', name, '--role', role);
  const passphrase = /Passphrase \(shown once\): (\S+)/.exec(said)?.[1] ?? '';
  const address = /otpauth:\S+/.exec(said)?.[0] ?? '';
  return { name, passphrase, phone: Phone.scan(address) };
}

/** Someone else's browser, with scripts or without as in this test. */
export async function another(browser: Browser): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled;
  return (await browser.newContext({ javaScriptEnabled })).newPage();
}

/** The newest lines of the record of acts, as an auditor reads them who has just got an account. */
export async function openRecord(browser: Browser, reclaim: Reclaim): Promise<Page> {
  const auditor = newStaff(reclaim, `auditor-${test.info().testId}`, 'auditor');
  const record = await another(browser);
  await signInAs(record, reclaim.origin, auditor.name, auditor.passphrase, await auditor.phone.code());
  await expect(record.getByRole('heading', { name: 'Record of acts' })).toBeVisible();
  const newest = record.getByRole('link', { name: 'The newest lines' });
  if (await newest.isVisible()) await follow(record, newest);
  return record;
}

/** The lines of the record that say all of this. */
export function linesOf(record: Page, ...said: string[]): Locator {
  const all = record.getByRole('row');
  return said.reduce((lines, text) => lines.filter({ hasText: text }), all);
}

/** A submission as a browser sends it, of `count` made-up photos. */
export function submission(count: number) {
  const hex = (length: number) => randomBytes(length).toString('hex');
  // As in every picture's, half of the bits are set.
  const pdq = () => {
    const half = randomBytes(16);
    return half.toString('hex') + Buffer.from(half.map((byte) => byte ^ 0xff)).toString('hex');
  };
  const items = Array.from({ length: count }, () => ({
    medium: 'image',
    sha256: hex(32),
    md5: createHash('md5').update(hex(8)).digest('hex'),
    pdq: pdq(),
    quality: 100,
  }));
  return { version: 1, key: hex(32), list: 'exploitative', items };
}

/** Submits made-up hashes without a browser and returns the receipt. */
export async function submit(
  request: APIRequestContext,
  origin: string,
  count: number,
): Promise<{ case_number: string; pin: string }> {
  const response = await request.post(`${origin}/submissions`, { data: submission(count) });
  expect(response.status()).toBe(201);
  return response.json();
}

/** Opens a case on the status page. */
export async function openCase(
  page: Page,
  origin: string,
  number: string,
  pin: string,
  language = 'en',
): Promise<void> {
  await page.goto(`${origin}/${language}/status`);
  await page.locator('#number').fill(number);
  await page.locator('#pin').fill(pin);
  await page.locator('main form button').click();
}

/**
 * Opens a case of which each photo has come to something else: a platform disputes the first, staff declined the second,
 * the third was taken back, the fourth will be within a day, and of the fifth nobody knows yet.
 */
export async function openCaseOfAll(
  page: Page,
  site: string,
  reclaim: Reclaim,
  request: APIRequestContext,
): Promise<void> {
  const sent = submission(5);
  // So little can be seen in it that a person checks it first.
  sent.items[4].quality = 10;
  const { case_number: number, pin } = await (await request.post(`${site}/submissions`, { data: sent })).json();
  const headers = { authorization: `Bearer ${reclaim.platform.bearer}` };
  /** The entry of a photo, once a platform has fetched it. */
  const entryOf = async (nth: number): Promise<string> => {
    let entry = '';
    await expect(async () => {
      const answer = await request.get(`${site}/api/v1/lists/exploitative/changes?limit=10000`, { headers });
      const { changes } = await answer.json();
      const mine = (change: object) => JSON.stringify(change).includes(sent.items[nth].sha256);
      entry = changes.find(mine)?.entry ?? '';
      expect(entry).not.toBe('');
    }).toPass();
    return entry;
  };
  const entries: string[] = [];
  for (const nth of [0, 1, 2, 3]) entries.push(await entryOf(nth));
  await signIn(page, reclaim);
  for (const [nth, reason] of ['A platform disputes it', 'It is a known public image'].entries()) {
    await page.goto(`${site}/staff/entries/${entries[nth]}`);
    await page.getByRole('radio', { name: reason }).check();
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
  }
  for (const [photo, when] of [
    ['Photo 3', 'now'],
    ['Photo 4', 'day'],
  ]) {
    await openCase(page, site, number, pin);
    await page.getByText('Take only some back').click();
    await page.getByRole('checkbox', { name: photo }).check();
    await page.locator(`form[action$="/withdraw/some"] button[value=${when}]`).click();
    await expect(page.getByText('Done. What you marked')).toBeVisible();
  }
  // What was fetched is written down a moment later.
  await expect(async () => {
    await openCase(page, site, number, pin);
    await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
    for (const [photo, said] of [
      ['Photo 1', 'On hold'],
      ['Photo 2', 'Not on the list'],
      ['Photo 3', 'Taken back'],
      ...['Photo 1', 'Photo 2', 'Photo 3', 'Photo 4'].map((photo) => [photo, 'One app or site has fetched it']),
      ['Photo 4', 'Comes off the list'],
      ['Photo 5', 'Being checked'],
    ]) {
      await expect(page.locator('.item', { hasText: photo })).toContainText(said, { timeout: 2_000 });
    }
  }).toPass();
}

/** Keeps pictures of a page as phones and screens on a desk show it, for whoever runs this with `RECLAIM_PICTURES=1`. */
export async function picture(page: Page, name: string, widths = [320, 1280]): Promise<void> {
  if (!process.env.RECLAIM_PICTURES) return;
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: test.info().outputPath(`${name}-${width}.png`), fullPage: true });
  }
}

/** The same server under a name: passkeys are bound to names. */
export function named(origin: string): string {
  return origin.replace('127.0.0.1', 'localhost');
}

/** A device that holds passkeys and recognises its owner. */
export async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Rules of the checker whose answer depends on sizes, and those that ask for colours. */
const OF_SIZES = ['scrollable-region-focusable', 'target-size'];
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What a person may wish of a browser, and none of it: a wish that is not named stays as it was before. */
const NO_WISHES = { colorScheme: null, contrast: null, forcedColors: null, reducedMotion: null } as const;

/** Without movement, so that no colour is on its way when it is looked at. */
const STILL = { ...NO_WISHES, reducedMotion: 'reduce' } as const;

/** How people have browsers show pages, besides light. */
const MEDIA = {
  dark: { ...STILL, colorScheme: 'dark' },
  'with strong contrast': { ...STILL, contrast: 'more' },
  'dark with strong contrast': { ...STILL, colorScheme: 'dark', contrast: 'more' },
  'with colours of their own': { ...STILL, forcedColors: 'active' },
} as const;

/**
 * Looks for what keeps people from reading or using a page; `only` by some rules. The checker is a script, so it needs
 * them on.
 */
export async function expectAccessible(page: Page, where?: string, only: string[] = []): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  // What moves or fades in is at its end then, so that no colour is on its way. That is not waited for: one that is held
  // never gets there, and a busy machine may draw nothing for a while.
  await page.evaluate(() => {
    const ends = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    for (const one of ends) one.finish();
  });
  // Once for each page, and without what others need who look at pages in frames: that is several times as quick.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const rules = only.length > 0 ? { runOnly: { type: 'rule' as const, values: only } } : {};
    const checker = (window as unknown as { axe: typeof axe }).axe;
    const found = await checker.run(document, { ...rules, resultTypes: ['violations'] });
    return found.violations.map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      where: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
    }));
  }, only);
  expect(violations, where).toEqual([]);
}

/** Expects that nothing is wider than the window. */
export async function expectFits(page: Page, where: string): Promise<void> {
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // The window may have its new size a moment later.
  await expect.poll(overflow, where).toBeLessThanOrEqual(0);
}

/** What staff and platforms see is looked at on a phone and on a desk: reachable by everyone, no wider than it is, and a picture. */
export async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `${name} at ${width}`);
    await picture(page, name, [width]);
  }
}

/**
 * Looks at a page that is open as small and large screens show it, enlarged, in the dark, with strong contrast and with
 * colours of one's own. What is there is always the same, so all of it is looked at once, and otherwise what may differ.
 */
export async function expectEveryoneCanRead(page: Page, where: string): Promise<void> {
  // Styles are the same without scripts, and the checker needs them.
  const media = test.info().project.use.javaScriptEnabled === false ? {} : MEDIA;
  for (const [place, width] of WIDTHS.entries()) {
    const all = place === WIDTHS.length - 1;
    // Once for each width and not for each wish besides: every other window is waited for.
    await page.setViewportSize({ width, height: 800 });
    // From the top: further down the bar with the way out always lies over something.
    await page.evaluate(() => scrollTo(0, 0));
    await page.emulateMedia(STILL);
    await expectFits(page, `${where} at ${width} pixels`);
    await expectAccessible(page, `${where} at ${width} pixels`, all ? [] : [...OF_SIZES, ...OF_COLOURS]);
    for (const [name, wishes] of Object.entries(media)) {
      await page.emulateMedia(wishes);
      await expectFits(page, `${where} ${name} at ${width} pixels`);
      // Colours that are forced are the person's own, and the checker sees only half of them.
      if (all && wishes.forcedColors === null) await expectAccessible(page, `${where} ${name}`, OF_COLOURS);
    }
  }
  await page.emulateMedia(NO_WISHES);
  // What a browser does to a page on a screen of 1280 pixels when someone enlarges it to twice the size; and letters of
  // twice the size besides, which is what phones do.
  await page.setViewportSize({ width: 640, height: 400 });
  await expectFits(page, `${where} enlarged`);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await expectFits(page, `${where} with large letters`);
  await expect(page.locator('.leave-link'), `${where} with large letters`).toBeInViewport();
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}

/**
 * What is wrong with how the element that has the focus is shown, if anything: it has to be in sight, not under the bar
 * with the way out, and marked. Runs on the page.
 */
export function troubleWithFocus(): string | null {
  const element = document.activeElement as HTMLElement;
  if (!element || element === document.body) return null;
  // The button that stands for a field of files is its label.
  const shown = element.matches('.unseen') ? (element.nextElementSibling as HTMLElement) : element;
  const said = `${shown.outerHTML.slice(0, 90)}:`;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `${said} is not marked`;
  const place = shown.getBoundingClientRect();
  if (place.height === 0 || place.width === 0) return `${said} has no size`;
  const bar = document.querySelector('.bar')!.getBoundingClientRect();
  const top = shown.closest('.bar, .skip') ? 0 : bar.bottom;
  // Of what is larger than the window, or has a caret that the browser shows instead, some of it.
  const visible = Math.min(place.bottom, innerHeight) - Math.max(place.top, top);
  const clear = visible >= Math.min(place.height, 40) && (place.top >= top || place.height > innerHeight - top);
  return clear ? null : `${said} stands from ${place.top} to ${place.bottom}, under a bar to ${top}, of ${innerHeight}`;
}

/**
 * Gives the focus to everything on a page that can have it, from the beginning to the end and back: that way a bar on top
 * is most likely to be in the way. Answers how many that are, and what is wrong with them.
 */
export async function walkWithFocus(page: Page): Promise<{ count: number; troubles: string[] }> {
  // From then on the browser marks what has the focus.
  await page.keyboard.press('Tab');
  return page.evaluate(`(() => {
    const troubleWithFocus = ${troubleWithFocus};
    const all = [...document.querySelectorAll('a, button, input, textarea, summary, [tabindex="0"]')];
    const reached = all.filter((element) => element.checkVisibility() && !element.matches(':disabled'));
    const count = reached.length;
    const troubles = new Set();
    for (const element of [...reached, ...reached.reverse()]) {
      element.focus();
      if (document.activeElement !== element) troubles.add(element.outerHTML.slice(0, 90) + ' takes no focus');
      const trouble = troubleWithFocus();
      if (trouble) troubles.add(trouble);
    }
    return { count, troubles: [...troubles] };
  })()`);
}
