// Accounts of staff: invitations, passkeys, codes, two people. In need of scripts, because passkeys are.

import type { Page } from '@playwright/test';

import { copy, follow, look, named, newStaff, signIn, signInAs, withAuthenticator } from '../actions';
import { Phone } from '../codes';
import { expect, test, testAlone } from '../fixtures';

const alone = testAlone();

const OWN = 'frog lantern obtains marble';

alone('an invited person sets up an account and signs in with a passkey', async ({ page, reclaim, browser }) => {
  const origin = named(reclaim.origin);
  await signInAs(page, origin, 'demo', reclaim.staff.passphrase, await reclaim.staff.phone.code());
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByLabel('Name').fill('robin');
  await page.getByLabel('Role', { exact: true }).selectOption('lead');
  await look(page, 'people');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('link', { name: '/staff/invitation/' }).getAttribute('href');
  await expect(page.getByText(`${origin}${link}`)).toBeVisible();
  await page.context().grantPermissions(['clipboard-write']);
  await copy(page.getByRole('button', { name: 'Copy' }));
  await look(page, 'link');

  const theirs = await (await browser.newContext()).newPage();
  await withAuthenticator(theirs);
  await theirs.goto(`${origin}${link}`);
  const address = await theirs.getByRole('link', { name: 'Open it on this device' }).getAttribute('href');
  const phone = Phone.scan(address ?? '');
  await look(theirs, 'invitation');
  await theirs.getByLabel('Passphrase').fill('123456789987654321');
  await theirs.getByLabel('The code that your app shows now').fill(await phone.code());
  await theirs.getByRole('button', { name: 'Set up my account' }).click();
  await expect(theirs.getByText('Attackers have this passphrase on their lists')).toBeVisible();
  await theirs.getByLabel('Passphrase').fill(OWN);
  await theirs.getByLabel('The code that your app shows now').fill(await phone.code());
  await theirs.getByRole('button', { name: 'Set up my account' }).click();
  await expect(theirs.getByRole('listitem')).toHaveCount(8);
  const paper = await theirs.getByRole('listitem').first().innerText();
  await look(theirs, 'welcome');

  await theirs.getByRole('link', { name: 'Make a passkey' }).click();
  await theirs.getByLabel('What do you call it?').fill('my laptop');
  await look(theirs, 'passkey');
  await theirs.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(theirs.getByText('my laptop')).toBeVisible();
  await look(theirs, 'account');

  await follow(theirs, theirs.getByRole('button', { name: 'Sign out' }));
  await look(theirs, 'sign-in');
  await theirs.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(theirs.getByText('robin, lead')).toBeVisible();
  await theirs.goto(`${origin}/staff/account`);
  await expect(theirs.getByText('With a passkey')).toBeVisible();

  await theirs.goto(`${origin}/staff/confirm?back=/staff/account/code`);
  await look(theirs, 'confirm');
  await theirs.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(theirs.getByRole('heading', { name: 'New code for your app' })).toBeVisible();

  await theirs.goto(`${origin}/staff/account`);
  await theirs.getByRole('button', { name: 'Remove' }).click();
  await expect(theirs.getByText('You have none yet.')).toBeVisible();
  await follow(theirs, theirs.getByRole('button', { name: 'Sign out' }));
  await theirs.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(theirs.getByText('do not belong together')).toBeVisible();
  await signInAs(theirs, origin, 'robin', OWN, paper);
  await theirs.context().close();
});

alone('a second admin agrees before someone becomes one, and an auditor reads it', async ({ page, reclaim, browser }) => {
  const origin = reclaim.origin;
  const ben = newStaff(reclaim, 'ben', 'admin');
  const sam = newStaff(reclaim, 'sam', 'reviewer');
  const eve = newStaff(reclaim, 'eve', 'auditor');
  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'Two people' }).click();
  await page.getByLabel('Who').selectOption(sam.name);
  await page.getByLabel('Why').first().fill('We need three');
  await page.getByRole('button', { name: 'Propose it' }).first().click();
  await expect(page.getByText('Someone else has to agree.')).toBeVisible();

  const second = await (await browser.newContext()).newPage();
  await signInAs(second, origin, ben.name, ben.passphrase, await ben.phone.code());
  await second.getByRole('link', { name: 'Two people' }).click();
  await look(second, 'proposals');
  await second.getByRole('button', { name: 'Agree, and do it' }).click();
  await expect(second.getByText('Done')).toBeVisible();
  await second.context().close();

  const auditor = await (await browser.newContext()).newPage();
  await signInAs(auditor, origin, eve.name, eve.passphrase, await eve.phone.code());
  await expect(auditor.getByRole('heading', { name: 'Record of acts' })).toBeVisible();
  await auditor.getByRole('link', { name: 'Check the whole record' }).click();
  await expect(auditor.getByText('no line was changed')).toBeVisible();
  await expect(auditor.getByRole('cell', { name: 'Agreed' })).toBeVisible();
  await look(auditor, 'audit');
  await auditor.getByLabel('What', { exact: true }).selectOption({ label: 'Agreed' });
  await auditor.getByRole('button', { name: 'Look for it' }).click();
  await expect(auditor.getByRole('table').getByRole('row')).toHaveCount(2);
  await expect(auditor.getByRole('cell', { name: 'Agreed' })).toBeVisible();
  await auditor.getByRole('link', { name: 'Record of acts' }).click();
  const saved = auditor.waitForEvent('download');
  await auditor.getByRole('link', { name: 'Take a copy from here on' }).click();
  expect((await saved).suggestedFilename()).toBe('acts-after-0.jsonl');
  await auditor.goto(`${origin}/staff`);
  await expect(auditor.getByRole('heading', { name: 'This is not for your role' })).toBeVisible();
  await auditor.context().close();
  expect(reclaim.command('audit', 'verify')).toContain('none changed, none missing');
});
