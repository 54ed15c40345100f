// The pages in a language that is written from right to left and in one that is half as long again.

import { expectAccessible, expectFits, PAGES } from '../actions';
import { expect, test } from '../fixtures';

for (const [language, direction] of [
  ['ar', 'rtl'],
  ['ar-XB', 'rtl'],
  ['en-XA', 'ltr'],
]) {
  test(`every page fits in ${language}, also at twice the size`, async ({ page, site }, info) => {
    test.setTimeout(120_000);
    for (const path of PAGES) {
      const where = `/${language}${path}`;
      // 640 pixels at twice the size are 320: what a browser does to a page when someone enlarges it.
      await page.setViewportSize({ width: 320, height: 640 });
      const answer = await page.goto(site + where);
      expect(answer!.status(), where).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      await expectFits(page, `${where} at 320 pixels`);
      await page.setViewportSize({ width: 1280, height: 800 });
      await expectFits(page, `${where} at 1280 pixels`);
    }
    await page.goto(`${site}/${language}/status`);
    await page.screenshot({ path: info.outputPath(`status-${language}.png`), fullPage: true });
    await expectAccessible(page, language);
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
