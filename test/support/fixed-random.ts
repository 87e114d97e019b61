import { createHash } from 'node:crypto';
import type { Random } from '../../broker/domain/ports/random.ts';

/** Bytes that look random, never repeat within a test and are the same in every run; another seed gives others. */
export function createFixedRandom(seed = 'test'): Random {
  let calls = 0;
  function bytes(count: number): Uint8Array {
    calls += 1;
    const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, block) =>
      createHash('sha256')
        .update(JSON.stringify([seed, calls, block]))
        .digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
  }
  return { bytes, token: (count) => Buffer.from(bytes(count)).toString('base64url') };
}
