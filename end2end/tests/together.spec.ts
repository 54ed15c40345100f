// What staff do with and for one another: many entries at once, a colleague's look, taking and giving back, ending a
// session.

import { execFileSync } from 'node:child_process';

import type { Page } from '@playwright/test';

import {
  another,
  expectAccessible,
  expectFits,
  follow,
  linesOf,
  newStaff,
  openRecord,
  signIn,
  signInAs,
  submit,
} from '../actions';
import { expect, required, testAlone, type Reclaim } from '../fixtures';

const test = testAlone();

test('many entries leave the list at once when a second person agrees', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}, info) => {
  const ben = newStaff(reclaim, `ben-${info.testId}`, 'lead');
  await submit(request, site, 3);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?priority=unverified`);
  const boxes = page.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByText('Decide about those that are marked').click();
  await page.setViewportSize({ width: 360, height: 800 });
  await expectFits(page, 'many at once at 360');
  await expectAccessible(page, 'many at once');
  await page.getByLabel('Decision and reason').selectOption({ label: 'Reject and take off the list: The service is being abused' });
  await page.getByLabel('Why, for the second person').fill('<b>one</b> advertisement, sent often');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('<b>one</b> advertisement, sent often')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Agree, and do it' })).toHaveCount(0);
  await page.goto(`${site}/staff?queue=rejected`);
  await expect(page.getByText('Nothing here')).toBeVisible();

  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const second = await (await browser.newContext(options)).newPage();
  await signInAs(second, site, ben.name, ben.passphrase, await ben.phone.code());
  await second.goto(`${site}/staff/proposals`);
  await second.getByRole('button', { name: 'Agree, and do it' }).click();
  await expect(second.getByText('Done')).toBeVisible();
  await second.goto(`${site}/staff?queue=rejected`);
  await expect(second.getByRole('table').getByRole('row')).toHaveCount(3);
  await second.context().close();
});

test('what two have decided about many entries either of them takes back within a minute', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}, info) => {
  const ben = newStaff(reclaim, `ben-${info.testId}`, 'lead');
  await submit(request, site, 3);
  await signIn(page, reclaim);
  const rejected = async () => {
    await page.goto(`${site}/staff?queue=rejected`);
    return page.getByRole('table').getByRole('row').count();
  };
  const before = await rejected();
  await page.goto(`${site}/staff?priority=unverified`);
  await page.getByRole('checkbox').nth(0).check();
  await page.getByRole('checkbox').nth(1).check();
  await page.getByText('Decide about those that are marked').click();
  await page.getByLabel('Decision and reason').selectOption({ label: 'Reject and take off the list: The service is being abused' });
  await page.getByLabel('Why, for the second person').fill('a bot sent them');
  await follow(page, page.getByRole('button', { name: 'Propose it' }));

  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const second = await (await browser.newContext(options)).newPage();
  await signInAs(second, site, ben.name, ben.passphrase, await ben.phone.code());
  await second.goto(`${site}/staff/proposals`);
  await second.getByRole('button', { name: 'Agree, and do it' }).click();
  // Other tests have decided about many on the same server.
  const decided = (who: Page) => who.getByRole('listitem').filter({ hasText: 'a bot sent them' });
  await expect(decided(second).getByText('2 of 2 entries were decided about')).toBeVisible();

  await page.goto(`${site}/staff/proposals`);
  await decided(page).getByRole('button', { name: 'Take all of it back' }).click();
  await expect(decided(page).getByText('Entries for which it was undone: 2 of 2.')).toBeVisible();
  // The minute is over by now for whoever looks slowly, and this page still shows what it did.
  await second.setViewportSize({ width: 360, height: 800 });
  await expectFits(second, 'what can be taken back at 360');
  await expectAccessible(second, 'what can be taken back');
  await expect(decided(page).getByRole('button', { name: 'Take all of it back' })).toHaveCount(0);
  await expectAccessible(page, 'what was taken back');
  expect(await rejected()).toBe(before);
  await decided(second).getByRole('button', { name: 'Take all of it back' }).click();
  await expect(second.getByRole('heading', { name: 'This can no longer be taken back' })).toBeVisible();
  await second.context().close();
});

test('what someone escalates waits for someone else, who sees why', async ({ page, site, reclaim, request, browser }, info) => {
  const sam = newStaff(reclaim, `sam-${info.testId}`, 'reviewer');
  await submit(request, site, 1);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?priority=unverified`);
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Take it', exact: true }).click();
  await page.getByRole('button', { name: 'Give it back' }).click();
  await expect(page.getByText('Nobody has taken it.')).toBeVisible();
  await page.getByRole('radio', { name: 'I am not sure' }).check();
  await page.getByLabel('Note', { exact: true }).fill('Two readings are possible');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Published, unverified').first()).toBeVisible();

  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const second = await (await browser.newContext(options)).newPage();
  await signInAs(second, site, sam.name, sam.passphrase, await sam.phone.code());
  await second.goto(`${site}/staff?priority=escalated`);
  await second.getByRole('table').getByRole('link').first().click();
  await expect(second.getByText('Two readings are possible')).toBeVisible();
  await second.goto(`${site}/staff/proposals`);
  await expect(second.getByRole('heading', { name: 'This is not for your role' })).toBeVisible();
  await second.context().close();
});

