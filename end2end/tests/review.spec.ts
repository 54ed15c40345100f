// How staff share the work, with and without JavaScript.

import { expectAccessible, expectFits, signIn, submit } from '../actions';
import { expect, testAlone } from '../fixtures';

const test = testAlone();

test('an entry is found on top, taken, noted, decided, taken back and put off', async ({
  page,
  site,
  reclaim,
  request,
}, info) => {
  await submit(request, site, 2);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff`);
  await expect(page.getByRole('heading', { name: 'To do', level: 1 })).toBeVisible();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `to do at ${width}`);
    await page.screenshot({ path: info.outputPath(`work-${width}.png`), fullPage: true });
  }
  await expectAccessible(page);
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Take it', exact: true }).click();
  await expect(page.getByText('You have it until')).toBeVisible();
  await page.getByLabel('New note').fill('<i>compared</i>');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.getByText('<i>compared</i>')).toBeVisible();
  await page.getByRole('radio', { name: 'The facts fit together' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Published, confirmed').first()).toBeVisible();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Published, unverified').first()).toBeVisible();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `entry at ${width}`);
    await page.screenshot({ path: info.outputPath(`entry-${width}.png`), fullPage: true });
  }
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Put off' }).click();
  await expect(page.getByText('Put off until')).toBeVisible();
  await page.goto(`${site}/staff`);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
  await page.getByLabel('Put off', { exact: true }).selectOption({ label: 'shown too' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
});

test('a view is saved and found again', async ({ page, site, reclaim }) => {
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?medium=video`);
  await page.getByText('Saved views').click();
  await page.getByLabel('Name of this view').fill('Only videos');
  await page.getByRole('button', { name: 'Save what is shown' }).click();
  await page.goto(`${site}/staff`);
  await page.getByText('Saved views').click();
  await page.getByRole('link', { name: 'Only videos' }).click();
  await expect(page).toHaveURL(/medium=video/);
});

test('charts and reasons can be read by everybody', async ({ page, site, reclaim }, info) => {
  await signIn(page, reclaim);
  for (const name of ['insight', 'reasons']) {
    await page.goto(`${site}/staff/${name}`);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expectFits(page, `${name} at ${width}`);
      await page.screenshot({ path: info.outputPath(`${name}-${width}.png`), fullPage: true });
    }
    await expectAccessible(page);
  }
});

test('keys do what the mouse does', async ({ page, site, reclaim, request }) => {
  test.skip(test.info().project.use.javaScriptEnabled === false, 'the keys are a script');
  await submit(request, site, 2);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff`);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/staff\/entries\//);
  // The script is deferred: keys work once the page has loaded.
  await page.waitForLoadState();
  await page.keyboard.press('c');
  await expect(page.getByText('You have it until')).toBeVisible();
  await page.waitForLoadState();
  await page.keyboard.press('r');
  await expect(page.getByText('Nobody has taken it.')).toBeVisible();
  await page.waitForLoadState();
  await page.keyboard.press('d');
  await expect(page.locator('input[name="decision"]').first()).toBeFocused();
  await page.keyboard.press('b');
  await expect(page).toHaveURL(`${site}/staff`);
});
