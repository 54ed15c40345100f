// Who has to prove who they are before something sensitive loses nothing, with and without JavaScript.

import { execFileSync } from 'node:child_process';

import type { APIRequestContext, Page } from '@playwright/test';

import { newStaff, signInAs, submit } from '../actions';
import type { Phone } from '../codes';
import { expect, required, testAlone, type Reclaim } from '../fixtures';

const test = testAlone();

/** Makes every proof of who someone is older than it may be. */
function forgetProofs(reclaim: Reclaim): void {
  const forget = [
    'import sqlite3, sys',
    'database = sqlite3.connect(sys.argv[1], timeout=60)',
    'database.execute("UPDATE staff_session SET confirmed_at = confirmed_at - 15 * 60 * 1000")',
    'database.commit()',
  ].join('\n');
  execFileSync(required('RECLAIM_PYTHON'), ['-c', forget, reclaim.data('reclaim.db')]);
}

/** Marks two entries, says why, and sends that a quarter of an hour after the last proof. */
async function stopped(
  page: Page,
  site: string,
  reclaim: Reclaim,
  request: APIRequestContext,
  { name, decision }: { name: string; decision: string },
) {
  await submit(request, site, 2);
  const ida = newStaff(reclaim, name, 'lead');
  await signInAs(page, site, name, ida.passphrase, await ida.phone.code());
  await page.goto(`${site}/staff?priority=unverified`);
  const marks = page.getByRole('checkbox', { name: /^Mark / });
  for (const nth of [0, 1]) await marks.nth(nth).check();
  const fold = page.getByText('Decide about those that are marked');
  await fold.click();
  await page.getByLabel('Decision and reason').selectOption(decision);
  await page.getByLabel('Why, for the second person').fill('A flood of wallpapers');
  // As if they had signed in a quarter of an hour ago.
  forgetProofs(reclaim);
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByRole('heading', { name: 'Prove who you are first' })).toBeVisible();
  return { ida, marks, fold };
}

/** Proves in a new tab who is there. */
async function prove(page: Page, ida: { passphrase: string; phone: Phone }): Promise<void> {
  const [proving] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Prove who I am' }).click(),
  ]);
  await proving.getByLabel('Passphrase').fill(ida.passphrase);
  await proving.getByLabel('Code').fill(await ida.phone.code());
  await proving.getByRole('button', { name: 'Prove who I am' }).click();
  await expect(proving.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await proving.close();
}

test('whoever has to prove who they are first sends everything again from the page that says so', async ({
  page,
  site,
  reclaim,
  request,
}, info) => {
  const order = { name: `ida-${info.testId}`, decision: 'reject:not-in-scope' };
  const { ida } = await stopped(page, site, reclaim, request, order);
  await expect(page.getByLabel('What you had written')).toHaveValue('A flood of wallpapers');
  await prove(page, ida);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByText('Someone else has to agree.').first()).toBeVisible();
  await expect(page.getByText('A flood of wallpapers').first()).toBeVisible();
});

test('whoever goes back to the form finds what they typed, where the browser keeps it', async ({
  page,
  site,
  reclaim,
  request,
}, info) => {
  const order = { name: `ida-${info.testId}`, decision: 'reject:public-content' };
  const { ida, marks, fold } = await stopped(page, site, reclaim, request, order);
  await prove(page, ida);

  await page.goBack();
  for (const nth of [0, 1]) await expect(marks.nth(nth)).toBeChecked();
  await expect(page.getByLabel('Decision and reason')).toHaveValue('reject:public-content');
  const why = page.getByLabel('Why, for the second person');
  await expect(why).toHaveValue('A flood of wallpapers');
  // Without scripts nothing can open the fold, and what stands in it is kept all the same.
  if (info.project.use.javaScriptEnabled === false) await fold.click();
  await expect(why).toBeVisible();
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('Someone else has to agree.').first()).toBeVisible();
});
