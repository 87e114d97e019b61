import { describe, expect, test } from '@jest/globals';
import { type MethodKind, methodKinds } from '#contract/settings/methods';
import { nextStep } from '../../../broker/domain/next-step.ts';
import { meets, nothingShown, type Proof, proofOf } from '../../../broker/domain/policy/demand.ts';
import { confirmation, demandsOf, securityAddress, securityRequest } from '../../../broker/domain/security-page.ts';
import { aTenant } from '../../support/builders/tenant.ts';

const now = Date.UTC(2026, 10, 21, 12);
const minutes = (count: number) => count * 60_000;
const shown = (at: number, ...methods: MethodKind[]): Proof => proofOf({ methods, at });
const confirms = (own: readonly MethodKind[], proof: Proof) => meets(confirmation(own, now), proof);

describe('a confirmation', () => {
  test('is one of the strong ones of people who have one, within five minutes', () => {
    expect(confirms(['totp'], shown(now, 'totp'))).toBe(true);
    expect(confirms(['totp'], shown(now - minutes(5), 'totp'))).toBe(true);
    expect(confirms(['totp'], shown(now - minutes(5) - 1, 'totp'))).toBe(false);
    expect(confirms(['totp', 'sms-code'], shown(now, 'webauthn'))).toBe(true);
    // Whoever has a key shows it: an app can be asked for on a copied page.
    expect(confirms(['webauthn', 'totp'], shown(now, 'totp'))).toBe(false);
    expect(confirms(['webauthn', 'totp'], shown(now, 'webauthn'))).toBe(true);
    expect(confirms(['totp'], nothingShown)).toBe(false);
  });

  test.each(['sms-code', 'email-code', 'recovery-code', 'temporary-pass'] as const)('is not %s where there is a strong one', (method) => {
    expect(confirms(['totp', 'sms-code'], shown(now, method))).toBe(false);
  });

  test('is whichever they have where none is strong, and nothing that everybody has', () => {
    expect(confirms(['sms-code'], shown(now, 'sms-code'))).toBe(true);
    expect(confirms(['sms-code'], shown(now, 'totp'))).toBe(true);
    for (const method of ['email-code', 'recovery-code'] as const) expect(confirms(['sms-code'], shown(now, method))).toBe(false);
  });

  test('is what was shown last: only its time is known', () => {
    // The app this morning, a recovery code just now.
    expect(confirms(['totp'], shown(now, 'totp', 'recovery-code'))).toBe(false);
    expect(confirms(['totp'], shown(now, 'recovery-code', 'totp'))).toBe(true);
  });

  test('is no remembered browser, nor the word of the company', () => {
    expect(confirms(['sms-code'], { ...nothingShown, rememberedBrowser: true, providerAfresh: 'phishing-resistant' })).toBe(false);
  });
});

describe('what a wish asks for', () => {
  const facts = { own: ['totp'], enrollable: ['totp', 'sms-code'], now } as const;

  test('is nothing for a request of an application, and for a visit', () => {
    expect(demandsOf(undefined, facts)).toEqual([]);
    expect(demandsOf('visit', facts)).toEqual([]);
  });

  test('is a confirmation for whoever has one, whatever the wish says', () => {
    for (const wish of ['confirm', 'first-factor'] as const) expect(demandsOf(wish, facts)).toEqual([confirmation(['totp'], now)]);
  });

  test('is a set-up, and nothing that everybody has, for whoever has none', () => {
    expect(demandsOf('confirm', { ...facts, own: [] })).toEqual([]);
    expect(demandsOf('first-factor', { ...facts, own: [] })).toMatchObject([
      { outcome: { ask: 'methods', methods: ['totp', 'sms-code'] } },
    ]);
  });
});

test('a first factor is not what somebody showed before it was removed', () => {
  const [demand] = demandsOf('first-factor', { own: [], enrollable: ['totp'], now });
  expect(demand && meets(demand, shown(now, 'totp'))).toBe(false);
});

describe('the next step of a confirmation', () => {
  const step = (own: readonly MethodKind[], proof: Proof) =>
    nextStep({
      policy: { kind: 'demands', demands: [{ outcome: { ask: 'nothing' }, because: 'nobody' }], because: 'nobody' },
      requested: 'none',
      providerProved: 'none',
      proof,
      factors: [...own.map((kind) => ({ kind, isOwn: true })), { kind: 'recovery-code' as const, isOwn: false }],
      enrollable: ['webauthn', 'totp', 'sms-code'],
      further: demandsOf('confirm', { own, enrollable: ['totp'], now }),
      freshSince: now - minutes(5),
      askable: 'none',
    });

  test('is the answer where it was shown moments ago, and a challenge where it was not', () => {
    expect(step(['totp'], shown(now, 'totp'))).toMatchObject({ kind: 'respond' });
    expect(step(['totp'], shown(now - minutes(6), 'totp'))).toMatchObject({ kind: 'challenge', methods: ['totp', 'recovery-code'] });
  });

  test('is a set-up only after a recovery code of this very moment', () => {
    expect(step(['totp'], shown(now - minutes(6), 'recovery-code'))).toMatchObject({ kind: 'challenge' });
    expect(step(['totp'], shown(now, 'recovery-code'))).toMatchObject({ kind: 'enrol', methods: ['webauthn', 'totp'] });
  });

  test('never is a set-up for who has something and has shown nothing lately, whatever else was shown before', () => {
    for (const own of methodKinds.filter((kind) => kind !== 'recovery-code' && kind !== 'email-code'))
      for (const before of methodKinds) expect(step([own], shown(now - minutes(6), before)).kind).toBe('challenge');
  });
});

describe('the address of a part', () => {
  test.each([
    ['add', '/security/add'],
    ['codes', '/security/codes'],
    ['factors/AbC-_123', '/security/factors/AbC-_123'],
  ])('is its own: %s', (part, address) => expect(securityAddress(part)).toBe(address));

  test.each([null, '', '/', '//evil.example', 'add/', 'add\n', 'Add', 'factors/', 'factors/a/b/c', 'factors/../../x', 'sign-out'])(
    'is the page itself for anything else: %p',
    (part) => expect(securityAddress(part)).toBe('/security'),
  );
});

test('a request of the page is told from others by visit, wish and part, and stays on its own host', () => {
  const tenant = aTenant();
  const ask = (wish: 'visit' | 'confirm' | 'first-factor', part: string | null = null) =>
    securityRequest(tenant, { visit: 'v', wish, part });
  const ids = [ask('visit'), ask('confirm'), ask('confirm', 'add'), ask('first-factor')].map(({ requestId }) => requestId);
  expect(new Set(ids).size).toBe(4);
  expect(ask('confirm', '//evil.example')).toMatchObject({
    party: `${tenant.loginOrigin}/security`,
    acsUrl: `${tenant.loginOrigin}/security`,
  });
});
