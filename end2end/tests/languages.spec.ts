// The pages in a language that is written from right to left and in one that is half as long again.

import { expectEveryoneCanRead, PAGES, submit } from '../actions';
import { expect, test } from '../fixtures';

for (const [language, direction] of [
  ['ar', 'rtl'],
  ['ar-XB', 'rtl'],
  ['en-XA', 'ltr'],
]) {
  test(`every page can be read by everyone in ${language}`, async ({ page, site, request }, info) => {
    test.setTimeout(300_000);
    for (const path of PAGES) {
      const where = `/${language}${path}`;
      const answer = await page.goto(site + where);
      expect(answer!.status(), where).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      await expectEveryoneCanRead(page, where);
    }
    const receipt = await submit(request, site, 3);
    await page.goto(`${site}/${language}/status`);
    await page.locator('#number').fill(receipt.case_number);
    await page.locator('#pin').fill(receipt.pin);
    await page.locator('main form button').click();
    await expect(page.locator('.item')).toHaveCount(3);
    await expectEveryoneCanRead(page, `${language}: a case`);
    await page.screenshot({ path: info.outputPath(`case-${language}.png`), fullPage: true });
  });
}

test('the same page in another language is one link away', async ({ page, site }) => {
  await page.goto(`${site}/en/start/age`);
  const languages = page.getByRole('navigation', { name: 'Languages' });
  await languages.locator('a[hreflang="ar-XB"]').click();
  await expect(page).toHaveURL(`${site}/ar-XB/start/age`);
});

test('the first address asks the browser for its language', async ({ browser, site }) => {
  for (const [wish, leadsTo] of [
    ['en-GB', 'en'],
    ['es-MX', 'es'],
    ['zh-CN', 'zh'],
    ['tlh', 'en'],
  ]) {
    const context = await browser.newContext({ locale: wish });
    const page = await context.newPage();
    await page.goto(site);
    expect(new URL(page.url()).pathname).toBe(`/${leadsTo}`);
    await context.close();
  }
});
