import { createECDH, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decrypt } from 'http_ece';
import { encryptPush, longestPayload, readReceiverKeys } from '../../../../broker/adapters/push/encrypt.ts';

/** RFC 8291, appendix A. */
const rfc = {
  payload: 'When I grow up, I want to be a watermelon',
  ourPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  theirPublic: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

test('the example of RFC 8291 comes out byte for byte', () => {
  const to = readReceiverKeys(rfc.theirPublic, rfc.auth);
  if (to === null) throw new Error('no keys');
  const ephemeral = createECDH('prime256v1');
  ephemeral.setPrivateKey(Buffer.from(rfc.ourPrivate, 'base64url'));
  const message = encryptPush(Buffer.from(rfc.payload), to, { salt: Buffer.from(rfc.salt, 'base64url'), ephemeral });
  expect(Buffer.from(message).toString('base64url')).toBe(rfc.message);
});

describe('another implementation opens', () => {
  test.each([0, 1, 22, longestPayload])('%d bytes', (length) => {
    const browser = createECDH('prime256v1');
    browser.generateKeys();
    const auth = randomBytes(16);
    const to = readReceiverKeys(browser.getPublicKey('base64url'), auth.toString('base64url'));
    if (to === null) throw new Error('no keys');
    const ephemeral = createECDH('prime256v1');
    ephemeral.generateKeys();
    const payload = randomBytes(length);
    const message = Buffer.from(encryptPush(payload, to, { salt: randomBytes(16), ephemeral }));
    expect(message.length).toBeLessThanOrEqual(4096);
    expect(decrypt(message, { version: 'aes128gcm', privateKey: browser, authSecret: auth }).equals(payload)).toBe(true);
  });
});

test('a payload that services would not take is none', () => {
  const to = readReceiverKeys(rfc.theirPublic, rfc.auth);
  const ephemeral = createECDH('prime256v1');
  ephemeral.generateKeys();
  if (to === null) throw new Error('no keys');
  expect(() => encryptPush(new Uint8Array(longestPayload + 1), to, { salt: randomBytes(16), ephemeral })).toThrow(RangeError);
});

describe('are no keys of a browser:', () => {
  const offCurve = Buffer.from(rfc.theirPublic, 'base64url');
  offCurve[64] = (offCurve[64] ?? 0) ^ 1;
  test.each([
    ['nothing', '', ''],
    ['a point that is not on the curve', offCurve.toString('base64url'), rfc.auth],
    ['a compressed point', createECDH('prime256v1').generateKeys('base64url', 'compressed'), rfc.auth],
    ['a secret that is too short', rfc.theirPublic, 'BTBZMqHH6r4Tts7J_aSI'],
    ['other signs', rfc.theirPublic, 'BTBZMqHH6r4Tts7J!aSIgg'],
    ['other base64', rfc.theirPublic.replace(/_/g, '/'), rfc.auth],
  ])('%s', (_, p256dh, auth) => {
    expect(readReceiverKeys(p256dh, auth)).toBeNull();
  });
});
