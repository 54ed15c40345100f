// What one admin wants and another does not, or does: proposals that are taken back, declined, and agreed to. With and
// without JavaScript.

import type { Browser, Page } from '@playwright/test';

import { another, follow, linesOf, look, newStaff, openRecord, signIn, signInAs, submit } from '../actions';
import { expect, testAlone, type Reclaim } from '../fixtures';

const test = testAlone();

let ben: ReturnType<typeof newStaff> | undefined;

/** The second admin of this file's server, in a browser of his own. A third one the command line does not make. */
async function signInSecond(browser: Browser, reclaim: Reclaim): Promise<Page> {
  ben ??= newStaff(reclaim, 'ben', 'admin');
  const second = await another(browser);
  await signInAs(second, reclaim.origin, ben.name, ben.passphrase, await ben.phone.code());
  return second;
}

/** Proposes what has this heading. */
async function propose(page: Page, heading: string, why: string, whom?: string): Promise<void> {
  const form = page.locator('form').filter({ has: page.getByRole('heading', { name: heading }) });
  if (whom) await form.getByLabel('Who').selectOption(whom);
  await form.getByLabel('Why').fill(why);
  await follow(page, form.getByRole('button', { name: 'Propose it' }));
}

/** A proposal, by the reason for it. */
const proposed = (page: Page, why: string) => page.getByRole('listitem').filter({ hasText: why });

test('a proposal is taken back by whoever made it, another is declined, and nobody becomes an admin', async ({
  page,
  site,
  reclaim,
  browser,
}) => {
  const sam = newStaff(reclaim, 'sam', 'reviewer');
  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'Two people' }).click();
  await propose(page, 'A new admin', 'Sam has asked for it', sam.name);
  const early = proposed(page, 'Sam has asked for it');
  await expect(early.getByText('You proposed this.')).toBeVisible();
  await expect(early.getByRole('button', { name: 'Decline' })).toHaveCount(0);
  await early.getByRole('button', { name: 'Take it back' }).click();
  await expect(early.getByText('Taken back')).toBeVisible();
  await expect(early.getByText('demo · ')).toHaveCount(2);
  await expect(early.getByRole('button')).toHaveCount(0);
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  await propose(page, 'A new admin', 'We need <three>', sam.name);
  const again = proposed(page, 'We need <three>');
  await expect(again.getByRole('button', { name: 'Take it back' })).toBeVisible();

  const second = await signInSecond(browser, reclaim);
  await second.getByRole('link', { name: 'Two people' }).click();
  const theirs = proposed(second, 'We need <three>');
  await expect(theirs.getByText('Make sam an admin')).toBeVisible();
  await expect(proposed(second, 'Sam has asked for it').getByRole('button')).toHaveCount(0);
  await theirs.getByRole('button', { name: 'Decline' }).click();
  await expect(theirs.getByText('Declined')).toBeVisible();
  await expect(theirs.getByText('ben · ')).toBeVisible();
  await expect(theirs.getByRole('button')).toHaveCount(0);
  await expect(second.getByText('Nothing waits.')).toBeVisible();
  await look(second, 'declined');
  await second.context().close();

  // On a page that still shows it as it was.
  await again.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('heading', { name: 'Someone was quicker, or the time is up' })).toBeVisible();
  await page.getByRole('link', { name: 'Go back' }).click();
  await expect(again.getByText('Declined')).toBeVisible();
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await expect(page.getByText('sam · reviewer')).toBeVisible();

  const record = await openRecord(browser, reclaim);
  await expect(linesOf(record, 'demo', 'Took a proposal back')).toHaveCount(1);
  await expect(linesOf(record, 'ben', 'Declined')).toHaveCount(1);
  for (const act of ['Agreed', 'Changed someone’s role']) await expect(linesOf(record, act), act).toHaveCount(0);
  await record.context().close();
});

test('the secret key is replaced once a second admin has agreed, and everything goes on', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}) => {
  const rotate = () => reclaim.command('keys', 'rotate');
  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'Two people' }).click();
  await propose(page, 'A new secret key', 'A disk was <lost>');
  const own = proposed(page, 'A disk was <lost>');
  await expect(own.getByText('Replace the secret key')).toBeVisible();
  await expect(own.getByText('Someone else has to agree.')).toBeVisible();

  const second = await signInSecond(browser, reclaim);
  expect(rotate, 'before the second has agreed').toThrow('this takes two people');
  await second.getByRole('link', { name: 'Two people' }).click();
  const theirs = proposed(second, 'A disk was <lost>');
  await theirs.getByRole('button', { name: 'Agree, and do it' }).click();
  await expect(theirs.getByText('Agreed, waits for the command line')).toBeVisible();
  await look(second, 'agreed');
  expect(reclaim.command('keys')).not.toContain('Generation 2');

  expect(rotate()).toContain('Generation 2 is in use');
  await second.reload();
  await expect(theirs.getByText('Done')).toBeVisible();
  await second.context().close();
  expect(reclaim.command('keys')).toContain('Generation 2, in use');
  // What two have agreed on is done once.
  expect(rotate).toThrow('this takes two people');
  await submit(request, site, 1);
  await page.reload();
  await expect(own.getByText('Done')).toBeVisible();

  const record = await openRecord(browser, reclaim);
  await expect(linesOf(record, 'demo', 'Proposed', 'A new secret key')).toHaveCount(1);
  await expect(linesOf(record, 'ben', 'Agreed')).toHaveCount(1);
  const replaced = linesOf(record, 'operator', 'Replaced the secret key');
  await expect(replaced).toHaveCount(1);
  const line = Number(await replaced.getByRole('cell').first().innerText());
  await record.getByLabel('Lines after number').fill(String(line - 1));
  await record.getByRole('button', { name: 'Show' }).click();
  await expect(record).toHaveURL(`${site}/staff/audit?after=${line - 1}`);
  await expect(record.getByRole('row').nth(1)).toContainText('Replaced the secret key');
  await record.context().close();
});
