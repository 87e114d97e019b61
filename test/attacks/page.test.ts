import { globSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { attackClasses, attackSections } from '../support/attacks/classes.ts';
import { attackPage } from '../support/attacks/page.ts';

const { text, rows } = attackPage();
const sum = (of: (row: (typeof rows)[number]) => number, prefix = '') =>
  rows.filter((row) => row.attackClass.startsWith(prefix)).reduce((total, row) => total + of(row), 0);

test('every class of attack has a case that is refused, and every row a class', () => {
  expect([...new Set(rows.filter((row) => row.refused > 0).map((row) => row.attackClass))].toSorted()).toEqual(
    Object.keys(attackClasses).toSorted(),
  );
});

test('every file of attacks has its rows, and every row its file', () => {
  const files = globSync('**/*.test.ts', { cwd: new URL('.', import.meta.url).pathname }).filter((file) => file !== 'page.test.ts');
  expect([...new Set(rows.map((row) => row.file))].toSorted()).toEqual(files.toSorted());
});

test('the sums are those of the rows', () => {
  for (const [prefix, title] of Object.entries(attackSections)) {
    const of = `${prefix}.`;
    expect(text).toContain(`| ${title} | ${sum((row) => row.refused, of)} | ${sum((row) => row.passes, of)} |`);
  }
  expect(text).toContain(`| All | ${sum((row) => row.refused)} | ${sum((row) => row.passes)} |`);
});
