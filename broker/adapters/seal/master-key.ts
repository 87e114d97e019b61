import { createHash, timingSafeEqual } from 'node:crypto';

export type MasterKeyParse = { readonly ok: true; readonly key: Uint8Array } | { readonly ok: false; readonly because: string };

const keyBytes = 32;
/** Of 32 random bytes about 30 differ; fewer than this happens to nobody by chance. */
const minDifferentBytes = 18;
/** Words whose hash somebody may take for a key. */
const exampleWords = [
  '',
  'changeme',
  'example',
  'gatehouse',
  'hello',
  'key',
  'master',
  'masterkey',
  'master-key',
  'password',
  'secret',
  'test',
];

/**
 * Reads a master key: 32 random bytes as base64url, base64 or hex. Refuses what is not 32 bytes and what no random
 * source makes (text, repetitions, sequences, well-known examples); `because` is a sentence for the operator that never
 * repeats the key.
 */
export function parseMasterKey(text: string): MasterKeyParse {
  const key = bytesOf(text);
  if (key === null) return refuse('is neither base64 nor hex. Make a key with "openssl rand -base64 32".');
  if (key.length < keyBytes)
    return refuse(`is too short: ${key.length} bytes, and ${keyBytes} are needed. Make a key with "openssl rand -base64 32".`);
  if (key.length > keyBytes)
    return refuse(`is too long: ${key.length} bytes, and exactly ${keyBytes} are needed. Make a key with "openssl rand -base64 32".`);
  const weakness = weaknessOf(key);
  return weakness === null ? { ok: true, key } : refuse(`${weakness}, so it can be guessed. Make a key with "openssl rand -base64 32".`);
}

function bytesOf(text: string): Uint8Array | null {
  if (text === '') return new Uint8Array();
  if (/^[0-9a-fA-F]+$/.test(text) && text.length === 2 * keyBytes) return new Uint8Array(Buffer.from(text, 'hex'));
  if (!/^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/.test(text)) return null;
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function weaknessOf(key: Uint8Array): string | null {
  if (key.every((byte) => byte === key[0])) return 'is one byte over and over';
  if (isExample(key)) return 'is a well-known example';
  if (key.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is text, not random bytes';
  const steps = key.slice(1).map((byte, index) => byte - (key[index] ?? 0));
  if (steps.every((step) => step === steps[0])) return 'is a sequence';
  const half = keyBytes / 2;
  if (timingSafeEqual(key.subarray(0, half), key.subarray(half))) return 'repeats itself';
  if (new Set(key).size < minDifferentBytes) return 'has too few different bytes';
  return null;
}

function isExample(key: Uint8Array): boolean {
  return exampleWords.some((word) => createHash('sha256').update(word).digest().equals(key));
}

function refuse(because: string): MasterKeyParse {
  return { ok: false, because };
}
