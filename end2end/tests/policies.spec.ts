// How a list's policy is changed by two people, with and without JavaScript.

import { expectAccessible, expectFits, follow, newStaff, picture, signIn, signInAs, submit } from '../actions';
import { expect, testAlone } from '../fixtures';

const test = testAlone();

test('two people give a list another policy, and the next decision names it', async ({
  page,
  site,
  reclaim,
  request,
  browser,
}, info) => {
  const look = async (name: string, on = page) => {
    await expectAccessible(on, name);
    for (const colorScheme of ['light', 'dark'] as const) {
      await on.emulateMedia({ colorScheme });
      for (const width of [360, 1280]) {
        await on.setViewportSize({ width, height: 800 });
        await expectFits(on, `${name} at ${width}`);
        await picture(on, `${name}-${colorScheme}`, [width]);
      }
    }
    await on.emulateMedia({ colorScheme: 'light' });
  };
  const ben = newStaff(reclaim, 'ben', 'lead');
  await signIn(page, reclaim);
  await page.getByRole('link', { name: 'Policies' }).click();
  await expect(page.getByText('What holds now: version 1')).toBeVisible();
  await follow(page, page.getByRole('link', { name: 'Propose another policy' }));
  await look('policy-form');
  await page.getByRole('radio', { name: 'Review first, then publish' }).check();
  await page.getByLabel('Little detail begins below this quality').fill('101');
  await page.getByLabel('In other cases too').selectOption({ label: 'Hold' });
  await page.getByLabel('Why').fill('<b>Too much</b> junk since Monday');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('The quality is a number from 0 to 100.')).toBeVisible();
  await look('policy-wrong');
  await expect(page.getByLabel('Why')).toHaveValue('<b>Too much</b> junk since Monday');
  await page.getByLabel('Little detail begins below this quality').fill('60');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('Someone else has to agree.')).toBeVisible();
  await expect(page.getByText('Little detail begins below this quality: 50 → 60')).toBeVisible();
  await expect(page.getByText('<b>Too much</b> junk since Monday')).toBeVisible();

  const context = await browser.newContext({ javaScriptEnabled: info.project.use.javaScriptEnabled });
  const second = await context.newPage();
  await signInAs(second, reclaim.origin, ben.name, ben.passphrase, await ben.phone.code());
  await follow(second, second.getByRole('link', { name: 'Two people' }));
  await look('policy-proposal', second);
  await follow(second, second.getByRole('button', { name: 'Agree, and do it' }));
  await second.getByRole('link', { name: 'Policies' }).click();
  await expect(second.getByText('What holds now: version 2')).toBeVisible();
  await expect(second.getByText('proposed by demo, agreed by ben')).toBeVisible();
  await look('policies', second);
  await context.close();

  await submit(request, site, 1);
  await page.goto(`${site}/staff?queue=waiting`);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByText('rule “review-first”, version 2')).toBeVisible();
});
