import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parseMasterKey } from '../../../../broker/adapters/seal/master-key.ts';

const key = Buffer.from('8f3a51c2e07794bd16f8a3055ec9d1427b60ef1998a2c4d73b5516e8f07d2c9a', 'hex');

describe('a master key', () => {
  test.each(['base64', 'base64url', 'hex'] as const)('of 32 random bytes is taken as %s', (encoding) => {
    expect(parseMasterKey(key.toString(encoding))).toEqual({ ok: true, key: new Uint8Array(key) });
  });

  test('from a random source is always taken', () => {
    for (let round = 0; round < 2_000; round++) expect(parseMasterKey(randomBytes(32).toString('base64')).ok).toBe(true);
  });

  test.each([
    ['nothing', '', /too short: 0 bytes/],
    ['16 bytes', key.subarray(16).toString('base64'), /too short: 16 bytes/],
    ['31 bytes', key.subarray(1).toString('base64url'), /too short: 31 bytes/],
    ['33 bytes', Buffer.concat([key, key.subarray(31)]).toString('base64'), /too long: 33 bytes/],
    ['64 bytes', Buffer.concat([key, key]).toString('base64'), /too long: 64 bytes/],
    ['a sentence', 'please do not look at my key!', /neither base64 nor hex/],
    ['mixed alphabets', `${key.toString('base64').slice(0, 41)}+_`, /neither base64 nor hex/],
    ['zeros', '0'.repeat(64), /over and over/],
    ['the letter A', Buffer.alloc(32, 'A').toString('base64'), /over and over/],
    ['a sequence', Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64'), /sequence/],
    ['a falling sequence', Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index)).toString('hex'), /sequence/],
    ['text', Buffer.from('correct-horse-battery-staple-123').toString('base64'), /text/],
    ['one half twice', Buffer.concat([key.subarray(16), key.subarray(16)]).toString('hex'), /repeats/],
    ['few different bytes', Buffer.from(Array.from(key, (byte) => byte & 0x0f)).toString('hex'), /few different/],
    ['the hash of "password"', createHash('sha256').update('password').digest('hex'), /example/],
    ['the hash of nothing', createHash('sha256').digest('base64'), /example/],
  ])('of %s is refused, and the reason does not repeat it', (_what, text, because) => {
    const parsed = parseMasterKey(text);
    if (parsed.ok) throw new Error('taken');
    expect(parsed.because).toMatch(because);
    if (text.length > 8) expect(parsed.because).not.toContain(text);
  });
});
