import { createHash } from 'node:crypto';
import type { PartHash } from '#contract/settings/parts';

/** SHA-256 of the UTF-8 bytes, base64url without padding. */
export function partHash(content: string): PartHash {
  return createHash('sha256').update(content, 'utf8').digest('base64url');
}
