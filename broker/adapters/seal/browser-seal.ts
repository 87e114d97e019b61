import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../domain/ports/random.ts';
import type { BrowserSeal, Place } from '../../domain/ports/vault.ts';
import { decrypt, encrypt, nonceLength } from './aes-gcm.ts';
import { lengthPrefixed } from './lengths.ts';

const keyBytes = 32;
const shapeOfKey = /^[A-Za-z0-9_-]{43}$/;

/** Seals under keys that only one browser has. A cookie that is no key of ours opens nothing and proves nothing. */
export function createBrowserSeal(random: Random): BrowserSeal {
  return {
    newKey: () => random.token(keyBytes),
    keyHash: (key) =>
      createHash('sha256')
        .update(lengthPrefixed(['gatehouse/browser-key/1', key]))
        .digest('base64url'),
    seal(key, place, plain) {
      const derived = derive(key, 'seal');
      if (derived === null) throw new RangeError('not a browser key');
      return encrypt(derived, random.bytes(nonceLength), additionalData(place), plain);
    },
    open(key, place, sealed) {
      const derived = derive(key, 'seal');
      return derived === null ? null : decrypt(derived, additionalData(place), sealed);
    },
    formToken(key, step) {
      const derived = derive(key, 'form');
      if (derived === null) throw new RangeError('not a browser key');
      return tokenOf(derived, step).toString('base64url');
    },
    isFormToken(key, step, token) {
      const derived = derive(key, 'form');
      if (derived === null) return false;
      const wanted = Buffer.from(tokenOf(derived, step).toString('base64url'));
      const got = Buffer.from(token, 'utf8');
      return got.length === wanted.length && timingSafeEqual(got, wanted);
    },
  };
}

/** One key per use, so that a form token, which the page shows, tells nothing about the key that seals. */
function derive(key: string, use: 'seal' | 'form'): KeyObject | null {
  if (!shapeOfKey.test(key)) return null;
  // Key objects throughout: an HMAC or cipher over bare bytes costs five times as much (measured on Node 24).
  const whole = createSecretKey(Buffer.from(key, 'base64url'));
  return createSecretKey(createHmac('sha256', whole).update(`gatehouse/browser-${use}/1`).digest());
}

const tokenOf = (formKey: KeyObject, step: string) =>
  createHmac('sha256', formKey)
    .update(lengthPrefixed([step]))
    .digest();

function additionalData(place: Place): Buffer {
  return lengthPrefixed(['gatehouse/browser-sealed/1', place.table, place.tenant, place.row, place.column]);
}
