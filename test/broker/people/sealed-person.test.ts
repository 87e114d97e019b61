import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { PersonKey, TenantId } from '../../../broker/domain/brands.ts';
import { actOf, createPersonSeal, type PersonContent, withAct } from '../../../broker/people/sealed-person.ts';
import { brand } from '../../support/builders/brand.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

let storage: TestStorage;
beforeEach(async () => {
  storage = await openTestStorage();
});
afterEach(() => storage.close());

test('who said what holds of somebody is kept, however much was done since', () => {
  let content: PersonContent = { address: 'ada@borealis.example', acts: [] };
  content = withAct(content, actOf('rule', '712020:boss', 'why not', 1));
  for (let at = 2; at < 50; at++) content = withAct(content, actOf('pass', '712020:other', 'again', at));
  expect(content.acts).toHaveLength(20);
  expect(content.acts[0]).toMatchObject({ act: 'pass', at: 49 });
  expect(content.acts.at(-1)).toEqual({ act: 'rule', by: '712020:boss', reason: 'why not', at: 1 });
});

test('what is sealed of a person opens for nobody else, and at no other tenant', async () => {
  const seal = createPersonSeal(storage.vault);
  const at = { tenant: brand<TenantId>('t1'), key: brand<PersonKey>('ada') };
  const content: PersonContent = { address: 'ada@borealis.example', acts: [] };
  const sealed = await seal.seal(at, content);
  expect(await seal.open({ ...at, sealed })).toEqual(content);
  await expect(seal.open({ ...at, key: brand<PersonKey>('bo'), sealed })).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
  // The other tenant has a key of its own.
  await seal.seal({ ...at, tenant: brand<TenantId>('t2') }, content);
  await expect(seal.open({ ...at, tenant: brand<TenantId>('t2'), sealed })).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
});
