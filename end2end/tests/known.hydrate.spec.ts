// That what people make of a known public picture is held, as the browser hashes it, and why, as staff read it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { choosePhotos, expectAccessible, expectFits, picture, signIn } from '../actions';
import { expect, python, testAlone } from '../fixtures';

const test = testAlone();
const folder = mkdtempSync(join(tmpdir(), 'known-'));
const nameOf = (file: string) => basename(file, '.jpg');

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a known public picture and what is made of it are held, and other photos are not', async ({ page, site, reclaim }) => {
  const photos = python('edits.py', folder);
  const source = photos.find(({ file }) => nameOf(file) === 'known').file;
  expect(reclaim.command('known', 'add', source)).toBe('1 added, 0 known before.\n');

  const held = async () => {
    await page.goto(`${site}/staff?priority=held&finding=known-public`);
    return page.getByRole('table').getByRole('link').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  };
  await signIn(page, reclaim);
  /** Where staff read about each. */
  const entries = new Map<string, string>();
  for (const { file, known } of photos) {
    await page.goto(`${site}/en/choose`);
    await choosePhotos(page, [file]);
    await expect(page.getByText('1 of 1 ready to send')).toBeVisible();
    await page.getByRole('button', { name: 'Send the codes' }).click();
    await expect(page.getByRole('heading', { name: 'It is sent' })).toBeVisible();
    const before = [...entries.values()];
    const added = (await held()).filter((one) => !before.includes(one));
    expect(added.length, nameOf(file)).toBe(known ? 1 : 0);
    if (known) entries.set(nameOf(file), added[0]);
  }

  for (const [name, sentence] of [
    ['known', 'It has the same exact hash as a file that anyone may know: known.jpg.'],
    ['bordered', '256 bits differ from a picture that anyone may know: known.jpg.'],
    ['words-above', 'of its height at the upper edge: cut off by someone, or by the sender\'s browser because words stand there.'],
  ]) {
    await page.goto(entries.get(name)!);
    await expect(page.getByText(sentence), name).toBeVisible();
    await expectAccessible(page);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expectFits(page, `${name} at ${width}`);
      await picture(page, `known-${name}`, [width]);
    }
  }
});
