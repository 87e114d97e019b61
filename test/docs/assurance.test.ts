import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const verdicts = ['Met', 'By setting', 'In part', 'Not met', 'Not met by the letter'];

/** How a row names a test. */
const named = /`(test\/[^`]+)` “([^”]+)”/g;

interface Row {
  readonly section: string;
  readonly item: string;
  readonly here: string;
  readonly shown: readonly { readonly file: string; readonly title: string }[];
  /** What else stands in the column of tests. */
  readonly besides: string;
}

/** Rows of the tables that have a column of tests, each with the tests that it names. */
function rowsOf(page: string): readonly Row[] {
  return page.split(/^## /m).flatMap((part) => {
    const [section = '', ...lines] = part.split('\n');
    return lines.flatMap((line) => {
      const cells = line.replace(/^\| | \|$/g, '').split(' | ');
      const [item = '', , here = '', shownBy = ''] = cells;
      if (cells.length !== 4 || item === 'item') return [];
      const shown = [...shownBy.matchAll(named)].map(([, file = '', title = '']) => ({ file, title }));
      return [{ section, item, here, shown, besides: shownBy.replaceAll(named, '').replaceAll(/[; ]/g, '') }];
    });
  });
}

const texts = new Map<string, string>();
function textOf(file: string): string {
  const text = texts.get(file) ?? (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '');
  texts.set(file, text);
  return text;
}

/** Does the file say this as one whole text of its own: the title of a test, or of a case of one? */
const says = (file: string, title: string) =>
  [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => textOf(file).includes(quoted.replaceAll('\\', '\\\\')));

describe('the page about assurance', () => {
  const page = readFileSync(join(root, 'docs/assurance.md'), 'utf8');
  const rows = rowsOf(page);

  test('has its rows, section by section', () => {
    expect(rows.length).toBeGreaterThan(80);
    // None is left out because it has a cell too many.
    expect(rows.length).toBe(page.split('\n').filter((line) => /^\| \d/.test(line)).length);
    for (const section of ['section 2', 'section 3.1', 'section 3.2', 'section 4', 'section 5', 'V6', 'V7'])
      expect(rows.filter((row) => row.section.includes(section)).length).toBeGreaterThan(5);
  });

  test('gives a verdict first in every row', () => {
    expect(rows.filter(({ here }) => !verdicts.includes(/^\*\*([^*]+)\*\*/.exec(here)?.[1] ?? ''))).toEqual([]);
  });

  test('names items as the standards number them', () => {
    expect(rows.filter(({ item }) => !/^\d(\.\d{1,2}){1,3}(, \d(\.\d{1,2}){1,3})*$/.test(item))).toEqual([]);
  });

  test('names for every row a test that is there', () => {
    expect(rows.filter(({ shown, besides }) => shown.length === 0 || besides !== '')).toEqual([]);
    const missing = rows.flatMap(({ item, shown }) =>
      shown
        .filter(({ file, title }) => !/\.test\.tsx?$/.test(file) || !says(file, title))
        .map(({ file, title }) => `${item}: ${file} “${title}”`),
    );
    expect(missing).toEqual([]);
  });

  test('would not do with a test that is not there', () => {
    expect(says('test/docs/assurance.test.ts', `${'gives a verdict'} in no row`)).toBe(false);
    expect(says('test/docs/no-such.test.ts', 'has its rows, section by section')).toBe(false);
  });
});
