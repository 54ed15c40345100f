// The same server on PostgreSQL: a case is submitted, listed, and withdrawn.

import { openCase, submit } from '../actions';
import { expect, Reclaim, required, test } from '../fixtures';

test('a case lives on PostgreSQL as it does on SQLite', async ({ page, request }) => {
  const reclaim = await Reclaim.start('--database-url', required('RECLAIM_PG_URL'));
  const receipt = await submit(request, reclaim.origin, 3);
  await expect(async () => {
    await openCase(page, reclaim.origin, receipt.case_number, receipt.pin);
    await expect(page.getByRole('heading', { name: 'Your case' })).toBeVisible();
    await expect(page.locator('.item').getByText('On the list', { exact: true })).toHaveCount(3, { timeout: 2_000 });
  }).toPass();
  await page.getByText('I do not want to wait a day').click();
  await page.getByRole('button', { name: 'Take them back now' }).click();
  await expect(page.locator('.item').getByText('Taken back', { exact: true })).toHaveCount(3);
  await reclaim.stop();
});
