// What someone meets at the door when much is going on: a little work done by the browser itself, and a time to come back.

import { choosePhotos, pattern, submission } from '../actions';
import { Reclaim, expect, test } from '../fixtures';

test('under attack the browser does some work by itself, and the person notices nothing', async ({ page, request }) => {
  const reclaim = await Reclaim.start('--limits', 'on', '--trusted-proxy', '127.0.0.1');
  try {
    // From different parts of the network, as an attack comes; from this machine limits would stop it first.
    let asked = 0;
    for (let sent = 0; sent < 80 && asked === 0; sent++) {
      const answer = await request.post(`${reclaim.origin}/submissions`, {
        data: submission(10),
        headers: { 'x-forwarded-for': `198.51.${sent}.1` },
      });
      if (answer.status() === 428) asked = (await answer.json()).bits;
    }
    expect(asked).toBeGreaterThan(0);
    const answers: number[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/submissions')) answers.push(response.status());
    });
    await page.goto(`${reclaim.origin}/en/choose`);
    await choosePhotos(page, [{ name: 'a.png', mimeType: 'image/png', buffer: pattern(5) }]);
    await page.getByRole('button', { name: 'Send the codes' }).click();
    await expect(page.locator('#receipt')).toBeVisible({ timeout: 120_000 });
    expect(answers).toEqual([428, 201]);
  } finally {
    await reclaim.stop();
  }
});

test('whoever sends too often hears why and when to come back, loses nothing, and is let in then', async ({ page, request }) => {
  const reclaim = await Reclaim.start('--limits', 'on');
  try {
    await page.goto(`${reclaim.origin}/en/choose`);
    await choosePhotos(page, [{ name: 'a.png', mimeType: 'image/png', buffer: pattern(5) }]);
    await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
    const german = await page.context().newPage();
    await german.goto(`${reclaim.origin}/de/choose`);
    await choosePhotos(german, [{ name: 'b.png', mimeType: 'image/png', buffer: pattern(6) }]);
    await expect(german.locator('.review .button-main')).toBeVisible();
    // One is let in every 20 seconds: not before the button is pressed.
    let wait = 0;
    while (wait < 10) {
      const answer = await request.post(`${reclaim.origin}/submissions`, { data: submission(1) });
      expect([201, 429]).toContain(answer.status());
      wait = answer.status() === 429 ? Number(answer.headers()['retry-after']) : 0;
      if (wait > 0) await page.waitForTimeout(500);
    }
    await page.getByRole('button', { name: 'Send the codes' }).click();
    await german.locator('.review .button-main').click();
    const said = page.getByRole('alert').filter({ hasText: 'Many tries came from your network. That need not be you.' });
    await expect(said).toContainText('Nothing is lost.');
    const seconds = Number(/Try again in (\d+) seconds\./.exec((await said.textContent()) ?? '')?.[1]);
    await expect(german.getByRole('alert').filter({ hasText: 'Aus deinem Netz kamen gerade viele Anfragen.' })).toContainText(
      'Nichts ist verloren.',
    );
    await german.close();
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(20);
    await page.waitForTimeout(seconds * 1_000);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
  } finally {
    await reclaim.stop();
  }
});
