import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { dueRolls, ownCertificateMs } from '../../../broker/domain/own-keys.ts';
import type { SigningKeyNotes } from '../../../broker/domain/ports/key-rotation.ts';
import { certificateOfKey } from '../../../broker/saml/certificate.ts';

const day = 86_400_000;
const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21);
const key = (purpose: SigningKeyNotes['purpose'], age: number, more: Partial<SigningKeyNotes> = {}): SigningKeyNotes => ({
  id: `${purpose}-${age}`,
  purpose,
  algorithm: 'ecdsa-p256',
  createdAt: now - age,
  signsFrom: now - age,
  trustedUntil: null,
  ...more,
});
const due = (keys: readonly SigningKeyNotes[], foreign = false, lifetimeMs?: number) =>
  dueRolls(keys, { foreign }, now, lifetimeMs).map(({ purpose, times }) => [purpose, times.aheadMs]);

describe('our own keys', () => {
  test('that nobody else reads are exchanged after a year, an hour ahead', () => {
    expect(due([key('login', 365 * day - hour - 1), key('portal', 365 * day - hour - 1)])).toEqual([]);
    expect(due([key('login', 365 * day - hour), key('portal', 365 * day - hour)])).toEqual([
      ['login', hour],
      ['portal', hour],
    ]);
  });

  test('that token endpoints read are published thirty days before they sign', () => {
    expect(due([key('client', 335 * day - 1)])).toEqual([]);
    expect(due([key('client', 335 * day)], true)).toEqual([['client', 30 * day]]);
  });

  test('that providers or applications may have entered by hand, or phones have subscribed with, are never exchanged by themselves', () => {
    const keys = ['connection', 'decryption', 'login', 'push'] as const;
    expect(
      due(
        keys.map((purpose) => key(purpose, 4_000 * day)),
        true,
      ),
    ).toEqual([]);
  });

  test('are as old as their newest, and that from when it signs', () => {
    expect(due([key('login', 400 * day), key('login', 10 * day)])).toEqual([]);
    expect(due([key('client', 400 * day), key('client', 10 * day, { signsFrom: now + 20 * day })])).toEqual([]);
    expect(due([key('login', 10 * day), key('login', 400 * day, { algorithm: 'rsa-2048' })])).toEqual([['login', hour]]);
  });

  test('are exchanged by command only where the operator says so', () => {
    expect(due([key('login', 4_000 * day), key('portal', 4_000 * day)], false, 0)).toEqual([]);
    expect(due([key('login', 60 * day)], false, 60 * day)).toEqual([['login', hour]]);
  });

  test('have certificates that end when it is said that they end', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const made = certificateOfKey({ id: 'a', privateKey, createdAt: now }, 'login.example');
    expect(Date.parse(new X509Certificate(Buffer.from(made, 'base64')).validTo)).toBe(now + ownCertificateMs);
  });
});
