// What staff decide about organisations: whom they decline, and whom they stop at once. With and without JavaScript.

import type { APIRequestContext, Page } from '@playwright/test';

import { follow, linesOf, look, openRecord, signIn } from '../actions';
import { expect, testAlone } from '../fixtures';

const test = testAlone();

/** Asks to take part, and returns the code under which an answer is read. */
async function ask(page: Page, site: string, organisation: string): Promise<string> {
  await page.goto(`${site}/platform/join`);
  await page.getByLabel('Name of your organisation').fill(organisation);
  await page.getByLabel('Your products').fill('Example Photos');
  await page.getByLabel('How to reach you').fill('Robin, trust@example.com');
  await page.getByLabel('Take down what matches').check();
  await page.getByLabel('We accept this agreement.').check();
  await page.getByRole('button', { name: 'Send the request' }).click();
  return page.locator('.secret-value').innerText();
}

/** Reads what became of a request. */
async function readAnswer(page: Page, site: string, code: string): Promise<void> {
  await page.goto(`${site}/platform/claim`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
}

test('an organisation that is declined reads why, and waits no longer', async ({ page, site, reclaim, browser, context }) => {
  const name = 'Nearly <Example>';
  const theirs = await context.newPage();
  const code = await ask(theirs, site, name);
  await readAnswer(theirs, site, code);
  await expect(theirs.getByRole('heading', { name: 'We are looking at it' })).toBeVisible();

  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'Requests to take part' }).click();
  await follow(page, page.getByRole('link', { name }));
  const application = page.url();
  await expect(page.getByText('Robin, trust@example.com')).toBeVisible();
  const decline = page.locator('form').filter({ has: page.getByRole('heading', { name: 'Decline' }) });
  await decline.getByLabel('Why').fill('Nobody <there> knows of this');
  await decline.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Nobody is waiting.')).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
  await page.goto(application);
  await expect(page.getByRole('definition').filter({ hasText: 'declined' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Decline' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Propose to accept' })).toHaveCount(0);
  await look(page, 'declined');
  await page.goto(`${site}/staff/platforms`);
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);

  await readAnswer(theirs, site, code);
  await expect(theirs.getByRole('heading', { name: 'We declined your request' })).toBeVisible();
  await expect(theirs.getByText('The reason: Nobody <there> knows of this')).toBeVisible();
  await look(theirs, 'was-declined');

  const record = await openRecord(browser, reclaim);
  await expect(linesOf(record, 'demo', 'Looked at an application')).not.toHaveCount(0);
  await expect(linesOf(record, 'demo', 'Declined an application', 'Nobody <there> knows of this')).toHaveCount(1);
  await record.context().close();
});

test('a platform is stopped at once by one person, looked up, and let read again', async ({
  page,
  site,
  reclaim,
  request,
  browser,
  context,
}) => {
  const name = 'Leaky <Photos>';
  const contact = 'Kim, +44 20 7946 0000';
  const bearer = /bearer\s+(\S+)/.exec(reclaim.command('subscriber', 'add', name, '--contact', contact))![1];
  const reading = async (asking: APIRequestContext) =>
    (await asking.get(`${site}/api/v1/lists`, { headers: { authorization: `Bearer ${bearer}` } })).status();
  const formOf = (who: Page, what: string) =>
    who.locator('form').filter({ has: who.getByRole('heading', { name: what, exact: true }) });
  /** Says why, and sends a form. */
  const order = async (who: Page, what: string, why: string) => {
    const form = formOf(who, what);
    await form.getByLabel('Why').fill(why);
    await follow(who, form.getByRole('button', { name: what }));
  };
  expect(await reading(request)).toBe(200);

  await signIn(page, reclaim);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${site}/staff/platforms`);
    await follow(tab, tab.getByRole('link', { name }));
  }
  const facts = page.locator('.facts');
  await expect(facts.getByText('reads', { exact: true })).toBeVisible();
  await order(page, 'Suspend', 'Its key stood on a <forum>');
  await expect(facts.getByText('suspended', { exact: true })).toBeVisible();
  await expect(facts.getByText('demo · ')).toBeVisible();
  await expect(facts.getByText('Its key stood on a <forum>')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Suspend' })).toHaveCount(0);
  expect(await reading(request)).toBe(401);
  await look(page, 'suspended');

  // On a page that still shows it as it was.
  await order(other, 'Suspend', 'I read of it too');
  await expect(other.getByRole('alert')).toContainText('Someone was quicker');
  await expect(other.getByText('Its key stood on a <forum>')).toBeVisible();
  await expect(other.getByText('I read of it too'), 'what was typed is not lost').toBeVisible();
  await look(other, 'overtaken');
  await follow(other, other.getByRole('link', { name: 'Back to the platforms' }));
  await expect(other.getByRole('row').filter({ hasText: name }).getByText('suspended', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'How to reach it' }).click();
  await expect(page.getByRole('heading', { name: `How to reach ${name}` })).toBeVisible();
  await expect(page.getByText(contact)).toBeVisible();
  await look(page, 'contact');
  await follow(page, page.getByRole('link', { name: 'Back to the platform', exact: true }));

  await order(page, 'Resume', 'It has a new one');
  await expect(facts.getByText('reads', { exact: true })).toBeVisible();
  await expect(facts.getByText('It has a new one')).toBeVisible();
  expect(await reading(request)).toBe(200);

  const group = formOf(page, 'Acts with');
  await group.getByLabel('With whom it acts').fill('Leaky <Holding>');
  await group.getByLabel('Why').fill('Its imprint');
  await look(page, 'acts-with');
  await follow(page, group.getByRole('button', { name: 'Note it' }));
  await expect(facts.getByText('acts with leaky <holding>', { exact: true })).toBeVisible();

  const record = await openRecord(browser, reclaim);
  for (const [act, why] of [
    ['Noted with whom a platform acts', 'leaky <holding>: Its imprint'],
    ['Stopped a platform from reading', 'Its key stood on a <forum>'],
    ['Looked at how to reach an organisation', ''],
    ['Let a platform read again', 'It has a new one'],
  ]) {
    await expect(linesOf(record, 'demo', act, name, why), act).toHaveCount(1);
  }
  await expect(record.getByText('I read of it too')).toHaveCount(0);
  await record.context().close();
});