test('a session that its owner does not know is ended, and a code opens once', async ({ page, site, reclaim, browser }, info) => {
  const kim = newStaff(reclaim, `kim-${info.testId}`, 'reviewer');
  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const stolen = await (await browser.newContext(options)).newPage();
  const code = await kim.phone.code();
  await signInAs(stolen, site, kim.name, kim.passphrase, code);

  await page.goto(`${site}/staff/sign-in`);
  await page.getByLabel('Name').fill(kim.name);
  await page.getByLabel('Passphrase').fill(kim.passphrase);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('do not belong together')).toBeVisible();
  await signInAs(page, site, kim.name, kim.passphrase, await kim.phone.code());
  await page.goto(`${site}/staff/account`);
  await follow(page, page.getByRole('button', { name: 'End all others' }));
  await stolen.goto(`${site}/staff`);
  await expect(stolen.getByRole('heading', { name: 'Sign in to review' })).toBeVisible();
  await stolen.context().close();
});

/** Makes what someone has taken theirs for ten minutes less. */
function letTimePass(reclaim: Reclaim): void {
  const pass = [
    'import sqlite3, sys',
    'database = sqlite3.connect(sys.argv[1], timeout=60)',
    'database.execute("UPDATE handling SET claimed_until = claimed_until - 10 * 60 * 1000")',
    'database.commit()',
  ].join('\n');
  execFileSync(required('RECLAIM_PYTHON'), ['-c', pass, reclaim.data('reclaim.db')]);
}

test('what a colleague has taken is left to them, until someone who leads gives it back', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}, info) => {
  const tom = newStaff(reclaim, `tom-${info.testId}`, 'reviewer');
  const mia = newStaff(reclaim, `mia-${info.testId}`, 'reviewer');
  await submit(request, site, 1);
  const [his, hers] = [await another(browser), await another(browser)];
  await signInAs(his, site, tom.name, tom.passphrase, await tom.phone.code());
  await his.goto(`${site}/staff?priority=unverified`);
  await follow(his, his.getByRole('table').getByRole('link').first());
  const entry = his.url();
  await signInAs(hers, site, mia.name, mia.passphrase, await mia.phone.code());
  await hers.goto(entry);
  await his.getByRole('button', { name: 'Take it', exact: true }).click();
  const until = his.getByText('You have it until');
  await expect(until).toBeVisible();
  const longest = await until.innerText();
  letTimePass(reclaim);
  await his.reload();
  await expect(until).not.toHaveText(longest);
  const shorter = await until.innerText();
  await his.getByRole('button', { name: '15 minutes more, from now' }).click();
  await expect(until).not.toHaveText(shorter);

  // On a page that still shows it as nobody's.
  await hers.getByRole('button', { name: 'Take it', exact: true }).click();
  await expect(hers.getByRole('heading', { name: `${tom.name} has taken this entry` })).toBeVisible();
  await hers.getByRole('link', { name: 'Go back' }).click();
  await expect(hers.getByText(`${tom.name} has it until`)).toBeVisible();
  await expect(hers.getByRole('button', { name: 'Take it', exact: true })).toHaveCount(0);
  await expect(hers.getByRole('button', { name: 'Give it back' })).toHaveCount(0);
  await hers.getByRole('radio', { name: 'The facts fit together' }).check();
  await hers.getByLabel('Note', { exact: true }).fill('Compared <both>');
  await hers.getByRole('button', { name: 'Record the decision' }).click();
  await expect(hers.getByRole('heading', { name: `${tom.name} has taken this entry` })).toBeVisible();
  await expect(hers.getByText('Compared <both>'), 'what was typed is not lost').toBeVisible();
  await expectAccessible(hers, 'taken by someone else');
  await hers.goto(`${site}/staff?claim=free`);
  const short = entry.split('/').pop()!.slice(0, 8);
  await expect(hers.getByRole('link', { name: short })).toHaveCount(0);

  await signIn(page, reclaim);
  await page.goto(entry);
  await expect(page.getByText(`${tom.name} has it until`)).toBeVisible();
  await expect(page.getByText('Published, unverified').first()).toBeVisible();
  await page.getByRole('button', { name: 'Give it back' }).click();
  await expect(page.getByText('Nobody has taken it.')).toBeVisible();
  await hers.goto(`${site}/staff?claim=free`);
  await follow(hers, hers.getByRole('link', { name: short }));

  await hers.getByLabel('Put off').selectOption({ label: '3 days' });
  await hers.getByRole('button', { name: 'Put off' }).click();
  await expect(hers.getByText('Put off until')).toBeVisible();
  await his.goto(`${site}/staff?priority=unverified`);
  await expect(his.getByRole('link', { name: short })).toHaveCount(0);
  await hers.getByLabel('Put off').selectOption({ label: 'not any more' });
  await hers.getByRole('button', { name: 'Put off' }).click();
  await expect(hers.getByText('Put off until')).toHaveCount(0);
  await his.goto(`${site}/staff?priority=unverified`);
  await expect(his.getByRole('link', { name: short })).toBeVisible();
  for (const one of [his, hers]) await one.context().close();

  const record = await openRecord(browser, reclaim);
  const id = entry.split('/').pop()!;
  await expect(linesOf(record, tom.name, 'Took an entry', id), 'that it is kept longer is no other act').toHaveCount(1);
  await expect(linesOf(record, 'demo', 'Gave an entry back', id)).toHaveCount(1);
  await expect(linesOf(record, mia.name, 'Put an entry off', id)).toHaveCount(2);
  await expect(linesOf(record, mia.name, 'Decided about an entry', id)).toHaveCount(0);
  await record.context().close();
});
