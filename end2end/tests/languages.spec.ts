// The pages in a language that is written from right to left and in one that is half as long again.

import { choosePhotos, expectEveryoneCanRead, PAGES, pattern, submit } from '../actions';
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

for (const language of ['en', 'ar', 'en-XA']) {
  test(`files that are picked, and the receipt, can be read by everyone in ${language}`, async ({
    page,
    site,
    javaScriptEnabled,
  }) => {
    test.skip(javaScriptEnabled === false, 'hashing needs scripts');
    await page.goto(`${site}/${language}/choose`);
    const good = pattern(41);
    await choosePhotos(page, [
      { name: 'a.png', mimeType: 'image/png', buffer: good },
      { name: 'b.png', mimeType: 'image/png', buffer: good },
      { name: 'c.png', mimeType: 'image/png', buffer: good.subarray(0, 300) },
      { name: 'd.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
    ]);
    await expect(page.locator('[data-state=reading]')).toHaveCount(0);
    await expect(page.locator('[data-state=out]')).toHaveCount(1);
    await page.locator('.rows-show').click();
    // What the browser cannot draw keeps its mark.
    await expect(page.locator('[data-state=out] .row-mark')).toBeVisible();
    await expect(page.locator('[data-state=out] .row-picture')).toBeHidden();
    await page.locator('.review summary').click();
    await expectEveryoneCanRead(page, `${language}: files`);
    await page.context().setOffline(true);
    await page.locator('.review .button-main').click();
    await expect(page.locator('.review-problem')).not.toBeEmpty();
    await expectEveryoneCanRead(page, `${language}: no network`);
    await page.context().setOffline(false);
    await page.locator('.review .button-main').click();
    await expect(page.locator('#receipt')).toBeVisible();
    await expectEveryoneCanRead(page, `${language}: the receipt`);
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
