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

/** A line without places to fill in: where a number goes, a number. */
const plain = (text: string) => {
  const line = text
    .replace(/\{ \$\w+ ->$/, '')
    .replace(/\{[^}]*\}/g, '2')
    .trim();
  return /[.?!:]$/.test(line) ? line : `${line}.`;
};

test('no text of the picker, of a case, of an error or of every page needs more either', () => {
  const journey = ['picker', 'status', 'start', 'trouble', 'help', 'landing', 'platforms', 'how', 'check', 'letter'];
  const files = [...journey, 'site'];
  const texts = files.flatMap((name) => {
    const file = readFileSync(join(import.meta.dirname, `../../app/locales/en/${name}.ftl`), 'utf8');
    // What a letter says to companies about the law nobody else has to read.
    const read = file.replace(/^letter-[a-z]+-law = .*$/gm, '');
    // What stands behind a name or a plural form, by the part of the site that it is for: the first word of the name.
    const parts: Record<string, string[]> = {};
    let part = '';
    for (const [, begun, text] of read.matchAll(/^(?:([a-z]+)[a-z-]* =|\s+\*?\[\w+\]) (.+)$/gm)) {
      part = begun ?? part;
      (parts[part] ??= []).push(plain(text));
    }
    expect(Object.values(parts).flat().length, name).toBeGreaterThan(5);
    // Of a label or two there is no grade, nor of the names of months.
    const graded = Object.entries(parts).filter(([part, lines]) => lines.length > 2 && part !== 'date');
    return graded.map(([part, lines]) => ({ page: `${name}: ${part}`, text: lines.join(' ') }));
  });
  for (const part of ['picker: picker', 'picker: receipt', 'status: case', 'status: item', 'site: limits']) {
    expect(texts.map(({ page }) => page)).toContain(part);
  }
  const lines = texts.map((text) => JSON.stringify(text)).join('\n');
  const hard = pythonWith(lines, 'grade.py').filter(({ grade }) => grade > 6);
  expect(hard).toEqual([]);
});
