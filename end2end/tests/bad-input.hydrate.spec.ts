// Files that are broken, too large or no pictures at all: a sentence beside each, and the others keep going.

import { createHash } from 'node:crypto';

import type { Page } from '@playwright/test';

import { choosePhotos, openCase, pattern, submit } from '../actions';
import { expect, test } from '../fixtures';

/** A PNG header that claims 60,000 by 60,000 pixels. */
function bomb(): Buffer {
  const good = Buffer.from(pattern(1));
  good.writeUInt32BE(60_000, 16);
  good.writeUInt32BE(60_000, 20);
  // The header's checksum has to fit, or it would only be a damaged file.
  let crc = 0xffffffff;
  for (const byte of good.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  good.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 29);
  return good;
}

const png = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

test('each bad file gets its own sentence and the good ones are ready', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  const good = pattern(7);
  await choosePhotos(page, [
    png('zq-good.png', good),
    png('zq-empty.png', Buffer.alloc(0)),
    { name: 'zq-note.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear diary') },
    png('zq-broken.png', Buffer.concat([good.subarray(0, 60), Buffer.alloc(400, 0x55)])),
    png('zq-huge.png', bomb()),
    png('zq-odd.jpg', pattern(8)),
    png('zq-again.png', good),
    { name: 'zq-clip.mp4', mimeType: 'video/mp4', buffer: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom') },
  ]);
  const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
  await expect(row('This file is empty')).toHaveCount(1);
  await expect(row('This is not a photo or video')).toHaveCount(1);
  await expect(row('This photo is damaged')).toHaveCount(1);
  await expect(row('This photo is too big to read')).toHaveCount(1);
  await expect(row('This is the same file as number')).toHaveCount(1);
  await expect(row('This video is damaged')).toHaveCount(1);
  await expect(page.getByText('ready to send')).toHaveText(/^5 of \d+ ready to send$/);
  await expect(page.getByText('zq'), 'a file name on the page').toHaveCount(0);
});

test('many files can be chosen at once, photos and videos', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  const field = page.locator('input[type=file]');
  await expect(field).toHaveAttribute('multiple');
  await expect(field).toHaveAttribute('accept', /image\/\*.*video\/\*/);
});

test('a file can be removed before anything is sent', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(1)), png('b.png', pattern(2))]);
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).first().click();
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
});

test('when the network goes nothing is lost, and one button sends it as one case', async ({
  page,
  site,
  context,
}) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(3))]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await context.setOffline(false);
  // The answer to the first try gets lost on its way; the second try is the same submission.
  let first: string | null = null;
  await page.route('**/submissions', async (route) => {
    first = route.request().postData();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await page.unroute('**/submissions');
  const [second] = await Promise.all([
    page.waitForRequest('**/submissions'),
    page.getByRole('button', { name: 'Try again' }).click(),
  ]);
  expect(second.postData()).toBe(first);
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
});

test('closing the page in the middle leaves nothing half, and the file can be sent again', async ({
  page,
  site,
  reclaim,
  context,
  request,
}) => {
  const file = png('a.png', pattern(907));
  const sha256 = createHash('sha256').update(file.buffer).digest('hex');
  const headers = { authorization: `Bearer ${reclaim.platform.bearer}` };
  /** How many entries of the list have the file's hash. */
  const listed = async () => {
    let [count, after, more] = [0, 0, true];
    while (more) {
      const answer = await request.get(`${site}/api/v1/lists/exploitative/changes?after=${after}`, { headers });
      const { changes, ...rest } = await answer.json();
      count += changes.filter((change: object) => JSON.stringify(change).includes(sha256)).length;
      after = changes.at(-1)?.number ?? after;
      more = rest.more;
    }
    return count;
  };
  const posted: string[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/submissions')) posted.push(request.postData() ?? '');
  });
  const hashing = await context.newPage();
  // The file is being read, and stays so.
  await hashing.addInitScript(() => {
    const Real = Worker;
    (window as any).Worker = class extends Real {
      set onmessage(hear: any) {
        super.onmessage = (event: MessageEvent) => event.data.type === 'hashed' || hear(event);
      }
    };
  });
  await hashing.goto(`${site}/en/choose`);
  await choosePhotos(hashing, [file]);
  await expect(hashing.locator('[data-state=reading]')).toHaveCount(1);
  await hashing.close();
  expect(posted, 'nothing of what was not ready').toEqual([]);

  const sending = await context.newPage();
  await sending.goto(`${site}/en/choose`);
  await choosePhotos(sending, [file]);
  await expect(sending.getByText('1 of 1 ready to send')).toBeVisible();
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  // It arrives, and the answer comes to nobody.
  await sending.route('**/submissions', async (route) => {
    await route.fetch();
    arrive();
  });
  await sending.getByRole('button', { name: 'Send the codes' }).click();
  await arrived;
  await sending.close();
  await expect.poll(listed).toBe(1);

  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [file]);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  const [number, pin] = await page.locator('.secret-value').allInnerTexts();
  await openCase(page, site, number, pin);
  await expect(page.locator('.item')).toHaveCount(1);
  // One case more, of which nobody has the number, and no third.
  await expect.poll(listed).toBe(2);
  expect(posted).toHaveLength(2);
});

