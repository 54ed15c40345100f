// Every page that survivors see, as everyone may see it: in English, from right to left, and in a language that is half
// as long again; with and without JavaScript.

import {
  choosePhotos,
  expectEveryoneCanRead,
  openCase,
  PAGES,
  PAGES_FOR_ADULTS,
  pattern,
  picture,
  submit,
} from '../actions';
import { expect, Reclaim, test } from '../fixtures';

// What fails here says on which page, at which width and by which rule, so nobody has to see how it came to that. A copy
// of the page before and after each of thousands of steps would be made to be thrown away.
test.use({ trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } });

for (const [language, direction] of [
  ['en', 'ltr'],
  ['ar', 'rtl'],
  ['ar-XB', 'rtl'],
  ['en-XA', 'ltr'],
]) {
  test(`every page can be read by everyone in ${language}`, async ({ page, context, site, request }) => {
    test.setTimeout(1_200_000);
    for (const path of PAGES) {
      const where = `/${language}${path}`;
      const answer = await page.goto(site + where);
      expect(answer!.status(), where).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      await expect(page.getByRole('main')).toBeVisible();
      expect((await page.title()).length, where).toBeLessThanOrEqual(language === 'en' ? 40 : 80);
      const leave = page.locator('.leave-link');
      await expect(leave).toBeVisible();
      await expect(leave).toHaveAttribute('href', 'https://www.wikipedia.org/');
      await expect(leave).toHaveAttribute('rel', /noreferrer/);
      await expect(page.locator(`a[href="/${language}/help"]`).last(), where).toBeVisible();
      await expectEveryoneCanRead(page, where);
      await picture(page, where.slice(1).replaceAll('/', '-'));
    }
    const receipt = await submit(request, site, 3);
    await openCase(page, site, receipt.case_number, receipt.pin, language);
    await expect(page.locator('.item')).toHaveCount(3);
    await expectEveryoneCanRead(page, `${language}: a case`);
    await picture(page, `case-${language}`);
    await page.locator('details.more summary').evaluateAll((summaries) => summaries.forEach((one) => (one as HTMLElement).click()));
    await expect(page.locator('details.more[open]')).toHaveCount(2);
    await expectEveryoneCanRead(page, `${language}: a case with all that it can be asked`);
    await picture(page, `case-open-${language}`);
    await page.locator('form[action$="/status/add"] button').click();
    await expect(page.locator('#picker-for')).toBeAttached();
    await expectEveryoneCanRead(page, `${language}: more for a case`);
    await openCase(page, site, receipt.case_number, 'nonsense', language);
    await expect(page.getByRole('alert')).toBeVisible();
    await expectEveryoneCanRead(page, `${language}: a case that does not open`);
    expect(await context.cookies()).toEqual([]);
  });
}

test('where adults are served too their pages can be read by everyone', async ({ page }) => {
  test.setTimeout(600_000);
  const reclaim = await Reclaim.start('--serve-adults');
  try {
    for (const language of ['en', 'ar', 'en-XA']) {
      for (const path of PAGES_FOR_ADULTS) {
        await page.goto(`${reclaim.origin}/${language}${path}`);
        await expectEveryoneCanRead(page, `/${language}${path}`);
      }
    }
    await page.goto(`${reclaim.origin}/en/start/adult`);
    await page.getByRole('link', { name: 'Go on', exact: true }).click();
    await page.getByRole('link', { name: 'On an app or a site' }).click();
    await page.getByRole('link', { name: 'Go on to choose photos and videos' }).click();
    await expect(page).toHaveURL(`${reclaim.origin}/en/choose/adult`);
  } finally {
    await reclaim.stop();
  }
});

for (const language of ['en', 'ar', 'en-XA']) {
  test(`files that are picked, and the receipt, can be read by everyone in ${language}`, async ({
    page,
    site,
    javaScriptEnabled,
  }) => {
    test.skip(javaScriptEnabled === false, 'hashing needs scripts');
    test.setTimeout(600_000);
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
    // What the browser cannot draw keeps its mark, also where it says of a damaged file that it has drawn it.
    await expect(page.locator('.row-mark:visible')).toHaveCount(4);
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
