// Every page that survivors see: with and without JavaScript, on narrow and wide screens.

import { expectAccessible, openCase, submit } from '../actions';
import { expect, test } from '../fixtures';

const PAGES = [
  '/en',
  '/en/start',
  '/en/start/device',
  '/en/start/adult',
  '/en/start/no-file',
  '/en/choose',
  '/en/status',
  '/en/help',
  '/en/how-it-works',
  '/en/letter',
  '/staff/sign-in',
];

for (const path of PAGES) {
  test(`${path} can be read by everyone and fits every screen`, async ({ page, site, context }, info) => {
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(site + path);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `at ${width} pixels`).toBeLessThanOrEqual(0);
      const name = `${path.slice(1).replaceAll('/', '-')}-${width}.png`;
      await page.screenshot({ path: info.outputPath(name), fullPage: true });
      await expectAccessible(page, `at ${width} pixels`);
    }
    expect(await context.cookies()).toEqual([]);
    await expect(page).toHaveTitle(/^.{1,40}$/);
    await expect(page.getByRole('main')).toBeVisible();
  });
}

test('every survivor page has a plain link that leaves at once and a link to people who help', async ({
  page,
  site,
}) => {
  for (const path of PAGES.filter((path) => path.startsWith('/en'))) {
    await page.goto(site + path);
    const leave = page.getByRole('link', { name: 'Leave now' }).first();
    await expect(leave).toBeVisible();
    await expect(leave).toHaveAttribute('href', 'https://www.wikipedia.org/');
    await expect(leave).toHaveAttribute('rel', /noreferrer/);
    await expect(page.getByRole('link', { name: 'People who can help' }).first()).toBeVisible();
  }
});

test('two questions lead to choosing files, and every answer leads somewhere', async ({ page, site }) => {
  await page.goto(site);
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await page.getByRole('link', { name: 'No, I was 18 or older' }).click();
  await expect(page.getByRole('link', { name: /StopNCII/ }).first()).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Yes, I was under 18' }).click();
  await page.getByRole('link', { name: 'No, I do not have it here' }).click();
  await expect(page.getByRole('heading', { name: 'You can act without the file' })).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Yes, it is on this device' }).click();
  await expect(page).toHaveURL(`${site}/en/choose`);
});

test('a case is opened, withdrawn after a day, and kept after all', async ({ page, site, request }) => {
  const receipt = await submit(request, site, 2);
  await openCase(page, site, receipt.case_number, receipt.pin);
  await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
  await expect(page.getByText('Photo 2')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take them off after a day' }).click();
  await expect(page.getByText('Until then you can change your mind.')).toBeVisible();
  await page.getByRole('button', { name: 'Keep them on the list' }).click();
  await expect(page.getByText('Your codes stay on the list.')).toBeVisible();
  expect(page.url()).not.toContain(receipt.case_number);
});

test('a wrong PIN, an unknown number and nonsense get the same answer', async ({ page, site, request }) => {
  const receipt = await submit(request, site, 1);
  const wrongPin = receipt.pin.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));
  const said = [];
  for (const [number, pin] of [
    [receipt.case_number, wrongPin],
    ['0000-0000-0000-0', receipt.pin],
    ['nonsense', 'nonsense'],
  ]) {
    await openCase(page, site, number, pin);
    said.push((await page.getByRole('main').textContent())!.replace(number, ''));
  }
  expect(said[0]).toContain('We cannot open a case with this number and PIN');
  expect(new Set(said).size).toBe(1);
});

test('an address that does not exist gets a calm page', async ({ page, site }) => {
  const response = await page.goto(`${site}/en/nothing-here`);
  expect(response!.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
});
