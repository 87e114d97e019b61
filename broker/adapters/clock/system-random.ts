import { randomBytes } from 'node:crypto';
import type { Random } from '../../domain/ports/random.ts';

/** The machine's cryptographic random source. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
};
