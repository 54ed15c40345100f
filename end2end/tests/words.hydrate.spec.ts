// What is said can be followed by someone who left school early.

import { PAGES } from '../actions';
import { expect, pythonWith, test } from '../fixtures';

test('no page in English needs more than six years of school', async ({ page, site }) => {
  const pages = [];
  for (const path of PAGES) {
    await page.goto(`${site}/en${path}`);
    // Headings and labels end without a full stop, and would run into the next sentence. What a letter says to
    // companies, and the names of files, nobody has to read.
    const text = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main :is(h1, h2, h3, p, li, dt, dd, label, summary, .button)')]
        .filter((part) => !part.closest('.letter-law, table') && !part.querySelector('p, li, h2, h3, label'))
        .map((part) => part.innerText.trim().replace(/\s+/g, ' '))
        .filter((part) => part !== '')
        .map((part) => (/[.?!:]$/.test(part) ? part : `${part}.`))
        .join(' '),
    );
    expect(text.length, path).toBeGreaterThan(20);
    pages.push({ page: path, text });
  }
  const lines = pages.map((page) => JSON.stringify(page)).join('\n');
  const hard = pythonWith(lines, 'grade.py').filter(({ grade }) => grade > 6);
  expect(hard).toEqual([]);
});
