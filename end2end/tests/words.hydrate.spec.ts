// What is said can be followed by someone who left school early.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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

test('no text of the picker, of a case or of an error needs more either', () => {
  const files = ['picker', 'status', 'start', 'trouble', 'help', 'landing', 'platforms', 'how', 'check', 'letter'];
  const texts = files.map((name) => {
    const file = readFileSync(join(import.meta.dirname, `../../app/locales/en/${name}.ftl`), 'utf8');
    // What stands behind a name or a plural form; where a number goes, a number. What a letter says to companies about the
    // law nobody else has to read.
    const read = file.replace(/^letter-[a-z]+-law = .*$/gm, '');
    const lines = [...read.matchAll(/^(?:[a-z-]+ =|\s+\*?\[\w+\]) (.+)$/gm)].map(([, text]) =>
      text
        .replace(/\{ \$\w+ ->$/, '')
        .replace(/\{[^}]*\}/g, '2')
        .trim(),
    );
    expect(lines.length, name).toBeGreaterThan(5);
    return { page: name, text: lines.map((line) => (/[.?!:]$/.test(line) ? line : `${line}.`)).join(' ') };
  });
  const hard = pythonWith(texts.map((text) => JSON.stringify(text)).join('\n'), 'grade.py').filter(
    ({ grade }) => grade > 6,
  );
  expect(hard).toEqual([]);
});
