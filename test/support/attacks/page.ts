import { readFileSync } from 'node:fs';
import { type AttackClass, attackClasses } from './classes.ts';

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
  const rows = text.split('\n').flatMap((line) => {
    const [, attackClass, refused, passes, file] = row.exec(line) ?? [];
    if (attackClass === undefined || file === undefined) return [];
    return [{ line, attackClass, refused: Number(refused), passes: Number(passes), file }];
  });
  return { text, rows };
}

/** The row that says just this. */
export function rowOf(attackClass: AttackClass, counts: { readonly refused: number; readonly passes: number }, file: string): string {
  const [title, source] = attackClasses[attackClass];
  return `| \`${attackClass}\` ${title} | ${source} | ${counts.refused} | ${counts.passes} | \`${file}\` |`;
}
