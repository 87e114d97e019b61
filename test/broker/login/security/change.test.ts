import { describe, expect, test } from '@jest/globals';
import type { MethodKind } from '#contract/settings/methods';
import { emptySettings } from '#contract/settings/snapshot';
import type { OwnFactor } from '../../../../broker/domain/ports/factor.ts';
import type { PersonEvent } from '../../../../broker/domain/ports/notices.ts';
import { makeCodes, removeFactor, renameFactor } from '../../../../broker/login/security/change.ts';
import type { SecurityDeps } from '../../../../broker/login/security/deps.ts';
import type { SecurityVisit } from '../../../../broker/login/security/visit.ts';
import { brand } from '../../../support/builders/brand.ts';

const now = Date.UTC(2026, 10, 21, 12);
const hours = (count: number) => count * 3_600_000;

const aFactor = (id: string, kind: MethodKind, age: number): OwnFactor => ({
  id: brand(id),
  kind,
  label: id,
  createdAt: now - age,
  lastUsedAt: null,
});

/** A person with these factors who has shown `methods` moments ago, and what came of what they did. */
function somebody(factors: readonly OwnFactor[], methods: readonly MethodKind[], more: Partial<SecurityVisit> = {}) {
  let left = [...factors];
  const told: PersonEvent[] = [];
  const cleared: string[] = [];
  const deps = {
    clock: { now: () => now },
    notices: { tellPerson: (_to: unknown, event: PersonEvent) => void told.push(event) },
    storage: {
      browsers: { removeAll: async () => cleared.push('browsers') },
      factors: { voidSignIns: async () => cleared.push('sign-ins') },
      sessions: {
        listBrokers: async () => [
          { id: 'this', methods: 'totp' },
          { id: 'by-app', methods: 'sms-code,totp' },
          { id: 'by-key', methods: 'webauthn' },
        ],
        endBrokers: async (_tenant: unknown, ids: readonly string[]) => cleared.push(...ids),
      },
    },
    factors: {
      byKind: new Map(factors.map(({ kind }) => [kind, { enrol: {} }])),
      own: {
        list: async () => left,
        rename: async (_at: unknown, id: string) => left.some((factor) => factor.id === id),
        async remove(_at: unknown, id: string) {
          const before = left.length;
          left = left.filter((factor) => factor.id !== id);
          return left.length < before;
        },
      },
      recoveryCodes: { issue: async () => ['one', 'two'] },
    },
  } as unknown as SecurityDeps;
  const visit = {
    subject: { tenant: brand('t1'), subject: brand('s1') },
    at: { methods: emptySettings.secondFactor.methods },
    own: factors.map(({ kind }) => kind),
    isConfirmed: true,
    current: { session: { id: 'this', connection: 'borealis', assurance: { strength: 'any', methods, at: now } } },
    ...more,
  } as unknown as SecurityVisit;
  return { deps, visit, told, cleared, left: () => left.map(({ id }) => id as string) };
}

describe('a number that was added today', () => {
  const both = [aFactor('old', 'sms-code', hours(48)), aFactor('new', 'sms-code', hours(23))];

  test('removes no other, whichever of them was used', async () => {
    const { deps, visit, told, left } = somebody(both, ['sms-code']);
    expect(await removeFactor(deps, visit, 'old')).toMatchObject({ ok: false, code: 'security_factor_too_new' });
    expect([left(), told]).toEqual([['old', 'new'], []]);
  });

  test('makes no recovery codes either', async () => {
    const { deps, visit, told } = somebody(both, ['sms-code']);
    expect(await makeCodes(deps, visit)).toMatchObject({ ok: false, code: 'security_factor_too_new' });
    expect(told).toEqual([]);
  });

  test('may be removed itself', async () => {
    const { deps, visit, told, left } = somebody(both, ['sms-code']);
    expect(await removeFactor(deps, visit, 'new')).toEqual({ ok: true });
    expect([left(), told]).toEqual([['old'], [{ kind: 'factor-removed', method: 'sms-code' }]]);
  });

  test('is as good as any other after a day', async () => {
    const { deps, visit } = somebody([both[0] as OwnFactor, aFactor('settled', 'sms-code', hours(24))], ['sms-code']);
    expect(await removeFactor(deps, visit, 'old')).toEqual({ ok: true });
  });

  test('stands in nobody’s way who has shown something older', async () => {
    const { deps, visit } = somebody([...both, aFactor('app', 'totp', hours(25))], ['sms-code', 'totp']);
    expect(await removeFactor(deps, visit, 'old')).toEqual({ ok: true });
  });
});

