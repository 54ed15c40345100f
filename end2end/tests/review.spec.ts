// How staff share the work, with and without JavaScript.

import {
  expectAccessible,
  expectFits,
  follow,
  linesOf,
  newStaff,
  openRecord,
  picture,
  signIn,
  signInAs,
  submission,
  submit,
} from '../actions';
import { expect, testAlone } from '../fixtures';

const test = testAlone();

test('an entry is found on top, taken, noted, decided, taken back and put off', async ({
  page,
  site,
  reclaim,
  request,
}) => {
  await submit(request, site, 2);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff`);
  await expect(page.getByRole('heading', { name: 'To do', level: 1 })).toBeVisible();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `to do at ${width}`);
    await picture(page, 'work', [width]);
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
    await picture(page, 'entry', [width]);
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

test('a view is saved, found again and forgotten', async ({ page, site, reclaim }) => {
  await signIn(page, reclaim);
  const unfold = async (path: string) => {
    await page.goto(`${site}${path}`);
    await page.getByText('Saved views').click();
  };
  for (const [name, looking] of [
    ['Only videos', 'medium=video'],
    ['Only <photos>', 'medium=image'],
  ]) {
    await unfold(`/staff?${looking}`);
    await page.getByLabel('Name of this view').fill(name);
    await page.getByRole('button', { name: 'Save what is shown' }).click();
    await expect(page).toHaveURL(`${site}/staff?${looking}`);
  }
  await unfold('/staff');
  await page.getByRole('link', { name: 'Only videos' }).click();
  await expect(page).toHaveURL(/medium=video/);

  await page.getByText('Saved views').click();
  await follow(page, page.getByRole('button', { name: 'Forget the view Only videos' }));
  await expect(page).toHaveURL(`${site}/staff`);
  await page.getByText('Saved views').click();
  await expect(page.getByRole('link', { name: 'Only <photos>' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Only videos' })).toHaveCount(0);
  await expectAccessible(page);
});

test('what screening held is confirmed, and only then platforms get it', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}) => {
  const [held, other] = [submission(1), submission(1)];
  // So little can be seen in it that a person checks it first.
  held.items[0].quality = 10;
  for (const data of [held, other]) {
    expect((await request.post(`${site}/submissions`, { data })).status()).toBe(201);
  }
  const headers = { authorization: `Bearer ${reclaim.platform.bearer}` };
  /** Whether platforms get the photo of a submission. */
  const given = async ({ items }: typeof held) => {
    const answer = await request.get(`${site}/api/v1/lists/exploitative/changes?limit=10000`, { headers });
    return (await answer.text()).includes(items[0].sha256);
  };
  // What came after it is on the list, so it would be too.
  await expect.poll(() => given(other)).toBe(true);
  expect(await given(held)).toBe(false);

  await signIn(page, reclaim);
  await page.goto(`${site}/staff?priority=held`);
  await follow(page, page.getByRole('table').getByRole('link').first());
  const id = page.url().split('/').pop()!;
  await expect(page.getByText('Waiting', { exact: true }).first()).toBeVisible();
  const confirming = page.getByRole('group', { name: 'Confirm and keep on the list' });
  await expect(confirming.getByText('Platforms get it within seconds.')).toBeVisible();
  await confirming.getByRole('radio', { name: 'The facts fit together' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Published, confirmed').first()).toBeVisible();
  await expect.poll(() => given(held)).toBe(true);
  await page.goto(`${site}/staff?priority=held`);
  await expect(page.getByRole('link', { name: id.slice(0, 8) })).toHaveCount(0);

  const record = await openRecord(browser, reclaim);
  for (const act of ['Looked at an entry', 'Decided about an entry']) {
    await expect(linesOf(record, 'demo', act, id), act).not.toHaveCount(0);
  }
  await expect(linesOf(record, id, 'Confirmed: The facts fit together')).toHaveCount(1);
  await record.context().close();
});

test('charts, reasons and the handbook can be read by everybody', async ({ page, site, reclaim }) => {
  await signIn(page, reclaim);
  for (const name of ['insight', 'reasons', 'handbook']) {
    await page.goto(`${site}/staff`);
    await page.getByRole('link', { name, exact: false }).first().click();
    await expect(page).toHaveURL(`${site}/staff/${name}`);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expectFits(page, `${name} at ${width}`);
      await picture(page, name, [width]);
    }
    await expectAccessible(page);
  }
  await page.getByRole('link', { name: 'new platform' }).click();
  await expect(page.getByRole('heading', { name: 'Who takes part' })).toBeInViewport();
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
  await page.getByRole('radio', { name: 'The facts fit together' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('Published, confirmed').first()).toBeVisible();
  await page.waitForLoadState();
  await page.keyboard.press('u');
  await expect(page.getByText('Published, unverified').first()).toBeVisible();
  await page.waitForLoadState();
  await page.keyboard.press('b');
  await expect(page).toHaveURL(`${site}/staff`);
  await submit(request, site, 60);
  await page.reload();
  await page.waitForLoadState();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/staff\?.+/);
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(51);
});

test('keys work in every queue, lead back to what was looked for, and are told of where they work', async ({
  page,
  site,
  reclaim,
  request,
}, info) => {
  await submit(request, site, 2);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff`);
  const hint = page.getByText('Keys: j and k go up and down');
  if (info.project.use.javaScriptEnabled === false) {
    await expect(hint).toBeHidden();
    return;
  }
  await expect(hint).toBeVisible();
  for (const looking of ['medium=image', 'queue=unverified']) {
    await page.goto(`${site}/staff?${looking}`);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/staff\/entries\//);
    await page.waitForLoadState();
    await page.keyboard.press('b');
    await expect(page).toHaveURL(`${site}/staff?${looking}`);
  }
});