test('a browser that cannot time requests itself sends all the same, and gives up on an answer that does not come', async ({
  page,
  site,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    delete (AbortSignal as any).timeout;
  });
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(15))]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await page.route('**/submissions', () => {});
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('button', { name: 'Sending' })).toBeVisible();
  await page.clock.fastForward('02:01');
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await page.unroute('**/submissions');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
});

/** Remembers what is posted, and what could be read on the page before. */
function remember(page: Page): { posted: string[]; shown: string[]; press: (name: string) => Promise<void> } {
  const [posted, shown]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (request.url().endsWith('/submissions')) posted.push(request.postData() ?? '');
  });
  const press = async (name: string) => {
    shown.push((await page.locator('pre.sent').textContent())!);
    await page.getByRole('button', { name }).click();
  };
  return { posted, shown, press };
}

/** Presses the button of this name: what is sent arrives, and the answer gets lost. */
async function sendUnheard(page: Page, press: (name: string) => Promise<void>, name: string): Promise<void> {
  await page.route('**/submissions', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await press(name);
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await page.unroute('**/submissions');
}

/** Sends two photos whose answer gets lost, takes the first out, adds another and tries again: only then is the case known. */
async function arriveUnheard(page: Page, site: string, seed: number, press: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(seed)), png('b.png', pattern(seed + 1))]);
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  // It arrives, but nobody here knows that.
  await sendUnheard(page, press, 'Send the codes');
  await page.getByRole('button', { name: 'Photo 1: Remove' }).click();
  await choosePhotos(page, [png('c.png', pattern(seed + 2))]);
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  await press('Try again');
  await expect(page.getByText('Some of your files are not in it yet.')).toBeVisible();
  // As the case numbers what it has, in which the one that was taken out is the first.
  await expect(page.locator('.row-name')).toHaveText(['Photo 2', 'New photo 1']);
  await expect(page.locator('#receipt-earlier')).toContainText(/Their numbers there: 1$/);
}

test('files that are changed after an answer got lost go into the case that was made', async ({
  page,
  site,
}) => {
  const { posted, shown, press } = remember(page);
  await arriveUnheard(page, site, 12, press);
  const sent = page.getByRole('heading', { name: 'It is sent' });
  const unsent = page.getByText('Some of your files are not sent yet.');
  await expect(sent).toBeHidden();
  await expect(unsent).toBeVisible();
  const number = await page.locator('#case-number').innerText();
  expect(number).toMatch(/^[0-9A-Z]{4}-/);
  expect(posted, 'nothing was added yet').toHaveLength(3);
  expect(JSON.parse((await page.locator('pre.sent').textContent())!).case.number).toBe(number);
  await expect(page.getByText('We send only the codes')).toHaveCount(0);
  await expect(page.getByText('with your case number and your PIN')).toBeVisible();
  // The addition gets lost as well: the case is known by then, and the rest is not lost.
  await page.route('**/submissions', (route) => route.abort());
  await press('Try again');
  await expect(page.getByText('No answer came back. Nothing is lost.')).toBeVisible();
  await expect(sent).toBeHidden();
  await expect(unsent).toBeVisible();
  await page.unroute('**/submissions');
  await press('Try again');
  await expect(sent).toBeFocused();
  await expect(unsent).toBeHidden();
  await expect(page.locator('.picker')).toBeHidden();
  await expect(page.getByText('An earlier try had reached us, so it counts.')).toBeVisible();
  await expect(page.locator('#case-number')).toHaveText(number);
  const dotted = (body: string) => body.replace(/"pin": "[^"]*"/, '"pin": "••••••••"');
  for (const body of posted) expect(shown, 'what is sent was shown, but for the PIN').toContain(dotted(body));
  await openCase(page, site, number, await page.locator('#case-pin').innerText());
  await expect(page.locator('.item')).toHaveCount(3);
});