describe('an app that was added today', () => {
  const usedAt = (factor: OwnFactor, lastUsedAt: number): OwnFactor => ({ ...factor, lastUsedAt });
  const [owners, thiefs] = [aFactor('owners', 'totp', hours(48)), aFactor('thiefs', 'totp', hours(1))];

  test('turns nobody out, by whichever kind of factor', async () => {
    const shown = somebody([owners, usedAt(thiefs, now - 5)], ['totp']);
    expect(await removeFactor(shown.deps, shown.visit, 'owners')).toMatchObject({ ok: false, code: 'security_factor_too_new' });
    const key = somebody([owners, aFactor('thiefs', 'webauthn', hours(1))], ['webauthn']);
    expect(await makeCodes(key.deps, key.visit)).toMatchObject({ ok: false, code: 'security_factor_too_new' });
  });

  test('is removed, and others are, by one that is older', async () => {
    const shown = () => somebody([usedAt(owners, now - 5), usedAt(thiefs, now - hours(1))], ['totp']);
    for (const id of ['owners', 'thiefs']) {
      const { deps, visit } = shown();
      expect(await removeFactor(deps, visit, id)).toEqual({ ok: true });
    }
  });

  test('was not what was shown, when it was added after that', async () => {
    const { deps, visit } = somebody([usedAt(owners, now - 5), usedAt(thiefs, now + 60_000)], ['totp']);
    expect(await makeCodes(deps, visit)).toMatchObject({ ok: true });
  });

  test('removes what was added after it, and anything on the first day', async () => {
    const first = aFactor('first', 'totp', hours(3));
    const two = somebody([first, aFactor('second', 'webauthn', hours(2))], ['totp']);
    expect(await removeFactor(two.deps, two.visit, 'second')).toEqual({ ok: true });
    const later = somebody([owners, first, aFactor('second', 'webauthn', hours(2))], ['totp']);
    expect(await removeFactor(later.deps, later.visit, 'second')).toMatchObject({ ok: true });
    expect(await removeFactor(later.deps, later.visit, 'owners')).toMatchObject({ ok: false });
  });
});

describe('a removal', () => {
  test('ends what was begun, remembered and opened with it, and this browser’s session not', async () => {
    const two = somebody([aFactor('a', 'totp', hours(48)), aFactor('b', 'totp', hours(48))], ['totp']);
    await removeFactor(two.deps, two.visit, 'a');
    expect(two.cleared).toEqual(['sign-ins', 'browsers', 'by-app']);
  });

  test('of what is not there, or not theirs, tells nobody of anything', async () => {
    const { deps, visit, told } = somebody([aFactor('a', 'totp', 1)], ['totp']);
    for (const change of [removeFactor(deps, visit, 'x'), renameFactor(deps, visit, 'x', 'name')])
      expect(await change).toMatchObject({ ok: false, code: 'security_item_gone' });
    expect(told).toEqual([]);
  });
});

test('without a proof of moments ago nothing changes, and nobody is told of anything', async () => {
  const { deps, visit, told, left } = somebody([aFactor('a', 'totp', 1)], ['totp'], { isConfirmed: false });
  for (const change of [removeFactor(deps, visit, 'a'), renameFactor(deps, visit, 'a', 'name'), makeCodes(deps, visit)])
    expect(await change).toMatchObject({ ok: false, code: 'security_confirm_needed' });
  expect([left(), told]).toEqual([['a'], []]);
});

test('a rename gives the name of before, for whoever wants it back, and is told without any name', async () => {
  const { deps, visit, told } = somebody([aFactor('phone', 'totp', 1)], ['totp']);
  expect(await renameFactor(deps, visit, 'phone', 'Drawer')).toEqual({ ok: true, was: 'phone', factor: 'phone' });
  expect(told).toEqual([{ kind: 'factor-renamed', method: 'totp' }]);
});
