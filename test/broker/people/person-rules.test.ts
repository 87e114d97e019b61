import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PersonRule } from '#contract/rpc/people';
import type { Identity } from '../../../broker/domain/identity.ts';
import { personAddress, personKeyOf, ruleInForce } from '../../../broker/domain/person.ts';
import type { PersonRules } from '../../../broker/domain/ports/people.ts';
import { organizationUserKeyOf } from '../../../broker/domain/subject-key.ts';
import { createPersonRules } from '../../../broker/people/person-rules.ts';
import { actOf, createPersonSeal } from '../../../broker/people/sealed-person.ts';
import { brand } from '../../support/builders/brand.ts';
import { adaAsserted } from '../../support/builders/factor-scene.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { aConnection, someSettings } from '../../support/settings.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const tenant = { id: brand<TenantId>('tenant-acme') };
type TenantId = Parameters<PersonRules['ruleOf']>[0]['tenant']['id'];
const day = 86_400_000;
const clock = createFakeClock();
const borealis = aConnection({
  id: 'borealis',
  issuer: 'https://idp.borealis.example',
  domains: { mode: 'list', list: ['borealis.example'] },
});
const anybody = aConnection({ id: 'anybody', issuer: 'https://anybody.example', domains: { mode: 'any-unclaimed' } });
const second = aConnection({ id: 'second', issuer: 'https://second.example', domains: { mode: 'list', list: ['borealis.example'] } });
const snapshot = {
  tenant: tenant.id,
  epoch: 1,
  revision: 1,
  settings: someSettings({ connections: [borealis, anybody, second] }),
  secrets: new Map(),
};

let storage: TestStorage;
let rules: PersonRules;
beforeEach(async () => {
  storage = await openTestStorage({ clock });
  rules = createPersonRules({ storage, vault: storage.vault, clock });
});
afterEach(() => storage.close());

async function say(
  address: string,
  rule: PersonRule,
  until: number | null = rule === 'exempt' ? clock.now() + day : null,
  by = 'operator',
): Promise<void> {
  const key = await personKeyOf(storage.vault, tenant.id, personAddress(address) ?? '');
  const acts = [actOf('rule', by, 'why not', clock.now())];
  const sealed = await createPersonSeal(storage.vault).seal({ tenant: tenant.id, key }, { address, acts });
  await storage.people.put([{ tenant: tenant.id, key, rule, until, sealed, addedAt: clock.now() }]);
}
const ruleOf = (subject: string, identity: Partial<Identity> = {}) =>
  rules.ruleOf({ tenant, snapshot }, { identity: { ...adaAsserted, ...identity }, subject: brand(subject) });

