import { describe, expect, test } from '@jest/globals';
import type { FactorId, SubjectKey, TenantId, TokenId } from '../../broker/domain/brands.ts';
import type { NewToken, StoredToken } from '../../broker/domain/ports/stores/token-store.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredFactor } from '../support/builders/stored-factor.ts';
import type { TestStorage } from '../support/storage.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const factor = (name: string) => brand<FactorId>(name);

const aToken = (name: string, more: Partial<NewToken> = {}): NewToken => ({
  tenant,
  id: brand<TokenId>(`token ${name}`),
  serialHash: `hash ${name}`,
  sealed: new Uint8Array([1, 2, 3]),
  position: 0,
  addedAt: 1_000,
  ...more,
});
const holds = (storage: TestStorage, id: string) =>
  storage.factors.insert(
    aStoredFactor({ tenant, id: factor(id), subject: brand<SubjectKey>(`holder ${id}`), kind: 'oath-token', state: 'active' }),
  );
async function seen({ tokens }: TestStorage, name: string): Promise<StoredToken> {
  const row = await tokens.findBySerial(tenant, `hash ${name}`);
  if (row === null) throw new Error(`no token ${name}`);
  return row;
}

/** The token as both writers of a round saw it before either changed it. */
const looked = (() => {
  let row: StoredToken | null = null;
  return {
    at: (token: StoredToken) => {
      row = token;
    },
    token: () => {
      if (row === null) throw new Error('nobody looked');
      return row;
    },
  };
})();