test('what was added unheard and then replaced is named by its number in the case', async ({ page, site }) => {
  const { press } = remember(page);
  await arriveUnheard(page, site, 20, press);
  await sendUnheard(page, press, 'Try again');
  await choosePhotos(page, [png('d.png', pattern(23))]);
  await expect(page.getByText('3 of 3 ready to send')).toBeVisible();
  await page.getByRole('button', { name: 'New photo 1: Remove' }).click();
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  await expect(page.locator('.row-name')).toHaveText(['Photo 2', 'New photo 1']);
  await press('Try again');
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeFocused();
  await expect(page.locator('#added-numbers li')).toHaveText(['New photo 1 is Photo 4 in your case']);
  await expect(page.locator('#receipt-earlier')).toContainText(/Their numbers there: 1, 3$/);
  await expect(page.locator('#unheard'), 'nothing is there that has no number').toBeHidden();
  const [number, pin] = await page.locator('.secret-value').allInnerTexts();
  await openCase(page, site, number, pin);
  await expect(page.locator('.item')).toHaveCount(4);
});

test('what is taken out instead of being added ends it there', async ({ page, site }) => {
  const { press } = remember(page);
  await arriveUnheard(page, site, 16, press);
  // What arrived and is taken out as well is said too.
  await page.getByRole('button', { name: 'Photo 2: Remove' }).click();
  await expect(page.locator('#receipt-earlier')).toContainText(/Their numbers there: 1, 2$/);
  // What may have arrived is said to be there perhaps: no answer tells its number.
  await sendUnheard(page, press, 'Try again');
  await expect(page.locator('#unheard')).toBeHidden();
  await page.getByRole('button', { name: 'New photo 1: Remove' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeFocused();
  await expect(page.locator('#receipt-earlier')).toContainText(/Their numbers there: 1, 2$/);
  await expect(page.locator('#unheard')).toHaveText(/^You tried to send some files and then took them out\./);
  await expect(page.locator('#unheard')).toBeVisible();
  await expect(page.getByText('Some of your files are not sent yet.')).toBeHidden();
  const [number, pin] = await page.locator('.secret-value').allInnerTexts();
  await openCase(page, site, number, pin);
  await expect(page.locator('.item')).toHaveCount(3);
  // So it is where more is added to an open case: while nothing is left to send, and once something else is added.
  await page.getByRole('button', { name: 'Add more' }).click();
  await choosePhotos(page, [png('d.png', pattern(19))]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await sendUnheard(page, press, 'Send the codes');
  await expect(page.locator('#unheard-so-far')).toBeHidden();
  await page.getByRole('button', { name: 'New photo 1: Remove' }).click();
  await expect(page.locator('#unheard-so-far')).toBeVisible();
  await choosePhotos(page, [png('e.png', pattern(24))]);
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
  await press('Try again');
  await expect(page.getByRole('heading', { name: 'They are added' })).toBeFocused();
  await expect(page.locator('#added-numbers li')).toHaveText(['New photo 1 is Photo 5 in your case']);
  await expect(page.locator('#unheard-so-far')).toBeHidden();
  await expect(page.locator('#unheard')).toBeVisible();
});

test('a problem with a file is over when the file is taken out', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(30)), png('b.png', pattern(31))]);
  await expect(page.getByText('2 of 2 ready to send')).toBeVisible();
  await page.route('**/submissions', (route) => route.fulfill({ status: 422, json: { field: 'items[0].pdq' } }));
  await page.getByRole('button', { name: 'Send the codes' }).click();
  const problem = page.getByText('One of the files could not be used.');
  await expect(problem).toBeVisible();
  await expect(page.getByText('The server could not use this one.')).toBeVisible();
  await page.unroute('**/submissions');
  await page.getByRole('button', { name: 'Photo 1: Remove' }).click();
  await expect(problem).toBeHidden();
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
});

test('whoever has to wait hears why and how long as the answer says it, and to keep the page', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(32))]);
  const wait = 'There were too many tries with this number. Try again in 30 minutes.';
  const busy = 'We have a lot to do right now. That is not because of you. Try again in 5 seconds.';
  const trouble = 'Something is not working on our side right now. It is our fault, not yours. Try again in 5 seconds.';
  for (const [status, body, said] of [
    [429, JSON.stringify({ title: wait }), `Nothing is lost. Keep this page open. ${wait}`],
    // Not from us, but from something in between.
    [429, '', 'A lot of people are here right now. Nothing is lost.'],
    [503, JSON.stringify({ title: busy }), `Nothing is lost. Keep this page open. ${busy}`],
    [503, JSON.stringify({ title: trouble }), `Nothing is lost. Keep this page open. ${trouble}`],
    [503, '<h1>Service unavailable</h1>', 'A lot of people are here right now. Nothing is lost.'],
  ] as const) {
    await page.route('**/submissions', (route) => route.fulfill({ status, body }));
    await page.locator('.review .button-main').click();
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
    await page.unroute('**/submissions');
  }
});

