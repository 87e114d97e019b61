import { describe, expect, test } from '@jest/globals';
import type { AccountId, PersonKey, SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import type { StoredPerson } from '../../broker/domain/ports/stores/person-store.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredFactor } from '../support/builders/stored-factor.ts';
import { aNewTenant } from '../support/builders/tenant.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant: TenantId = brand('t1');
const other: TenantId = brand('t2');
const key = (name: string): PersonKey => brand(`key of ${name}`);
const subject = (name: string): SubjectKey => brand(name);

const aPerson = (name: string, more: Partial<StoredPerson> = {}): Omit<StoredPerson, 'subject'> => ({
  tenant,
  key: key(name),
  rule: 'policy',
  until: null,
  sealed: new TextEncoder().encode(`sealed ${name}`),
  addedAt: 1_000,
  ...more,
});

onEachDatabase((at) => {
  describe('people', () => {
    oneWinner(
      'linking an address to a person',
      at,
      (storage, round, writer) => storage.people.link(tenant, key(`round ${round}`), subject(`writer ${writer}`)),
      (storage, round) => storage.people.put([aPerson(`round ${round}`)]),
    );

    test('stand as they were put, and keep who they are and since when when they are put again', async () => {
      const { people } = at.one();
      await people.put([aPerson('ada')]);
      expect(await people.find(tenant, key('ada'))).toEqual({ ...aPerson('ada'), subject: null });
      expect(await people.link(tenant, key('ada'), subject('s1'))).toBe(true);
      const changed = aPerson('ada', { rule: 'exempt', until: 9_000, sealed: new Uint8Array([1, 2]), addedAt: 5_000 });
      await at.two().people.put([changed]);
      expect(await people.find(tenant, key('ada'))).toEqual({ ...changed, addedAt: 1_000, subject: 's1' });
      expect(await people.findAll(tenant, [key('ada'), key('bo')])).toHaveLength(1);
      expect(await people.findAll(tenant, [])).toEqual([]);
      expect(await people.ofSubject(tenant, subject('s1'))).toHaveLength(1);
    });

    test('are found at a sign-in by their address and by themselves, once', async () => {
      const { people } = at.one();
      await people.put([aPerson('ada', { rule: 'required' }), aPerson('old', { rule: 'exempt', until: 7 }), aPerson('bo')]);
      await people.link(tenant, key('old'), subject('s1'));
      const keys = async (s: string, k: PersonKey | null) =>
        (await people.matching(tenant, subject(s), k)).map((row) => row.key).toSorted();
      expect(await keys('s1', key('ada'))).toEqual([key('ada'), key('old')]);
      expect(await keys('s1', key('old'))).toEqual([key('old')]);
      expect(await keys('s2', key('old'))).toEqual([key('old')]);
      expect(await keys('s1', null)).toEqual([key('old')]);
      expect(await keys('s2', null)).toEqual([]);
      expect(await people.matching(tenant, subject('s1'), null)).toEqual([{ key: key('old'), rule: 'exempt', until: 7, subject: 's1' }]);
    });

    test('are of one tenant', async () => {
      const { people } = at.one();
      await people.put([aPerson('ada', { rule: 'exempt', until: 9 })]);
      await people.link(tenant, key('ada'), subject('s1'));
      expect(await people.matching(other, subject('s1'), key('ada'))).toEqual([]);
      expect(await people.find(other, key('ada'))).toBeNull();
      expect(await people.findAll(other, [key('ada')])).toEqual([]);
      expect(await people.ofSubject(other, subject('s1'))).toEqual([]);
      expect(await people.page(other, null, null, 10)).toEqual([]);
      expect(await people.link(other, key('ada'), subject('s2'))).toBe(false);
      expect(await people.remove(other, key('ada'))).toBe(false);
      expect(await people.remove(tenant, key('ada'))).toBe(true);
      expect(await people.remove(tenant, key('ada'))).toBe(false);
    });

    test('come in pages, the latest first, and none twice or never', async () => {
      const { people } = at.one();
      const rows = Array.from({ length: 1_207 }, (_, n) =>
        aPerson(`p${n}`, { addedAt: 1_000 + Math.floor(n / 300), rule: n % 2 === 0 ? 'required' : 'policy' }),
      );
      await people.put(rows);
      for (const rule of [null, 'required'] as const) {
        const seen: StoredPerson[] = [];
        for (;;) {
          const page = await people.page(tenant, rule, seen.at(-1) ?? null, 100);
          if (page.length === 0) break;
          seen.push(...page);
        }
        expect(new Set(seen.map((row) => row.key)).size).toBe(rule === null ? 1_207 : 604);
        expect(seen).toHaveLength(rule === null ? 1_207 : 604);
        expect(seen.map(({ addedAt }) => addedAt)).toEqual(seen.map(({ addedAt }) => addedAt).toSorted((a, b) => b - a));
      }
      expect(await people.count(tenant, 10_000)).toEqual({ named: 1_207, required: 604, exempt: 0, enrolled: 0 });
      expect(await people.count(tenant, 700)).toEqual({ named: 700, required: 604, exempt: 0, enrolled: 0 });
    });

    test('who have a second factor are listed, those whom nobody named by themselves', async () => {
      const { people, factors } = at.one();
      const enrolled = [
        aStoredFactor({ expiresAt: null, tenant, id: brand('f1'), subject: subject('s1'), kind: 'totp', state: 'active' }),
        aStoredFactor({ expiresAt: null, tenant, id: brand('f2'), subject: subject('s1'), kind: 'webauthn', state: 'active' }),
        aStoredFactor({ expiresAt: null, tenant, id: brand('f3'), subject: subject('s1'), kind: 'totp', state: 'active' }),
        aStoredFactor({ expiresAt: null, tenant, id: brand('f4'), subject: subject('s2'), kind: 'totp', state: 'active' }),
        aStoredFactor({ expiresAt: null, tenant, id: brand('f5'), subject: subject('s3'), kind: 'totp', state: 'pending' }),
        aStoredFactor({ expiresAt: 9_000, tenant, id: brand('f7'), subject: subject('s5'), kind: 'temporary-pass', state: 'active' }),
        aStoredFactor({ expiresAt: null, tenant: other, id: brand('f6'), subject: subject('s4'), kind: 'totp', state: 'active' }),
      ];
      for (const row of enrolled) await factors.insert(row);
      await people.put([aPerson('ada')]);
      await people.link(tenant, key('ada'), subject('s1'));
      expect(await people.enrolled(tenant, null, 10)).toEqual(['s1', 's2']);
      expect(await people.enrolled(tenant, subject('s1'), 10)).toEqual(['s2']);
      expect(await people.enrolled(tenant, null, 1)).toEqual(['s1']);
      expect([...(await people.named(tenant, [subject('s1'), subject('s2')]))]).toEqual(['s1']);
      expect((await people.named(tenant, [])).size).toBe(0);
      expect((await people.named(other, [subject('s1')])).size).toBe(0);
      expect([...(await people.kinds(tenant, [subject('s1'), subject('s3')]))]).toEqual([['s1', ['totp', 'webauthn']]]);
      expect((await people.kinds(tenant, [])).size).toBe(0);
      expect(await people.count(tenant, 10)).toMatchObject({ named: 1, enrolled: 2 });
    });

    test('are told of by the look-up of the host from the first on', async () => {
      const { tenants, people } = at.one();
      const row = aNewTenant('acme', { id: tenant });
      await tenants.insert(row);
      const host = new URL(row.loginOrigin).host;
      expect((await tenants.siteOfHost(host))?.hasPeople).toBe(false);
      await people.put([aPerson('ada')]);
      expect((await at.two().tenants.siteOfHost(host))?.hasPeople).toBe(true);
    });

    test('are found by their account, and their account by them', async () => {
      const { bindings } = at.one();
      const row = { tenant, connection: 'okta', subject: subject('s1'), accountId: brand<AccountId>('qm:1'), boundAt: 5 };
      await bindings.bind(row);
      expect(await bindings.ofAccount(tenant, row.accountId)).toEqual(row);
      expect(await bindings.ofAccount(other, row.accountId)).toBeNull();
      expect(await bindings.ofSubjects(tenant, [subject('s1'), subject('s2')])).toEqual([row]);
      expect(await bindings.ofSubjects(other, [subject('s1')])).toEqual([]);
      expect(await bindings.ofSubjects(tenant, [])).toEqual([]);
    });
  });
});
