// The account of someone who looks after a platform's subscription: passkey, paper, and proving anew who they are. In
// need of scripts, because passkeys are.


import { follow, look, named, withAuthenticator } from '../actions';
import { Phone } from '../codes';
import { expect, test, testAlone } from '../fixtures';

const alone = testAlone();

const PASSPHRASE = 'frog lantern obtains marble';

alone('someone of a platform signs in with a passkey, and with paper where they have none', async ({ page, reclaim }) => {
  const origin = named(reclaim.origin);
  const member = /member (\d+)/.exec(reclaim.command('subscriber', 'add', 'Example Ltd'))![1];
  const code = reclaim.command('subscriber', 'invite', member).split('\n')[1].trim();
  await withAuthenticator(page);
  await page.goto(`${origin}/platform/claim`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('A name to sign in with').fill('robin');
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Make the account' }).click();
  const address = await page.getByRole('link', { name: 'Open it on this device' }).getAttribute('href');
  const phone = Phone.scan(address ?? '');
  const paper = await page.getByRole('listitem').first().innerText();
  const signIn = async (typed: string) => {
    await page.goto(`${origin}/platform/sign-in`);
    await page.getByLabel('Name').fill('robin');
    await page.getByLabel('Passphrase').fill(PASSPHRASE);
    await page.getByLabel('Code').fill(typed);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await signIn(await phone.code());
  await follow(page, page.getByRole('link', { name: 'robin, Example Ltd' }));
  await look(page, 'account');
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await page.getByLabel('What do you call it?').fill('my laptop');
  await look(page, 'passkey');
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(page.getByText('my laptop')).toBeVisible();

  await follow(page, page.getByRole('button', { name: 'Sign out' }));
  await look(page, 'sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Example Ltd' })).toBeVisible();
  await page.goto(`${origin}/platform/confirm?back=/platform/keys`);
  await look(page, 'confirm');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await expect(page.getByText(/^rclm_/)).toBeVisible();

  // A passkey of a platform opens nothing of staff.
  await page.goto(`${origin}/staff/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('do not belong together')).toBeVisible();

  await page.goto(`${origin}/platform/account`);
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('You have none yet.')).toBeVisible();
  await follow(page, page.getByRole('button', { name: 'Sign out' }));
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('do not belong together')).toBeVisible();
  await signIn(paper);
  await expect(page.getByRole('heading', { name: 'Example Ltd' })).toBeVisible();
  await follow(page, page.getByRole('button', { name: 'Sign out' }));
  await signIn(paper);
  await expect(page.getByText('do not belong together')).toBeVisible();
});