onEachDatabase((at) => {
  describe('hardware tokens', () => {
    oneWinner(
      'giving one to two people',
      at,
      (storage, _, writer) => storage.tokens.assign(looked.token(), { factor: factor(`f${writer}`), position: 5, drift: 0 }),
      async (storage, round) => {
        await storage.tokens.add([aToken(String(round))]);
        looked.at(await seen(storage, String(round)));
      },
    );

    oneWinner(
      'giving one that came back to two people',
      at,
      (storage, _, writer) => storage.tokens.assign(looked.token(), { factor: factor(`f${writer}`), position: 9, drift: 0 }),
      async (storage, round) => {
        await storage.tokens.add([aToken(String(round))]);
        await storage.tokens.assign(await seen(storage, String(round)), { factor: factor('gone'), position: 5, drift: 0 });
        looked.at(await seen(storage, String(round)));
      },
    );

    oneWinner(
      'using one counter',
      at,
      (storage, round) => storage.tokens.advance(tenant, factor('f'), { position: round, drift: 0 }),
      async (storage, round) => {
        if (round !== 1) return;
        await storage.tokens.add([aToken('used')]);
        await storage.tokens.assign(await seen(storage, 'used'), { factor: factor('f'), position: 0, drift: 0 });
      },
    );

    test('come back as they were added, and one number once for each tenant', async () => {
      const { tokens } = at.one();
      const [a, b] = [aToken('a', { position: 7 }), aToken('b', { addedAt: 2_000 })];
      expect(await tokens.add([a, b])).toBe(2);
      expect(await at.two().tokens.add([aToken('c'), aToken('again', { serialHash: 'hash a' })])).toBe(1);
      expect(await tokens.add([aToken('a', { tenant: other })])).toBe(1);
      expect(await seen(at.two(), 'a')).toEqual({ ...a, factor: null, isHeld: false, drift: 0, awaited: null });
      expect(await tokens.known(tenant, ['hash a', 'hash b', 'hash x'])).toEqual(new Set(['hash a', 'hash b']));
      expect(await tokens.known(other, ['hash a', 'hash b'])).toEqual(new Set(['hash a']));
      expect(await tokens.count(tenant)).toEqual({ all: 3, held: 0 });
    });

    test('are added by the thousand, and listed page by page', async () => {
      const { tokens } = at.one();
      const many = Array.from({ length: 2_500 }, (_, index) => aToken(String(index).padStart(5, '0'), { addedAt: 1_000 + (index % 3) }));
      expect(await tokens.add(many)).toBe(2_500);
      expect(await tokens.add(many)).toBe(0);
      const found: string[] = [];
      for (let page = await tokens.page(tenant, null, 400); page.length > 0; page = await tokens.page(tenant, page.at(-1) ?? null, 400))
        found.push(...page.map(({ id }) => id));
      expect(new Set(found).size).toBe(2_500);
      expect(await tokens.page(other, null, 10)).toEqual([]);
    });

    test('are held as long as the factor stands that they became', async () => {
      const storage = at.one();
      await storage.tokens.add([aToken('a')]);
      await holds(storage, 'f1');
      expect(await storage.tokens.assign(await seen(storage, 'a'), { factor: factor('f1'), position: 5, drift: -2 })).toBe(true);
      expect(await seen(at.two(), 'a')).toMatchObject({ factor: 'f1', isHeld: true, position: 5, drift: -2 });
      expect(await storage.tokens.ofFactor(tenant, factor('f1'))).toMatchObject({ serialHash: 'hash a' });
      expect(await storage.tokens.ofFactor(other, factor('f1'))).toBeNull();
      expect(await storage.tokens.count(tenant)).toEqual({ all: 1, held: 1 });
      await storage.factors.remove(tenant, brand<SubjectKey>('holder f1'), factor('f1'));
      expect(await seen(storage, 'a')).toMatchObject({ isHeld: false, position: 5 });
    });

    test('are given out and taken away only as they were seen', async () => {
      const storage = at.one();
      await storage.tokens.add([aToken('a')]);
      const before = await seen(storage, 'a');
      await storage.tokens.assign(before, { factor: factor('f1'), position: 5, drift: 0 });
      expect(await storage.tokens.assign(before, { factor: factor('f2'), position: 6, drift: 0 })).toBe(false);
      expect(await storage.tokens.remove(before)).toBe(false);
      expect(await storage.tokens.expect(before, 30)).toBe(false);
      expect(await storage.tokens.remove({ ...(await seen(storage, 'a')), tenant: other })).toBe(false);
      expect(await storage.tokens.remove(await seen(storage, 'a'))).toBe(true);
      expect(await storage.tokens.findBySerial(tenant, 'hash a')).toBeNull();
    });

    test('count up, and what was awaited is forgotten when they do', async () => {
      const storage = at.one();
      await storage.tokens.add([aToken('a')]);
      await storage.tokens.assign(await seen(storage, 'a'), { factor: factor('f1'), position: 5, drift: 0 });
      expect(await storage.tokens.expect(await seen(storage, 'a'), 30)).toBe(true);
      expect(await seen(storage, 'a')).toMatchObject({ awaited: 30 });
      const took: boolean[] = [];
      for (const position of [5, 4, 31, 31, 30]) took.push(await storage.tokens.advance(tenant, factor('f1'), { position, drift: 1 }));
      expect(took).toEqual([false, false, true, false, false]);
      expect(await storage.tokens.advance(other, factor('f1'), { position: 99, drift: 0 })).toBe(false);
      expect(await storage.tokens.advance(tenant, factor('f2'), { position: 99, drift: 0 })).toBe(false);
      expect(await seen(storage, 'a')).toMatchObject({ position: 31, drift: 1, awaited: null });
    });
  });

  describe('YubiKeys', () => {
    const key = (mark: string, more: { factor?: string; position?: number } = {}) => ({
      tenant,
      mark,
      factor: factor(more.factor ?? 'f1'),
      position: more.position ?? 0,
    });

    oneWinner('registering a new one for two people', at, (storage, round, writer) =>
      storage.yubicoKeys.claim(key(`mark ${round}`, { factor: `f${writer}` }), null),
    );

    oneWinner(
      'registering one that was given back for two people',
      at,
      (storage, round, writer) =>
        storage.yubicoKeys.claim(key(`mark ${round}`, { factor: `f${writer}` }), {
          ...key(`mark ${round}`, { factor: 'gone' }),
          isHeld: false,
        }),
      (storage, round) => storage.yubicoKeys.claim(key(`mark ${round}`, { factor: 'gone' }), null),
    );

    oneWinner(
      'using one code',
      at,
      (storage, round) => storage.yubicoKeys.advance(key('mark', { position: round })),
      (storage, round) => (round === 1 ? storage.yubicoKeys.claim(key('mark'), null) : Promise.resolve()),
    );

    test('are held as long as the factor stands, and never count down', async () => {
      const storage = at.one();
      await holds(storage, 'f1');
      await storage.yubicoKeys.claim(key('mark', { position: 300 }), null);
      expect(await at.two().yubicoKeys.find(tenant, 'mark')).toEqual({ ...key('mark', { position: 300 }), isHeld: true });
      expect(await storage.yubicoKeys.find(other, 'mark')).toBeNull();
      expect(await storage.yubicoKeys.advance(key('mark', { position: 300 }))).toBe(false);
      expect(await storage.yubicoKeys.advance(key('mark', { position: 301, factor: 'f2' }))).toBe(false);
      expect(await storage.yubicoKeys.advance(key('mark', { position: 301 }))).toBe(true);
      await storage.factors.removeAll(tenant, brand<SubjectKey>('holder f1'));
      const free = await storage.yubicoKeys.find(tenant, 'mark');
      expect(free).toMatchObject({ isHeld: false, position: 301 });
      expect(await storage.yubicoKeys.claim(key('mark', { factor: 'f2' }), free)).toBe(true);
      expect(await storage.yubicoKeys.find(tenant, 'mark')).toMatchObject({ factor: 'f2', position: 301 });
    });
  });

  describe('a used recovery code that is replaced', () => {
    oneWinner(
      'spending',
      at,
      (storage, round, writer) =>
        storage.factors.spendRecoveryCode(tenant, brand('ada'), `hash ${round}`, 2_000, `fresh ${round} ${writer}`),
      (storage, round) => storage.factors.replaceRecoveryCodes(tenant, brand('ada'), [`hash ${round}`, 'left']),
    );

    test('leaves as many as there were', async () => {
      const { factors } = at.one();
      await factors.replaceRecoveryCodes(tenant, brand('ada'), ['a', 'b']);
      expect(await factors.spendRecoveryCode(tenant, brand('ada'), 'x', 5, 'y')).toBe(false);
      expect(await factors.countRecoveryCodes(tenant, brand('ada'))).toBe(2);
      expect(await factors.spendRecoveryCode(tenant, brand('ada'), 'a', 5, 'c')).toBe(true);
      expect(await factors.countRecoveryCodes(tenant, brand('ada'))).toBe(2);
      expect(await factors.spendRecoveryCode(tenant, brand('ada'), 'c', 6)).toBe(true);
    });
  });
});