test('files that could not be read are said not to be in what was sent', async ({ page, site }) => {
  // Of the first two files the worker ends, as it does when memory is refused.
  await page.addInitScript(() => {
    const Real = Worker;
    let ends = 2;
    (window as any).Worker = class extends Real {
      postMessage(message: any) {
        if (message?.type === 'hash' && ends-- > 0) this.dispatchEvent(new ErrorEvent('error'));
        else super.postMessage(message);
      }
    };
  });
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [33, 34, 35].map((seed) => png(`${seed}.png`, pattern(seed))));
  await expect(page.getByText('1 of 3 ready to send')).toBeVisible();
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  await expect(page.getByText('Files that could not be read and are not in it: 2')).toBeVisible();
});

test('hashing goes on when the internet is switched off after loading', async ({ page, site, context }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(4))]);
  await expect(page.getByText('You can turn off your internet now')).toBeVisible();
  await context.setOffline(true);
  await choosePhotos(page, [png('b.png', pattern(5)), png('c.png', pattern(6))]);
  await expect(page.getByText('3 of 3 ready to send')).toBeVisible();
});

test('more is added to an open case, and sending it again adds nothing', async ({ page, site, request }) => {
  const receipt = await submit(request, site, 2);
  for (const before of [false, true]) {
    await openCase(page, site, receipt.case_number, receipt.pin);
    await page.getByRole('button', { name: 'Add more' }).click();
    await expect(page.getByText('If you choose some, they are added to your case.')).toBeVisible();
    await choosePhotos(page, [png('a.png', pattern(9))]);
    await expect(page.getByText('We send the codes, with your case number and your PIN')).toBeVisible();
    await page.getByText('See exactly what will be sent').click();
    await expect(page.getByText('Your PIN is sent too. Here it is shown as dots.')).toBeVisible();
    await expect(page.locator('pre.sent')).toContainText(receipt.case_number);
    await expect(page.locator('pre.sent')).not.toContainText(receipt.pin);
    await page.getByRole('button', { name: 'Send the codes' }).click();
    await expect(page.getByRole('heading', { name: 'They are added' })).toBeFocused();
    await expect(page.getByText('Some or all of them were in your case already.')).toBeVisible({
      visible: before,
    });
    await openCase(page, site, receipt.case_number, receipt.pin);
    await expect(page.locator('.item')).toHaveCount(3);
  }
});

test('what is added is said to have the numbers that the case gives it', async ({ page, site }) => {
  const [one, a, two, b] = [41, 42, 43, 44].map((seed) => png(`${seed}.png`, pattern(seed)));
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [one, two]);
  await expect(page.locator('.row-name')).toHaveText(['Photo 1', 'Photo 2']);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  const [number, pin] = await page.locator('.secret-value').allInnerTexts();
  await openCase(page, site, number, pin);
  await page.getByRole('button', { name: 'Add more' }).click();
  await choosePhotos(page, [one, a, two, b]);
  await expect(page.getByText('4 of 4 ready to send')).toBeVisible();
  await expect(page.locator('.row-name')).toHaveText(['New photo 1', 'New photo 2', 'New photo 3', 'New photo 4']);
  await page.getByRole('button', { name: 'Send the codes' }).click();
  await expect(page.locator('#added-numbers li')).toHaveText([
    'New photo 1 is Photo 1 in your case',
    'New photo 2 is Photo 3 in your case',
    'New photo 3 is Photo 2 in your case',
    'New photo 4 is Photo 4 in your case',
  ]);
  await openCase(page, site, number, pin);
  await expect(page.locator('.item')).toHaveCount(4);
});

test('a file for which the device has no memory can be sent with its exact codes', async ({ page, site }) => {
  // The worker ends as it does when memory is refused.
  await page.addInitScript(() => {
    const Real = Worker;
    (window as any).Worker = class extends Real {
      postMessage(message: any) {
        if (message?.type === 'hash' && !message.exact) this.dispatchEvent(new ErrorEvent('error'));
        else super.postMessage(message);
      }
    };
  });
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(10))]);
  await expect(page.getByText('Your device did not have enough memory for this file.')).toBeVisible();
  await page.getByRole('button', { name: 'Look for exact copies only' }).click();
  await expect(page.getByText('You chose to look for exact copies only.')).toBeVisible();
  await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
});

test('an answer that does not come is not sent twice by pressing twice', async ({ page, site }) => {
  await page.goto(`${site}/en/choose`);
  await choosePhotos(page, [png('a.png', pattern(11))]);
  let sent = 0;
  let answer = () => {};
  const pressedTwice = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/submissions', async (route) => {
    sent += 1;
    await pressedTwice;
    await route.continue();
  });
  const send = page.locator('.review .button-main');
  await send.click();
  await send.click({ force: true });
  answer();
  await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  expect(sent).toBe(1);
});
