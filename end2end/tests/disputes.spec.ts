// What becomes of an entry that platforms dispute, with and without JavaScript: from the first word to the answer of staff.

import { expectAccessible, expectFits, follow, picture, signIn, submission } from '../actions';
import { expect, testAlone } from '../fixtures';

const test = testAlone();

test('two platforms dispute an entry, it is suspended and on top, and staff read why and put it back', async ({
  page,
  site,
  reclaim,
  request,
}, info) => {
  const added = reclaim.command('subscriber', 'add', `Other ${info.testId}`, '--contact', 'trust@other.example');
  const bearers = [reclaim.platform.bearer, /bearer\s+(\S+)/.exec(added)![1]];
  const headersOf = (bearer: string) => ({ authorization: `Bearer ${bearer}` });
  const list = `${site}/api/v1/lists/exploitative`;

  // What came before it waits for nobody's look either, and is not what staff see first.
  const sent = [submission(1), submission(1), submission(1)];
  for (const data of sent) expect((await request.post(`${site}/submissions`, { data })).status()).toBe(201);
  let entry = '';
  await expect(async () => {
    const answer = await request.get(`${list}/changes?limit=1000`, { headers: headersOf(bearers[0]) });
    const { changes } = await answer.json();
    const mine = (change: object) => JSON.stringify(change).includes(sent[1].items[0].sha256);
    entry = changes.find(mine)?.entry ?? '';
    expect(entry).not.toBe('');
  }).toPass();
  const short = entry.slice(0, 8);
  const isListed = async () => {
    const answer = await request.get(`${list}/entries/${entry}`, { headers: headersOf(bearers[0]) });
    return (await answer.json()).listed;
  };
  const dispute = async (bearer: string, reason: string) => {
    const data = { feedback: [{ entry, verdict: 'disputed', reason }] };
    const answer = await request.post(`${list}/feedback`, { headers: headersOf(bearer), data });
    expect(answer.status()).toBe(200);
  };

  await dispute(bearers[0], 'public-content');
  await signIn(page, reclaim);
  await page.goto(`${site}/staff`);
  await expect(page.getByRole('table').getByRole('link').first()).toHaveText(short);
  await follow(page, page.getByRole('link', { name: short }));
  await expect(page.getByText('Published, unverified').first()).toBeVisible();
  const said = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What platforms say' }) });
  await expect(said.getByRole('listitem')).toHaveCount(1);
  await expect(said).toContainText('Disputes the entry');
  await expect(said).toContainText('It is a known public picture');
  expect(await isListed()).toBe(true);

  await dispute(bearers[1], 'low-information');
  await expect.poll(isListed).toBe(false);
  await page.goto(`${site}/staff?priority=disputed`);
  await expect(page.getByRole('table').getByRole('link')).toHaveText([short]);
  await follow(page, page.getByRole('link', { name: short }));
  await expect(page.getByText('Suspended', { exact: true }).first()).toBeVisible();
  await expect(said.getByRole('listitem')).toHaveCount(2);
  await expect(said).toContainText('The hash matches too much');
  await expect(page.getByText('Two platforms disagree with it')).toBeVisible();
  await expect(page.getByText('rule “disputes”')).toBeVisible();
  await expectAccessible(page, 'a disputed entry');
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `disputed at ${width}`);
    await picture(page, 'disputed', [width]);
  }

  await page.getByRole('radio', { name: 'The dispute is settled' }).check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
  await expect(said.getByText('answered')).toHaveCount(2);
  await expect.poll(isListed).toBe(true);
  await page.goto(`${site}/staff?priority=disputed`);
  await expect(page.getByRole('link', { name: short })).toHaveCount(0);

  // Only another opinion counts anew.
  await dispute(bearers[0], 'public-content');
  expect(await isListed()).toBe(true);
  await page.goto(`${site}/staff?priority=disputed`);
  await expect(page.getByRole('link', { name: short })).toHaveCount(0);
});
