import { expect, test } from '@jest/globals';
import type { AttackClass } from './classes.ts';
import { attackPage, rowOf, writeRows } from './page.ts';

type Run = () => unknown;

/** `test` and `test.each` of the runner, which count what they register. */
interface CountedTest {
  (name: string, run: Run): void;
  readonly each: typeof test.each;
}

/** Tests of one class of attack: what must be refused (`attack`), and what must pass all the same (`honest`). */
export interface Cases {
  readonly attack: CountedTest;
  readonly honest: CountedTest;
}

// The runner loads modules anew for each test file, so these are the cases of one file.
const counts = new Map<AttackClass, { refused: number; passes: number }>();

/**
 * The cases of one class in this file. The first call adds a test that docs/attacks.md says how many there are, so that
 * the page cannot differ from the tests. With `WRITE_ATTACK_PAGE=1` (and `--runInBand`) it writes the rows instead.
 */
export function casesOf(attackClass: AttackClass): Cases {
  if (counts.size === 0) test('docs/attacks.md counts the cases of this file', expectRows);
  const count = counts.get(attackClass) ?? { refused: 0, passes: 0 };
  counts.set(attackClass, count);
  return {
    attack: counted((number) => {
      count.refused += number;
    }),
    honest: counted((number) => {
      count.passes += number;
    }),
  };
}

function counted(add: (number: number) => void): CountedTest {
  const one = (name: string, run: Run) => {
    add(1);
    test(name, run as () => void);
  };
  const each = (table: readonly unknown[]) => {
    add(table.length);
    return test.each(table as readonly string[]);
  };
  return Object.assign(one, { each: each as unknown as typeof test.each });
}

function expectRows(): void {
  const file = (expect.getState().testPath ?? '').split('/test/attacks/')[1] ?? '';
  const rows = [...counts].map(([attackClass, count]) => rowOf(attackClass, count, file));
  if (process.env.WRITE_ATTACK_PAGE !== undefined) writeRows(file, rows);
  const onPage = attackPage().rows.filter((each) => each.file === file);
  expect(onPage.map((each) => each.line).toSorted()).toEqual(rows.toSorted());
}
