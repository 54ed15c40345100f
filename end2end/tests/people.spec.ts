// What staff change about each other and about themselves: roles, accounts, invitations, phones, passphrases, sessions,
// and the reasons that can be given. With and without JavaScript.

import type { Page } from '@playwright/test';

import { another, follow, linesOf, look, newStaff, openRecord, signIn, signInAs, submit } from '../actions';
import { Phone } from '../codes';
import { expect, testAlone } from '../fixtures';

const test = testAlone();

const OWN = 'frog lantern obtains marble';

/** Tries to sign in and is told that it is of no use. */
async function expectRefused(page: Page, origin: string, name: string, passphrase: string, code: string): Promise<void> {
  await page.goto(`${origin}/staff/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('do not belong together')).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await follow(page, page.getByRole('button', { name: 'Sign out' }));
}

/** Opens the page where a phone is replaced, and scans what it shows. */
async function scanNewCode(page: Page, origin: string, before: Phone): Promise<Phone> {
  await page.goto(`${origin}/staff/account`);
  await page.getByRole('link', { name: 'New code for your app' }).click();
  const address = await page.getByRole('link', { name: 'Open it on this device' }).getAttribute('href');
  return Phone.scan(address ?? '', before);
}

async function keepNewCode(page: Page, phone: Phone): Promise<void> {
  await page.getByLabel('The code that your app shows now').fill(await phone.code());
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
}

test('a reason is added, given, put away and offered again', async ({ page, site, reclaim, request }) => {
  const reason = 'It is <a scan> of a magazine';
  await submit(request, site, 2);
  await signIn(page, reclaim);
  const rejecting = page.locator('section').filter({
    has: page.getByRole('heading', { name: 'Reject and take off the list' }),
  });
  const own = rejecting.getByRole('listitem').filter({ hasText: reason });
  const entries = async () => {
    await page.goto(`${site}/staff?priority=unverified`);
    return page.getByRole('table').getByRole('link');
  };
  await page.goto(`${site}/staff/reasons`);
  await rejecting.getByLabel('Another reason').fill(reason);
  await rejecting.getByRole('button', { name: 'Add' }).click();
  await expect(rejecting.getByText(reason)).toBeVisible();
  await look(page, 'reasons');

  await (await entries()).first().click();
  await page.getByRole('radio', { name: reason }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Rejected').first()).toBeVisible();
  const decided = page.url();
  await expect(page.getByText(reason).first()).toBeVisible();

  await page.goto(`${site}/staff/reasons`);
  await rejecting.getByRole('button', { name: `Put away: ${reason}` }).click();
  await expect(own.getByText('· put away')).toBeVisible();
  await (await entries()).first().click();
  await expect(page.getByRole('radio', { name: 'It is a known public image' })).toBeVisible();
  await expect(page.getByRole('radio', { name: reason })).toHaveCount(0);
  await page.goto(decided);
  await expect(page.getByText(reason).first(), 'what was decided keeps its reason').toBeVisible();

  await page.goto(`${site}/staff/reasons`);
  await rejecting.getByRole('button', { name: `Offer again: ${reason}` }).click();
  await expect(own.getByText('· put away')).toHaveCount(0);
  await (await entries()).first().click();
  await expect(page.getByRole('radio', { name: reason })).toBeVisible();
});

test('a reviewer becomes a lead from their next click on, and then their account ends', async ({
  page,
  site,
  reclaim,
  browser,
}) => {
  test.slow();
  const kim = newStaff(reclaim, 'kim', 'reviewer');
  // The page is no wider for the longest name.
  newStaff(reclaim, 'w'.repeat(64), 'reviewer');
  const theirs = await another(browser);
  await signInAs(theirs, site, kim.name, kim.passphrase, await kim.phone.code());
  await theirs.goto(`${site}/staff/reasons`);
  await expect(theirs.getByLabel('Another reason')).toHaveCount(0);
  await theirs.goto(`${site}/staff/proposals`);
  await expect(theirs.getByRole('heading', { name: 'This is not for your role' })).toBeVisible();

  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: kim.name });
  const change = row.getByLabel('Why kim gets another role');
  const end = row.getByLabel('Why the account of kim ends');
  await row.getByLabel('Role of kim').selectOption('lead');
  // What browsers take for an answer.
  await change.fill('   ');
  await row.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByRole('alert')).toContainText('A reason is missing, or too long');
  await expect(row.getByText('kim · reviewer')).toBeVisible();
  await expect(row.getByLabel('Role of kim'), 'what was chosen is not lost').toHaveValue('lead');
  await expect(change).toHaveAttribute('aria-invalid', 'true');
  await look(page, 'people-no-reason');
  await change.fill('Knows the <work>');
  await row.getByRole('button', { name: 'Change' }).click();
  await expect(row.getByText('kim · lead')).toBeVisible();
  await look(page, 'people');

  await theirs.goto(`${site}/staff/reasons`);
  await expect(theirs.getByText('kim, lead')).toBeVisible();
  await expect(theirs.getByLabel('Another reason').first()).toBeVisible();
  await theirs.getByRole('link', { name: 'Two people' }).click();
  await expect(theirs.getByRole('heading', { name: 'Two people', level: 1 })).toBeVisible();

  await end.fill('Went <elsewhere>');
  await row.getByRole('button', { name: 'End account' }).click();
  await expect(row).toHaveCount(0);
  await theirs.goto(`${site}/staff`);
  await expect(theirs.getByRole('heading', { name: 'Sign in to review' })).toBeVisible();
  await expectRefused(theirs, site, kim.name, kim.passphrase, await kim.phone.code());
  await theirs.context().close();

  const auditor = newStaff(reclaim, 'ada', 'auditor');
  const reading = await another(browser);
  await signInAs(reading, site, auditor.name, auditor.passphrase, await auditor.phone.code());
  for (const [act, why] of [
    ['Changed someone’s role', 'lead: Knows the <work>'],
    ['Ended an account', 'Went <elsewhere>'],
  ]) {
    await expect(linesOf(reading, act), act).toHaveCount(1);
    await expect(linesOf(reading, 'demo', act, why), act).toHaveCount(1);
  }
  await reading.context().close();
});

test('a new phone takes the place of the old one', async ({ page, site, reclaim }) => {
  test.slow();
  const pat = newStaff(reclaim, 'pat', 'reviewer');
  await signInAs(page, site, pat.name, pat.passphrase, await pat.phone.code());
  const phone = await scanNewCode(page, site, pat.phone);
  await look(page, 'new-code');
  await page.getByLabel('The code that your app shows now').fill('000000');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('The code is not the one that the app shows.')).toBeVisible();
  await keepNewCode(page, phone);
  await signOut(page);
  await expectRefused(page, site, pat.name, pat.passphrase, await pat.phone.code());
  await signInAs(page, site, pat.name, pat.passphrase, await phone.code());
});

test('whoever has lost the phone gets in by a code on paper, once, and adds another phone', async ({
  page,
  site,
  reclaim,
}) => {
  test.slow();
  const lou = newStaff(reclaim, 'lou', 'reviewer');
  await signInAs(page, site, lou.name, lou.passphrase, await lou.phone.code());
  await page.goto(`${site}/staff/account`);
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await expect(page.getByRole('listitem')).toHaveCount(8);
  const [first, second] = await page.getByRole('listitem').allInnerTexts();
  await look(page, 'paper');
  await signOut(page);

  await signInAs(page, site, lou.name, lou.passphrase, first);
  await page.goto(`${site}/staff/account`);
  await expect(page.getByText('With a code on paper')).toBeVisible();
  const phone = await scanNewCode(page, site, lou.phone);
  await keepNewCode(page, phone);
  await signOut(page);
  await expectRefused(page, site, lou.name, lou.passphrase, first);
  await signInAs(page, site, lou.name, lou.passphrase, await phone.code());
  await signOut(page);
  await signInAs(page, site, lou.name, lou.passphrase, second);
});

test('whoever has lost everything sets the account up anew, and nothing old opens it', async ({
  page,
  site,
  reclaim,
  browser,
}) => {
  test.slow();
  const sky = newStaff(reclaim, 'sky', 'reviewer');
  const stolen = await another(browser);
  await signInAs(stolen, site, sky.name, sky.passphrase, await sky.phone.code());
  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: sky.name });
  await row.getByRole('button', { name: 'Set up anew' }).click();
  const link = await page.getByRole('link', { name: '/staff/invitation/' }).getAttribute('href');

  const theirs = await another(browser);
  await theirs.goto(`${site}${link}`);
  await expect(theirs.getByText('You will sign in as sky')).toBeVisible();
  const address = await theirs.getByRole('link', { name: 'Open it on this device' }).getAttribute('href');
  const phone = Phone.scan(address ?? '', sky.phone);
  await theirs.getByLabel('Passphrase').fill(OWN);
  await theirs.getByLabel('The code that your app shows now').fill(await phone.code());
  await theirs.getByRole('button', { name: 'Set up my account' }).click();
  await expect(theirs.getByRole('listitem')).toHaveCount(8);
  await theirs.goto(`${site}/staff`);
  await expect(theirs.getByText('sky, reviewer')).toBeVisible();

  await stolen.goto(`${site}/staff`);
  await expect(stolen.getByRole('heading', { name: 'Sign in to review' })).toBeVisible();
  await expectRefused(stolen, site, sky.name, sky.passphrase, await sky.phone.code());
  await stolen.goto(`${site}${link}`);
  await expect(stolen.getByRole('heading', { name: 'This link is not good, or no longer' })).toBeVisible();
  await stolen.context().close();
  await theirs.context().close();
});

test('an invitation that is taken back opens nothing, and the name can be invited anew', async ({
  page,
  site,
  reclaim,
  browser,
}) => {
  await signIn(page, reclaim);
  const invite = async (): Promise<string> => {
    await page.goto(`${site}/staff/people`);
    await page.getByLabel('Name').fill('robin');
    await page.getByRole('button', { name: 'Make a link' }).click();
    return (await page.getByRole('link', { name: '/staff/invitation/' }).getAttribute('href')) ?? '';
  };
  const first = await invite();
  const theirs = await another(browser);
  await theirs.goto(`${site}${first}`);
  await expect(theirs.getByText('You will sign in as robin')).toBeVisible();
  const address = await theirs.getByRole('link', { name: 'Open it on this device' }).getAttribute('href');

  await page.goto(`${site}/staff/people`);
  const invited = page.getByRole('listitem').filter({ hasText: 'robin · reviewer' });
  await expect(invited.getByText('The link is good until')).toBeVisible();
  await look(page, 'invited');
  await invited.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Nobody is invited at the moment.')).toBeVisible();
  await expect(invited).toHaveCount(0);

  // Also for whoever had the page open before.
  await theirs.getByLabel('Passphrase').fill(OWN);
  await theirs.getByLabel('The code that your app shows now').fill(await Phone.scan(address ?? '').code());
  await theirs.getByRole('button', { name: 'Set up my account' }).click();
  const gone = theirs.getByRole('heading', { name: 'This link is not good, or no longer' });
  await expect(gone).toBeVisible();
  const second = await invite();
  expect(second).not.toBe(first);
  await theirs.goto(`${site}${first}`);
  await expect(gone).toBeVisible();
  await theirs.goto(`${site}${second}`);
  await expect(theirs.getByText('You will sign in as robin')).toBeVisible();
  await theirs.context().close();

  const record = await openRecord(browser, reclaim);
  await expect(linesOf(record, 'demo', 'Took an invitation back', 'robin')).toHaveCount(1);
  await record.context().close();
});

test('a session that is not known is ended, and all others with a new passphrase', async ({
  page,
  site,
  reclaim,
  browser,
}) => {
  test.slow();
  const max = newStaff(reclaim, 'max', 'reviewer');
  const elsewhere = await another(browser);
  const enter = async (who: Page) => signInAs(who, site, max.name, max.passphrase, await max.phone.code());
  const expectOut = async (who: Page) => {
    await who.goto(`${site}/staff`);
    await expect(who.getByRole('heading', { name: 'Sign in to review' })).toBeVisible();
  };
  await enter(elsewhere);
  await enter(page);
  await page.goto(`${site}/staff/account`);
  const sessions = page.getByRole('listitem').filter({ hasText: 'With passphrase and code' });
  await expect(sessions).toHaveCount(2);
  const here = sessions.filter({ hasText: 'Here' });
  await expect(here.getByRole('button', { name: 'End it' }), 'that is signing out').toHaveCount(0);
  await sessions.getByRole('button', { name: 'End it' }).click();
  await expect(sessions).toHaveCount(1);
  await expect(here).toBeVisible();
  await expectOut(elsewhere);

  await enter(elsewhere);
  await page.getByRole('link', { name: 'New passphrase' }).click();
  await look(page, 'new-passphrase');
  await page.getByLabel('New passphrase').fill('123456789987654321');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('Attackers have this passphrase on their lists')).toBeVisible();
  await elsewhere.goto(`${site}/staff/account`);
  await expect(elsewhere.getByRole('heading', { name: 'Your account' }), 'nothing has changed').toBeVisible();
  await page.getByLabel('New passphrase').fill(OWN);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expect(sessions).toHaveCount(1);
  await expectOut(elsewhere);

  await signOut(page);
  const code = await max.phone.code();
  await expectRefused(elsewhere, site, max.name, max.passphrase, code);
  await signInAs(page, site, max.name, OWN, code);
  await elsewhere.context().close();

  const record = await openRecord(browser, reclaim);
  await expect(linesOf(record, max.name, 'Changed their passphrase')).toHaveCount(1);
  await expect(linesOf(record, max.name, 'Ended sessions of their own')).toHaveCount(1);
  await record.context().close();
});
