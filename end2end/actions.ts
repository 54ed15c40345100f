// What people do on the pages, in one place for all tests.

import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';

import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';

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
];

/** Those that are there, or say something else, only where adults are served too. */
export const PAGES_FOR_ADULTS = ['/start/adult', '/choose/adult'];

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

/** Signs in with a passphrase and a code. */
export async function signInAs(page: Page, origin: string, name: string, passphrase: string, code: string): Promise<void> {
  await page.goto(`${origin}/staff/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** Signs in as the demonstration member of staff. Codes are good once, so tests of one server share a session. */
export async function signIn(page: Page, reclaim: Reclaim): Promise<void> {
  const { name, passphrase, phone, cookie } = reclaim.staff;
  if (cookie) {
    await page.context().addCookies([cookie]);
    await page.goto(`${reclaim.origin}/staff`);
    if (await page.getByRole('button', { name: 'Sign out' }).isVisible()) return;
  }
  await signInAs(page, reclaim.origin, name, passphrase, await phone.code());
  const cookies = await page.context().cookies(reclaim.origin);
  reclaim.staff.cookie = cookies.find((one) => one.name.startsWith('__Host-'));
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
export async function openCase(page: Page, origin: string, number: string, pin: string): Promise<void> {
  await page.goto(`${origin}/en/status`);
  await page.getByLabel('Case number').fill(number);
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Open my case' }).click();
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

/** Looks for what keeps people from reading or using a page. The checker is a script, so it needs them on. */
export async function expectAccessible(page: Page, where?: string, except: string[] = []): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  // There are no frames in our pages; without them the checker needs no second page, and is quicker.
  const checker = new AxeBuilder({ page }).disableRules(except).setLegacyMode(true);
  expect((await checker.analyze()).violations, where).toEqual([]);
}

/** Expects that nothing is wider than the window. */
export async function expectFits(page: Page, where: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, where).toBeLessThanOrEqual(0);
}

/** Looks at a page that is open as small and large screens show it, and enlarged. */
export async function expectEveryoneCanRead(page: Page, where: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `${where} at ${width} pixels`);
    await expectAccessible(page, `${where} at ${width} pixels`);
  }
  // What a browser does to a page on a screen of 1280 pixels when someone enlarges it to twice the size; and letters of
  // twice the size besides, which is what phones do.
  await page.setViewportSize({ width: 640, height: 400 });
  await expectFits(page, `${where} enlarged`);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await expectFits(page, `${where} with large letters`);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}
