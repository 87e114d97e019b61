import { readFileSync, writeFileSync } from 'node:fs';
import { type AttackClass, attackClasses, attackSections } from './classes.ts';

/** One row of docs/attacks.md: the cases of one class in one file. */
export interface AttackRow {
  readonly line: string;
  readonly attackClass: string;
  /** What must be refused, and what must pass. */
  readonly refused: number;
  readonly passes: number;
  /** Below test/attacks. */
  readonly file: string;
}

const pagePath = new URL('../../../docs/attacks.md', import.meta.url);
const row = /^\| `([a-z0-9.-]+)` .*\| (\d+) \| (\d+) \| `([^`]+)` \|$/;

export function attackPage(): { readonly text: string; readonly rows: readonly AttackRow[] } {
  const text = readFileSync(pagePath, 'utf8');
  return { text, rows: rowsIn(text) };
}

function rowsIn(text: string): readonly AttackRow[] {
  return text.split('\n').flatMap((line) => {
    const [, attackClass, refused, passes, file] = row.exec(line) ?? [];
    if (attackClass === undefined || file === undefined) return [];
    return [{ line, attackClass, refused: Number(refused), passes: Number(passes), file }];
  });
}

/** The row that says just this. */
export function rowOf(attackClass: AttackClass, counts: { readonly refused: number; readonly passes: number }, file: string): string {
  const [title, source] = attackClasses[attackClass];
  return `| \`${attackClass}\` ${title} | ${source} | ${counts.refused} | ${counts.passes} | \`${file}\` |`;
}

/** The page anew, with these rows in place of those of the file. */
export function writeRows(file: string, lines: readonly string[]): void {
  const { text, rows } = attackPage();
  const kept = rows.filter((each) => each.file !== file).map(({ line }) => line);
  const [before = ''] = text.split(sumsHead);
  writeFileSync(pagePath, pageOf(before, rowsIn([...kept, ...lines].join('\n'))));
}

const sumsHead = '| | refused | pass |';

function pageOf(before: string, rows: readonly AttackRow[]): string {
  const order = Object.keys(attackClasses);
  const sorted = rows.toSorted(
    (a, b) => order.indexOf(a.attackClass) - order.indexOf(b.attackClass) || (a.file < b.file ? -1 : Number(a.file > b.file)),
  );
  const sections = Object.entries(attackSections).map(([prefix, title]) => ({
    title,
    rows: sorted.filter(({ attackClass }) => attackClass.startsWith(`${prefix}.`)),
  }));
  const sums = [...sections, { title: 'All', rows: sorted }].map(
    (each) => `| ${each.title} | ${sumOf(each.rows.map(({ refused }) => refused))} | ${sumOf(each.rows.map(({ passes }) => passes))} |`,
  );
  const tables = sections.map((each) =>
    [
      `## ${each.title}`,
      '',
      '| class | known from | refused | pass | file |',
      '|---|---|---|---|---|',
      ...each.rows.map(({ line }) => line),
    ].join('\n'),
  );
  return `${before}${[sumsHead, '|---|---|---|', ...sums].join('\n')}\n\n${tables.join('\n\n')}\n`;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