describe('what is said of a person', () => {
  test('holds for whoever signs in with the address, however it is written', async () => {
    expect(await ruleOf('ada')).toBe('policy');
    await say('Ada@Borealis.example', 'exempt');
    expect(await ruleOf('ada')).toBe('exempt');
    expect(await ruleOf('ada', { email: { address: 'ADA@borealis.example', verified: true } })).toBe('exempt');
    expect(await ruleOf('bo', { email: { address: 'bo@borealis.example', verified: true } })).toBe('policy');
  });

  test('goes on to hold for them when their address changes', async () => {
    await say('ada@borealis.example', 'exempt');
    await ruleOf('ada');
    expect(await ruleOf('ada', { email: { address: 'ada.aker@borealis.example', verified: true } })).toBe('exempt');
    expect(await ruleOf('ada', { email: null })).toBe('exempt');
  });

  test('ends with its day', async () => {
    await say('ada@borealis.example', 'exempt', clock.now() + day);
    clock.advance({ ms: day - 1 });
    expect(await ruleOf('ada')).toBe('exempt');
    clock.advance({ ms: 1 });
    expect(await ruleOf('ada')).toBe('policy');
  });

  test('an exemption is not handed on with an address, nor to another provider; a requirement is', async () => {
    await say('ada@borealis.example', 'exempt');
    expect(await ruleOf('ada')).toBe('exempt');
    expect(await ruleOf('the next ada')).toBe('policy');
    expect(await ruleOf('ada elsewhere', { connection: 'second', issuer: 'https://second.example' })).toBe('policy');
    await say('ada@borealis.example', 'required');
    expect(await ruleOf('the next ada')).toBe('required');
  });

  test('an address that the connection may not speak for finds nobody, and is nobody’s from then on', async () => {
    await say('ada@borealis.example', 'exempt');
    const claimed = { connection: 'anybody', issuer: 'https://anybody.example' };
    expect(await ruleOf('thief', claimed)).toBe('policy');
    expect(await ruleOf('thief', { email: { address: 'ada@borealis.example', verified: false } })).toBe('policy');
    expect(await ruleOf('thief', { issuer: 'https://before.example' })).toBe('policy');
    expect(await ruleOf('ada')).toBe('exempt');
  });

  test('a requirement is not shaken off by leaving an address unverified, nor by one that others may speak for', async () => {
    await say('ada@borealis.example', 'required');
    expect(await ruleOf('ada', { email: { address: 'Ada@borealis.example', verified: false } })).toBe('required');
    // Nobody else learns of whom it is required.
    const claimed = { connection: 'anybody', issuer: 'https://anybody.example' };
    expect(await ruleOf('thief', claimed)).toBe('policy');
    expect(await ruleOf('thief', { ...claimed, email: { address: 'ada@borealis.example', verified: false } })).toBe('policy');
    // And who is meant is said by an address that was verified alone.
    const [row] = await storage.people.page(tenant.id, null, null, 1);
    expect(row?.subject).toBeNull();
  });

  test('a requirement holds for whose account was bound by the address, whatever address they come with; an exemption does not', async () => {
    const ada = await personKeyOf(storage.vault, tenant.id, 'ada@borealis.example');
    const row = { tenant: tenant.id, connection: 'borealis', accountId: brand<never>('qm:ada'), boundAt: 1 };
    await storage.bindings.bind({ ...row, subject: brand('ada') }, ada);
    const bo = { subject: 'bo', email: null };
    const asUser = await organizationUserKeyOf(storage.vault, tenant.id, { ...adaAsserted, ...bo });
    await storage.bindings.bind({ ...row, subject: asUser, accountId: brand('712020:bo') }, ada);
    await say('ada@borealis.example', 'exempt');
    const other = { email: { address: 'other.name@borealis.example', verified: true } };
    for (const identity of [other, { email: null }]) expect(await ruleOf('ada', identity)).toBe('policy');
    await say('ada@borealis.example', 'required');
    for (const identity of [other, { email: null }, { email: { ...other.email, verified: false } }])
      expect(await ruleOf('ada', identity)).toBe('required');
    // As a user of the organization they have another pseudonym.
    expect(await ruleOf('bo', bo)).toBe('required');
    expect(await ruleOf('cy', other)).toBe('policy');
  });

  test('counts for nothing where somebody exempted themselves by an address that Jira does not know for theirs', async () => {
    const bound = (subject: string, accountId: string) =>
      storage.bindings.bind({
        tenant: tenant.id,
        connection: 'borealis',
        subject: brand(subject),
        accountId: brand(accountId),
        boundAt: 1,
      });
    await say('ada@borealis.example', 'exempt', undefined, '712020:ada');
    await bound('ada', '712020:ada');
    expect(await ruleOf('ada')).toBe('policy');
    await say('ada@borealis.example', 'exempt', undefined, '712020:somebody-else');
    expect(await ruleOf('ada')).toBe('exempt');
    // As a user of the organization they have another pseudonym.
    await say('bo@borealis.example', 'exempt', undefined, '712020:bo');
    const bo = { subject: 'bo', email: { address: 'bo@borealis.example', verified: true } };
    expect(await ruleOf('bo', bo)).toBe('exempt');
    await bound(await organizationUserKeyOf(storage.vault, tenant.id, { ...adaAsserted, ...bo }), '712020:bo');
    expect(await ruleOf('bo', bo)).toBe('policy');
  });

  test('is of one tenant', async () => {
    await say('ada@borealis.example', 'exempt');
    const other = { id: brand<TenantId>('tenant-umbra') };
    const asked = rules.ruleOf(
      { tenant: other, snapshot: { ...snapshot, tenant: other.id } },
      { identity: adaAsserted, subject: brand('ada') },
    );
    expect(await asked).toBe('policy');
  });

  test('two sign-ins at once of the same person are both theirs', async () => {
    await say('ada@borealis.example', 'exempt');
    expect(await Promise.all(Array.from({ length: 8 }, () => ruleOf('ada')))).toEqual(Array.from({ length: 8 }, () => 'exempt'));
  });

  test('of two people who come with one address at once, one is exempt', async () => {
    await say('ada@borealis.example', 'exempt');
    expect((await Promise.all([ruleOf('ada'), ruleOf('other')])).toSorted()).toEqual(['exempt', 'policy']);
  });
});

test('of several rows, a requirement counts before an exemption, and an exemption without an end does not count', () => {
  const row = (rule: PersonRule, until: number | null = null) => ({ key: brand<never>('k'), rule, until, subject: brand<never>('s') });
  const inForce = (...rows: ReturnType<typeof row>[]) => ruleInForce(rows, brand('s'), 100);
  expect(inForce()).toBe('policy');
  expect(inForce(row('exempt', 101), row('required'))).toBe('required');
  expect(inForce(row('policy'), row('exempt', 101))).toBe('exempt');
  expect(inForce(row('exempt'))).toBe('policy');
  expect(inForce(row('exempt', 100))).toBe('policy');
});
