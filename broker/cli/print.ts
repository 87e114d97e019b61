import type { Problem } from '#contract/settings/problems';

/** One line for each problem: place, line where known, what is wrong. */
export function problemLines(problems: readonly (Problem & { readonly line?: number })[]): string[] {
  return problems.map(
    ({ path, message, line }) => `  ${line === undefined ? '' : `line ${line}, `}${path === '' ? 'the whole' : path}: ${message}`,
  );
}

/** Columns as wide as their widest entry; the last one is left as it is. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '));
}

export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
