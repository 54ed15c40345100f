// The main job, end to end: photographs hashed in the browser reach a platform's own client, and leave it again.

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { choosePhotos, copy, expectAccessible, follow, picture, signIn } from '../actions';
import { expect, python, testAlone } from '../fixtures';
import { distance } from '../hashes';
import { listen, shares, wordsOf } from '../secrecy';

const test = testAlone();

interface Photograph {
  file: string;
  lossless: boolean;
  pdq: string;
  quality: number;
}

test('photographs reach a platform as hashes only, and leave it when withdrawn', async ({
  page,
  site,
  reclaim,
  context,
}) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'photographs-'));
  const photographs: Photograph[] = python('photographs.py', folder);
  expect(photographs.length).toBeGreaterThanOrEqual(5);
  const requests = listen(page);
  await context.grantPermissions(['clipboard-write'], { origin: site });
  // Printing is counted instead of opening a dialog.
  await page.addInitScript(() => {
    (window as any).printed = 0;
    window.print = () => void ((window as any).printed += 1);
  });

  await test.step('the survivor answers the questions and picks the photographs', async () => {
    await page.goto(site);
    for (const answer of ['Start', 'Go on', 'I am', 'No', 'Yes, I was under 18', 'Yes, it is on this device']) {
      await page.getByRole('link', { name: answer, exact: true }).click();
    }
    await page.getByRole('link', { name: 'I do not know, or it is not shared yet' }).click();
    await choosePhotos(page, photographs.map((photograph) => photograph.file));
    const count = photographs.length;
    await expect(page.getByText(`${count} of ${count} ready to send`)).toBeVisible({ timeout: 180_000 });
    // No picture is shown until someone asks for it, and then none that anything can be made out on.
    await expect(page.locator('.row-picture:visible')).toHaveCount(0);
    await page.getByRole('button', { name: 'Show small, blurred pictures' }).click();
    await expect(page.locator('.row-picture:visible')).toHaveCount(count);
    await expect(page.locator('.row-picture').first()).toHaveCSS('filter', /blur/);
    await page.getByRole('button', { name: 'Hide the pictures' }).click();
    await expect(page.locator('.row-picture:visible')).toHaveCount(0);
  });

  const submitted = await test.step('what will be sent can be read, and is what is sent', async () => {
    await page.getByText('See exactly what will be sent').click();
    const shown = await page.locator('pre.sent').textContent();
    const [sending] = await Promise.all([
      page.waitForRequest('**/submissions'),
      page.getByRole('button', { name: 'Send the codes' }).click(),
    ]);
    expect(sending.postData()).toBe(shown);
    expect([4_096, 32_768, 262_144, 1_048_576]).toContain(Buffer.byteLength(shown!));
    return JSON.parse(shown!);
  });

  await test.step('every PDQ is the reference implementation’s', async () => {
    for (const [position, photograph] of photographs.entries()) {
      const item = submitted.items[position];
      const off = distance(item.pdq, photograph.pdq);
      // Lossless formats give every decoder the same pixels; JPEG decoders differ by rounding.
      expect(off, basename(photograph.file)).toBeLessThanOrEqual(photograph.lossless ? 0 : 10);
      if (photograph.lossless) expect(item.quality).toBe(photograph.quality);
    }
  });

  const receipt = await test.step('number and PIN are shown once', async () => {
    await expect(page.getByRole('heading', { name: 'It is sent' })).toBeFocused();
    const number = (await page.locator('#case-number').textContent())!;
    const pin = (await page.locator('#case-pin').textContent())!;
    expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
    expect(pin).toMatch(/^\d{4} \d{4}$/);
    await copy(page.getByRole('button', { name: 'Copy' }).first());
    await page.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate(() => (window as any).printed)).toBe(1);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await picture(page, 'receipt', [width]);
    }
    await expectAccessible(page);
    // On paper number and PIN stand alone: whoever finds it reads nothing of what they are for.
    await page.emulateMedia({ media: 'print' });
    const onPaper = (await page.locator('body').innerText()).split('\n').filter((line) => line.trim() !== '');
    expect(onPaper).toEqual(['Case number', number, 'PIN', pin]);
    await picture(page, 'receipt-on-paper', [800]);
    await page.emulateMedia({ media: null });
    return { number, pin };
  });

  await test.step('no byte and no name of a file was sent, and nothing is kept in the browser', async () => {
    for (const request of requests) {
      const sent = await wordsOf(request);
      expect(sent.includes('Marker'), request.url()).toBe(false);
      for (const photograph of photographs) {
        const body = request.postDataBuffer();
        if (body) expect(shares(body, readFileSync(photograph.file))).toBe(false);
      }
    }
    expect(await context.cookies()).toEqual([]);
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    }));
    expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
  });

  await test.step('staff confirm them', async () => {
    const staff = await context.browser()!.newContext();
    const desk = await staff.newPage();
    await signIn(desk, reclaim);
    for (let left = photographs.length; left > 0; left -= 1) {
      await desk.goto(`${site}/staff?queue=unverified`);
      await desk.getByRole('table').getByRole('link').first().click();
      await desk.getByRole('radio', { name: 'The facts fit together' }).check();
      await follow(desk, desk.getByRole('button', { name: 'Record the decision' }));
      await expect(desk.getByText('Confirmed').first()).toBeVisible();
    }
    await desk.goto(`${site}/staff?queue=unverified`);
    await expect(desk.getByText('Nothing here')).toBeVisible();
    await staff.close();
  });

  const sync = () => {
    const { user, password } = reclaim.platform;
    const now = Math.floor(Date.now() / 1000);
    return python('ncmec_sync.py', `${site}/ncmec/exploitative`, user, password, '0', String(now));
  };
  const synced = (wanted: (updates: any[]) => boolean) =>
    expect.poll(() => wanted(sync()), { timeout: 180_000, intervals: [1_000] }).toBe(true);
  const pdqs = (updates: any[]) => updates.filter((update) => !update.deleted).map((update) => update.fingerprints.pdq);

  await test.step('the unmodified client of a platform reads every one', async () => {
    const sent = submitted.items.map((item: any) => item.pdq).sort();
    await synced((updates) => JSON.stringify(pdqs(updates).sort()) === JSON.stringify(sent));
  });

  const asTyped = receipt.number.toLowerCase().replaceAll('-', ' ');
  await test.step('the survivor sees them on the list and takes them back at once', async () => {
    await page.getByRole('link', { name: 'Check on a case' }).first().click();
    await page.getByLabel('Case number').fill(asTyped);
    await page.getByLabel('PIN', { exact: true }).fill(receipt.pin);
    await page.getByRole('button', { name: 'Open my case' }).click();
    await expect(page.locator('.item').getByText('On the list', { exact: true })).toHaveCount(photographs.length);
    await page.getByText('I do not want to wait a day').click();
    await page.getByRole('button', { name: 'Take them back now' }).click();
    await expect(page.locator('.item').getByText('Taken back', { exact: true })).toHaveCount(photographs.length);
    expect(page.url()).not.toContain(receipt.number);
  });

  await test.step('the same client sees every tombstone', async () => {
    await synced((updates) => updates.length === photographs.length && updates.every((update) => update.deleted));
  });

  await test.step('the server’s log, of which nothing was left out, holds nothing of all that', async () => {
    expect(reclaim.log).toContain('/status/withdraw');
    const hashes = submitted.items.flatMap(({ sha256, sha1, md5, pdq, variants }: any) => [
      sha256,
      sha1,
      md5,
      pdq,
      ...(variants ?? []).map((variant: any) => variant.pdq),
    ]);
    const { number, pin } = receipt;
    const secrets = [number, number.replaceAll('-', ''), asTyped, asTyped.replaceAll(' ', '+'), submitted.key];
    secrets.push(pin, pin.replace(' ', ''), pin.replace(' ', '+'), 'Marker');
    secrets.push(...hashes.filter((hash: unknown) => typeof hash === 'string'));
    expect(secrets.length).toBeGreaterThan(9 + 3 * photographs.length);
    for (const secret of secrets) expect(reclaim.log.includes(secret), secret).toBe(false);
  });
});