test('whoever presses keys by chance switches them off, and on again', async ({ page, site, reclaim, request }, info) => {
  await submit(request, site, 2);
  await signIn(page, reclaim);
  await page.goto(`${site}/staff/account`);
  const keys = page.getByRole('checkbox', { name: 'Work with single keys' });
  if (info.project.use.javaScriptEnabled === false) {
    await expect(keys).toBeHidden();
    return;
  }
  const hint = page.getByText('Keys: j and k go up and down');
  const first = page.getByRole('table').getByRole('link').first();
  await expect(keys).toBeChecked();
  await keys.uncheck();
  await page.goto(`${site}/staff`);
  await expect(hint).toBeHidden();
  await page.keyboard.press('j');
  await expect(first).not.toBeFocused();
  // The browser remembers it.
  await page.goto(`${site}/staff/account`);
  await expect(keys).not.toBeChecked();
  await keys.check();
  await page.goto(`${site}/staff`);
  await expect(hint).toBeVisible();
  await page.keyboard.press('j');
  await expect(first).toBeFocused();
});

test('an entry is rejected, and another waits for someone else', async ({ page, site, reclaim, request }) => {
  const receipt = await submit(request, site, 2);
  expect(receipt.case_number).toBeTruthy();
  await signIn(page, reclaim);
  const first = async () => {
    await page.goto(`${site}/staff?priority=unverified`);
    await follow(page, page.getByRole('table').getByRole('link').first());
    return page.url();
  };
  const rejected = await first();
  await page.getByRole('radio', { name: 'It is a known public image' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page).toHaveURL(rejected);
  await expect(page.getByText('Rejected').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();

  const escalated = await first();
  expect(escalated).not.toBe(rejected);
  await page.getByRole('radio', { name: 'I am not sure' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page).toHaveURL(escalated);
  await expect(page.getByText('Published, unverified').first()).toBeVisible();
  await page.goto(`${site}/staff?priority=escalated`);
  const id = escalated.split('/').pop()!.slice(0, 8);
  await expect(page.getByRole('table').getByRole('link', { name: id })).toBeVisible();
});

test('two people decide about many entries, and the second sees each of them', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}, info) => {
  await submit(request, site, 3);
  const name = `lea-${info.testId}`;
  const lea = newStaff(reclaim, name, 'lead');
  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const second = await (await browser.newContext(options)).newPage();
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?priority=unverified`);
  const marks = page.getByRole('checkbox', { name: /^Mark / });
  for (const nth of [0, 1]) await marks.nth(nth).check();
  const ids = (await page.getByRole('table').getByRole('link').allInnerTexts()).slice(0, 2);
  await page.getByText('Decide about those that are marked').click();
  await page.getByLabel('Decision and reason').selectOption('reject:public-content');
  await page.getByLabel('Why, for the second person').fill('A flood of wallpapers');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('Someone else has to agree.')).toBeVisible();

  await signInAs(second, site, name, lea.passphrase, await lea.phone.code());
  await second.getByRole('link', { name: 'Two people' }).click();
  await second.getByText('The 2 entries').click();
  for (const id of ids) await expect(second.getByRole('link', { name: id })).toBeVisible();
  await expectAccessible(second);
  for (const width of [360, 1280]) {
    await second.setViewportSize({ width, height: 800 });
    await expectFits(second, `proposal at ${width}`);
    await picture(second, 'proposal', [width]);
  }
  await second.getByRole('button', { name: 'Agree, and do it' }).click();
  await expect(second.getByText('Done')).toBeVisible();
  await second.goto(`${site}/staff?priority=unverified`);
  await expect(second.getByRole('table')).toBeVisible();
  for (const id of ids) await expect(second.getByRole('link', { name: id })).toHaveCount(0);
  await second.context().close();
});

test('all entries with one picture are decided about together', async ({ page, site, reclaim, request, browser }, info) => {
  const [pdq] = submission(1).items.map((item) => item.pdq);
  for (let copy = 0; copy < 3; copy += 1) {
    const data = submission(1);
    data.items[0].pdq = pdq;
    const response = await request.post(`${site}/submissions`, { data });
    expect(response.status()).toBe(201);
  }
  const name = `lou-${info.testId}`;
  const lou = newStaff(reclaim, name, 'lead');
  const options = { javaScriptEnabled: info.project.use.javaScriptEnabled };
  const second = await (await browser.newContext(options)).newPage();
  await signIn(page, reclaim);
  await page.goto(`${site}/staff?priority=unverified&finding=cluster`);
  const marked = page.getByRole('row').filter({ hasText: 'In other cases too' });
  await expect(marked).toHaveCount(3);
  await marked.last().getByRole('link').click();
  await page.getByRole('link', { name: 'Decide about all of this cluster' }).click();
  await expect(page.getByText('3 entries on the list exploitative with this picture')).toBeVisible();
  await expect(page.getByText('This decision is about all of them.')).toBeVisible();
  await expectAccessible(page);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `cluster at ${width}`);
    await picture(page, 'cluster', [width]);
  }
  await page.getByLabel('Decision and reason').selectOption('suspend:needs-second-look');
  await page.getByLabel('Why, for the second person').fill('A campaign');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('Someone else has to agree.')).toBeVisible();

  await signInAs(second, site, name, lou.passphrase, await lou.phone.code());
  await second.getByRole('link', { name: 'Two people' }).click();
  await second.getByRole('button', { name: 'Agree, and do it' }).click();
  const settled = second.getByRole('listitem').filter({ hasText: 'Suspend while a question is open: 3 entries' });
  await expect(settled.getByText('Done')).toBeVisible();
  await second.goto(`${site}/staff?priority=unverified&finding=cluster`);
  await expect(second.getByRole('heading', { name: 'To do', level: 1 })).toBeVisible();
  await expect(second.getByRole('row').filter({ hasText: 'In other cases too' })).toHaveCount(0);
  await second.context().close();
});
