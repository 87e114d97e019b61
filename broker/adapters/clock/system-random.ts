import { randomFillSync } from 'node:crypto';
import type { Random } from '../../domain/ports/random.ts';

/** Drawn at once: a call of the random source costs the same for twelve bytes and for some thousand. */
const poolBytes = 4_096;
const pool = Buffer.alloc(poolBytes);
let taken = poolBytes;

/** The machine's cryptographic random source. */
export const systemRandom: Random = {
  bytes: (count) => take(count, (bytes) => new Uint8Array(bytes)),
  token: (count) => take(count, (bytes) => bytes.toString('base64url')),
};

/** Gives out bytes that nobody had, once: `read` makes a copy, and what it has read is wiped before anybody has the copy. */
function take<Result>(count: number, read: (bytes: Buffer) => Result): Result {
  if (count > poolBytes) return read(randomFillSync(Buffer.alloc(count)));
  if (taken + count > poolBytes) {
    randomFillSync(pool);
    taken = 0;
  }
  const bytes = pool.subarray(taken, taken + count);
  taken += count;
  const result = read(bytes);
  bytes.fill(0);
  return result;
}
