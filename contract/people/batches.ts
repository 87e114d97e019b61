import { type ImportRow, peopleLimits } from '#contract/rpc/people';

/** Characters of one call: the broker takes 256 KB, and a character may be four bytes. */
const callLength = 60_000;

/** Rows as they go in one call after the other: no call holds more rows, nor more text, than the broker takes. */
export function inBatches(rows: readonly ImportRow[]): readonly (readonly ImportRow[])[] {
  const batches: ImportRow[][] = [];
  let room = 0;
  for (const row of rows) {
    const length = JSON.stringify(row).length + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length >= peopleLimits.rowsOfCall || room < length) {
      batches.push([row]);
      room = callLength - length;
    } else {
      last.push(row);
      room -= length;
    }
  }
  return batches;
}
