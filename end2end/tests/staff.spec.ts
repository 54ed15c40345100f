// Staff at work, with and without JavaScript.

import { expectAccessible, follow, picture, signIn, submit } from '../actions';
import { expect, test } from '../fixtures';

test('an entry is suspended with a reason and put back', async ({ page, site, reclaim, request }) => {
  await submit(request, site, 1);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?queue=unverified`);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await picture(page, 'queues', [width]);
  }
  await page.getByRole('table').getByRole('link').first().click();
  await expectAccessible(page);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await picture(page, 'entry', [width]);
  }
  await page.getByRole('radio', { name: 'It needs a second look' }).check();
  await page.getByLabel('Note', { exact: true }).fill('<b>compare</b> with the other one');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Suspended').first()).toBeVisible();
  await expect(page.getByText('<b>compare</b> with the other one')).toBeVisible();
  await page.getByRole('radio', { name: 'It was suspended in error' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Published, unverified').first()).toBeVisible();
});

test('whoever decides on an old view is told what happened', async ({ page, site, reclaim, request, context }) => {
  await submit(request, site, 1);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?queue=unverified`);
  await follow(page, page.getByRole('table').getByRole('link').first());
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('radio', { name: 'It is not what this list is for' }).check();
  await follow(other, other.getByRole('button', { name: 'Record the decision' }));
  await page.getByRole('radio', { name: 'The facts fit together' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('This entry has changed since you opened it')).toBeVisible();
});

test('staff pages are closed to whoever is not signed in, and after signing out', async ({ page, site, reclaim }) => {
  await page.goto(`${site}/staff`);
  await expect(page.getByRole('heading', { name: 'Sign in to review' })).toBeVisible();
  await signIn(page, reclaim);
  await follow(page, page.getByRole('button', { name: 'Sign out' }));
  await page.goto(`${site}/staff`);
  await expect(page.getByRole('heading', { name: 'Sign in to review' })).toBeVisible();
});

test('a wrong passphrase says no more than that', async ({ page, site }) => {
  await page.goto(`${site}/staff/sign-in`);
  for (const name of ['demo', `nobody-${info()}`]) {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Passphrase').fill('wrong wrong wrong wrong');
    await page.getByLabel('Code').fill('000000');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText('do not belong together')).toBeVisible();
  }
});

function info(): string {
  return test.info().testId;
}
