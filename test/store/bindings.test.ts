import { describe, expect, test } from '@jest/globals';
import type { PersonKey } from '../../broker/domain/brands.ts';
import type { StoredBinding } from '../../broker/domain/ports/stores/binding-store.ts';
import { brand } from '../support/builders/brand.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const aBinding = (more: Partial<StoredBinding> = {}): StoredBinding => ({
  tenant: brand('t1'),
  connection: 'okta',
  subject: brand('subject-1'),
  accountId: brand('qm:1'),
  boundAt: 1_000,
  ...more,
});

onEachDatabase((at) => {
  describe('bindings', () => {
    oneWinner('the first bind of a subject', at, async (storage, round, writer) => {
      const subject = brand<StoredBinding['subject']>(`subject ${round}`);
      const outcome = await storage.bindings.bind(aBinding({ subject, accountId: brand(`qm:${round}-${writer}`) }));
      if (outcome.kind === 'existing') expect(outcome.binding.accountId).not.toBe(`qm:${round}-${writer}`);
      return outcome.kind === 'bound';
    });

    oneWinner('the first bind of an account', at, async (storage, round, writer) => {
      const row = aBinding({ subject: brand(`subject ${round}-${writer}`), accountId: brand(`qm:${round}`) });
      const outcome = await storage.bindings.bind(row);
      if (outcome.kind !== 'bound') expect(outcome.kind).toBe('account-taken');
      return outcome.kind === 'bound';
    });

    test('are found by the address that led to the account, at their tenant, until Jira says another', async () => {
      const { bindings } = at.one();
      const ada = brand<PersonKey>('key of ada');
      const ann = brand<PersonKey>('key of ann');
      await bindings.bind(aBinding(), ada);
      await bindings.bind(aBinding({ subject: brand('subject-2'), accountId: brand('qm:2') }));
      await bindings.bind(aBinding({ tenant: brand('t2') }), ada);
      const held = async (...keys: PersonKey[]) =>
        (await bindings.ofAddresses(brand('t1'), keys)).map(({ accountId, address }) => [accountId, address]);
      expect(await held(ada, ann)).toEqual([['qm:1', ada]]);
      expect(await held()).toEqual([]);
      await bindings.noteAddress(brand('t1'), brand('qm:1'), ann);
      expect([await held(ada), await held(ann)]).toEqual([[], [['qm:1', ann]]]);
      expect(await bindings.ofAddresses(brand('t2'), [ada, ann])).toMatchObject([{ address: ada }]);
      // Passed on, it keeps the address, or gets the newer one.
      const asUser = aBinding({ subject: brand('subject-1 as a customer') });
      expect(await bindings.passOn(asUser, brand('subject-1'))).toBe(true);
      expect(await held(ann)).toHaveLength(1);
      expect(await bindings.passOn(aBinding(), asUser.subject, ada)).toBe(true);
      expect(await held(ada)).toHaveLength(1);
    });

    test('stand as they were made', async () => {
      const { bindings } = at.one();
      const row = aBinding();
      expect(await bindings.bind(row)).toEqual({ kind: 'bound', binding: row });
      expect(await bindings.bind({ ...row, boundAt: 5 })).toEqual({ kind: 'existing', binding: row });
      expect(await bindings.bind({ ...row, accountId: brand('qm:2') })).toEqual({ kind: 'existing', binding: row });
      expect(await at.two().bindings.find(row.tenant, row.connection, row.subject)).toEqual(row);
    });

    test('give an account to one subject of one connection', async () => {
      const { bindings } = at.one();
      await bindings.bind(aBinding());
      expect(await bindings.bind(aBinding({ subject: brand('subject-2') }))).toEqual({ kind: 'account-taken' });
      expect(await bindings.bind(aBinding({ connection: 'entra' }))).toEqual({ kind: 'account-taken' });
      expect((await bindings.bind(aBinding({ tenant: brand('t2') }))).kind).toBe('bound');
    });

    test('are of one tenant and one connection', async () => {
      const { bindings } = at.one();
      const row = aBinding();
      await bindings.bind(row);
      expect(await bindings.find(brand('t2'), row.connection, row.subject)).toBeNull();
      expect(await bindings.find(row.tenant, 'entra', row.subject)).toBeNull();
      expect(await bindings.unbind(brand('t2'), row.connection, row.subject)).toBe(false);
      expect(await bindings.find(row.tenant, row.connection, row.subject)).toEqual(row);
    });

    test('pass to another pseudonym only from the one that holds the account, and keep it from others', async () => {
      const { bindings } = at.one();
      const row = aBinding();
      const [next, other] = [brand<StoredBinding['subject']>('subject-2'), brand<StoredBinding['subject']>('subject-3')];
      await bindings.bind(row);
      expect([
        await bindings.passOn({ ...row, subject: other }, next),
        await bindings.passOn({ ...row, subject: other, accountId: brand('qm:2') }, row.subject),
        await bindings.passOn({ ...row, subject: other, connection: 'entra' }, row.subject),
        await bindings.passOn({ ...row, subject: other, tenant: brand('t2') }, row.subject),
        await bindings.passOn({ ...row, subject: next, boundAt: 7 }, row.subject),
      ]).toEqual([false, false, false, false, true]);
      expect(await bindings.find(row.tenant, row.connection, row.subject)).toBeNull();
      expect(await bindings.find(row.tenant, row.connection, next)).toEqual({ ...row, subject: next, boundAt: 7 });
      expect(await bindings.bind(row)).toEqual({ kind: 'account-taken' });
    });

    test('free their account when they are removed', async () => {
      const { bindings } = at.one();
      const row = aBinding();
      await bindings.bind(row);
      expect([
        await bindings.unbind(row.tenant, row.connection, row.subject),
        await bindings.unbind(row.tenant, row.connection, row.subject),
      ]).toEqual([true, false]);
      expect((await bindings.bind(aBinding({ subject: brand('subject-2') }))).kind).toBe('bound');
    });
  });
});
