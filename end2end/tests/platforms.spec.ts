// A platform's way in, and everything that it does there, with and without JavaScript.

import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Page } from '@playwright/test';

import { follow, look, signIn, signInAs, submit } from '../actions';
import { Phone } from '../codes';
import { Reclaim, expect, test as base } from '../fixtures';

const test = base.extend<{}, { reclaim: Reclaim }>({
  reclaim: [
    async ({}, use) => {
      const reclaim = await Reclaim.start('--webhook-loopback');
      await use(reclaim);
      await reclaim.stop();
    },
    { scope: 'worker' },
  ],
});

const PASSPHRASE = 'frog lantern obtains marble';

/** Makes an account with an invitation and signs in with it. Returns the first key, if one was handed over. */
async function enter(page: Page, site: string, code: string, name: string): Promise<string | undefined> {
  await page.goto(`${site}/platform/claim`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('A name to sign in with').fill(name);
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await look(page, 'account');
  await page.getByRole('button', { name: 'Make the account' }).click();
  const address = await page.getByRole('link', { name: 'Open it on this device' }).getAttribute('href');
  const phone = Phone.scan(address ?? '');
  await expect(page.getByRole('listitem')).toHaveCount(8);
  await page.waitForLoadState('domcontentloaded');
  const bearer = (await page.locator('#bearer').count()) > 0 ? await page.locator('#bearer').innerText() : undefined;
  await look(page, 'enrolled');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  // Before there is a code: it lasts a while only.
  await look(page, 'sign-in');
  await page.getByLabel('Code').fill(await phone.code());
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  return bearer;
}

test('an organisation asks, two people agree, and it makes its account', async ({ page, site, reclaim, browser, request }, info) => {
  const name = `Example ${info.testId}`;
  await page.goto(`${site}/platform/join`);
  await page.getByLabel('Name of your organisation').fill(name);
  await page.getByLabel('Your products').fill('Example Photos, Example Chat');
  await page.getByLabel('How to reach you').fill('Robin, Trust and Safety, trust@example.com');
  await page.getByLabel('Take down what matches').check();
  await page.getByLabel('We accept this agreement.').check();
  await look(page, 'join');
  await page.getByRole('button', { name: 'Send the request' }).click();
  const code = await page.locator('.secret-value').innerText();
  await look(page, 'join-sent');

  const second = reclaim.command('staff', 'add', `ben-${info.testId}`, '--role', 'admin');
  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const another = async () => (await browser.newContext(options)).newPage();
  const [ada, ben] = [await another(), await another()];
  await signIn(ada, reclaim);
  await ada.goto(`${site}/staff/applications`);
  await look(ada, 'applications');
  await ada.getByRole('link', { name }).click();
  await expect(ada.getByText('trust@example.com')).toBeVisible();
  await look(ada, 'application');
  await ada.getByLabel('Why').first().fill('Called them at the number on their site');
  await follow(ada, ada.getByRole('button', { name: 'Propose to accept' }));

  const passphrase = /Passphrase \(shown once\): (\S+)/.exec(second)![1];
  const phone = Phone.scan(/otpauth:\S+/.exec(second)![0]);
  await signInAs(ben, site, `ben-${info.testId}`, passphrase, await phone.code());
  await ben.goto(`${site}/staff/proposals`);
  await expect(ben.getByText(`Let ${name} follow the lists`)).toBeVisible();
  await follow(ben, ben.getByRole('button', { name: 'Agree, and do it' }).first());
  await ben.goto(`${site}/staff/platforms`);
  await expect(ben.getByText(name)).toBeVisible();
  await look(ben, 'staff-platforms');
  await ada.context().close();
  await ben.context().close();

  const bearer = await enter(page, site, code, `robin-${info.testId}`);
  const lists = await request.get(`${site}/api/v1/lists`, { headers: { authorization: `Bearer ${bearer}` } });
  expect(lists.status()).toBe(200);
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await page.goto(`${site}/platform/keys`);
  const subscription = await page.locator('#subscription-key').innerText();
  await look(page, 'keys');
  const hashes = await request.get(`${site}/stopncii/exploitative/v1/FetchHashes?startTimestamp=10`, {
    headers: { 'x-functions-key': bearer!, 'Ocp-Apim-Subscription-Key': subscription },
  });
  expect(hashes.status()).toBe(200);
});

test('a platform is woken, sees how far it is, and takes its records along', async ({ page, site, reclaim, request }, info) => {
  const name = `Woken ${info.testId}`;
  const added = reclaim.command('subscriber', 'add', name);
  const member = /member (\d+)/.exec(added)![1];
  const bearer = /bearer\s+(\S+)/.exec(added)![1];
  const code = reclaim.command('subscriber', 'invite', member).split('\n')[1].trim();
  await enter(page, site, code, `woken-${info.testId}`);

  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const receiver = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (part) => (body += part));
    incoming.on('end', () => {
      received.push({ headers: incoming.headers, body });
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const port = (receiver.address() as AddressInfo).port;
  await page.getByRole('link', { name: 'Webhook' }).click();
  await page.getByLabel('Address').fill('https://10.0.0.1/hook');
  await page.getByRole('button', { name: 'Set the webhook' }).click();
  await expect(page.getByRole('alert')).toContainText('public internet');
  await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
  await page.getByRole('button', { name: 'Set the webhook' }).click();
  await expect(page.locator('.secret-value')).toHaveText(/^whsec_/);
  await submit(request, site, 1);
  await expect.poll(() => received.length).toBeGreaterThan(0);
  // That it has arrived is written down a moment after it has.
  await expect(async () => {
    await page.goto(`${site}/platform/webhook`);
    await expect(page.getByText('delivered').first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await look(page, 'webhook');

  const { headers, body } = received[0];
  const key = Buffer.from((await page.getByText(/whpk_/).innerText()).replace('whpk_', ''), 'base64');
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  const signature = String(headers['webhook-signature']).split(' ').find((one) => one.startsWith('v1a,'))!;
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  expect(verify(null, signed, publicKey, Buffer.from(signature.slice(4), 'base64'))).toBe(true);
  await page.getByRole('button', { name: 'Send again' }).first().click();
  const same = () => received.filter((one) => one.headers['webhook-id'] === headers['webhook-id']);
  await expect.poll(() => same().length).toBeGreaterThan(1);
  receiver.close();

  await request.get(`${site}/api/v1/lists/exploitative/changes`, { headers: { authorization: `Bearer ${bearer}` } });
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('native feed')).toBeVisible();
  await look(page, 'overview');
  await page.getByRole('button', { name: 'Suspend access' }).click();
  await expect(page.getByText('Access is suspended')).toBeVisible();
  const refused = await request.get(`${site}/api/v1/lists`, { headers: { authorization: `Bearer ${bearer}` } });
  expect(refused.status()).toBe(401);
  await follow(page, page.getByRole('button', { name: 'Resume access' }));

  await page.getByRole('link', { name: 'Lists and profile' }).click();
  await page.getByLabel('Your products').fill('Woken Photos');
  await page.getByLabel('Survivors may read that we take part, and this').check();
  await follow(page, page.getByRole('button', { name: 'Keep this profile' }));
  await expect(page.getByLabel('Your products')).toHaveValue('Woken Photos');
  await look(page, 'lists');
  await page.goto(`${site}/en/platforms`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Products: Woken Photos' }).first()).toBeVisible();
  await look(page, 'named');
  await page.goto(`${site}/platform/lists`);

  await follow(page, page.getByRole('link', { name: 'Records' }));
  await look(page, 'records');
  // The session's cookie is for secure sites only; browsers take this address for one, requests outside of them do not.
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const [link, holds] of [
    ['Download the evidence', '"wire":"native"'],
    ['Download the agreement', 'A match is a reason to look'],
    ['exploitative as CSV', 'entry,medium,standing'],
    ['exploitative as Project VIC JSON', 'ProjectVic/DataModels/1.3.xml#Media'],
  ]) {
    const href = await page.getByRole('link', { name: link }).getAttribute('href');
    const file = await request.get(`${site}${href}`, { headers: { cookie } });
    expect(file.headers()['content-disposition']).toContain('attachment');
    expect(await file.text()).toContain(holds);
  }
});
