import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { policyPresets, rulesOf } from '#contract/presets/policies';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyRules } from '#contract/settings/policy/rules';
import type { Settings } from '#contract/settings/snapshot';
import { type Identity, toldNothingOfSession } from '../../../broker/domain/identity.ts';
import { noPlaces, type Place, type Places } from '../../../broker/domain/ports/places.ts';
import type { Stores } from '../../../broker/domain/ports/storage.ts';
import type { Snapshot } from '../../../broker/domain/snapshot.ts';
import { placeSeen, policyFacts, type Signing } from '../../../broker/login/policy-facts.ts';
import { brand } from '../../support/builders/brand.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { aParty } from '../../support/connections.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { aConnection, someSettings } from '../../support/settings.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

let storage: TestStorage;
let clock: FakeClock;
let asked: string[];
beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
  asked = [];
});
afterEach(() => storage.close());

const tenant = aTenant();
const subject = brand<Signing['subject']>('ada');
const norway: Place = { country: 'NO', at: { latitude: 59.9, longitude: 10.7 } };
const identity: Identity = {
  connection: 'borealis',
  issuer: 'https://borealis.example',
  subject: 'ada',
  email: { address: 'ada@Borealis.example', verified: true },
  firstName: null,
  lastName: null,
  displayName: null,
  groups: ['staff'],
  attributes: {},
  ...toldNothingOfSession,
};

/** A database of addresses that knows two of them and notes who asks. */
const places: Places = {
  isKnown: true,
  source: { builtAt: 0, kind: 'test', isDbipLite: false },
  placeOf(address) {
    asked.push('place');
    return address === '84.209.1.1'
      ? norway
      : address === '193.110.81.0'
        ? { country: 'CH', at: { latitude: 47.4, longitude: 8.5 } }
        : null;
  },
};

/** The stores, noting who asks what. */
function watched(): TestStorage {
  const note = <Store extends object>(name: string, store: Store): Store =>
    new Proxy(store, {
      get(target, member, receiver) {
        asked.push(`${name}.${String(member)}`);
        return Reflect.get(target, member, receiver) as unknown;
      },
    });
  return new Proxy(storage, {
    get: (target, member, receiver) =>
      member === 'factors' || member === 'seenPlaces' ? note(member, target[member]) : (Reflect.get(target, member, receiver) as unknown),
  });
}

const raising = (when: PolicyCondition): PolicyRules => ({
  ...policyPresets.nobody,
  raise: [{ name: 'it', when, outcome: { ask: 'factor', strength: 'any', rememberedBrowser: false } }],
});

interface Wish {
  readonly rules?: PolicyRules;
  readonly address?: string;
  readonly settings?: Partial<Settings>;
  readonly places?: Places;
  readonly identity?: Partial<Identity>;
}

function sceneOf({ address = '84.209.1.1', settings = {} }: Wish) {
  const snapshot: Snapshot = { tenant: tenant.id, epoch: 1, revision: 1, settings: someSettings(settings), secrets: new Map() };
  return { tenant, snapshot, hasPeople: false, visit: { address, network: address, agent: null } };
}

const deps = (wish: Wish) => ({
  clock,
  storage: watched(),
  places: wish.places ?? places,
  personRules: {
    ruleOf: async () => {
      asked.push('person');
      return 'policy' as const;
    },
  },
});

const factsOf = (wish: Wish = {}) =>
  policyFacts(deps(wish), sceneOf(wish), {
    identity: { ...identity, ...wish.identity },
    subject,
    application: 'portal',
    rules: wish.rules ?? policyPresets.recommended,
    newBrowser: false,
  });

/** A sign-in that ended well, from this address. */
async function seen(
  address: string,
  settings: Partial<Settings> = { policy: { preset: 'recommended' } },
  more: Partial<Parameters<typeof placeSeen>[2]> = {},
): Promise<boolean> {
  const rules = rulesOf(settings.policy ?? { preset: 'recommended' });
  const along = placeSeen({ clock, places }, sceneOf({ address, settings }), { subject, rules, hasShown: false, ...more });
  await along?.(storage as Stores);
  return along !== undefined;
}

describe('what no rule looks at is not found out', () => {
  test.each(['nobody', 'everybody', 'strict', 'nist-aal2', 'only-without'] as const)('under the preset %s, nothing is', async (preset) => {
    expect(await factsOf({ rules: rulesOf({ preset }) })).toMatchObject({ country: null, networks: [], newCountry: false });
    expect(asked).toEqual([]);
    expect(await seen('84.209.1.1', { policy: { preset } })).toBe(false);
  });

  test('under the recommended ones, two statements are', async () => {
    await factsOf();
    expect(asked.toSorted()).toEqual(['factors.findSubject', 'place', 'seenPlaces.list']);
  });

  test('without a file of addresses, places are neither asked for nor kept', async () => {
    await factsOf({ places: noPlaces });
    expect(asked).toEqual(['factors.findSubject']);
    const scene = sceneOf({ settings: { policy: { preset: 'recommended' } } });
    expect(placeSeen({ clock, places: noPlaces }, scene, { subject, rules: policyPresets.recommended, hasShown: true })).toBeUndefined();
  });

  test('an application whose rules do not look makes no place a usual one, unless a factor was shown', async () => {
    const rules = rulesOf({ preset: 'nobody' });
    expect(await seen('84.209.1.1', { policy: { preset: 'recommended' } }, { rules })).toBe(false);
    expect(await seen('84.209.1.1', { policy: { preset: 'recommended' } }, { rules, hasShown: true })).toBe(true);
  });

  test('a rule about countries alone takes no statement', async () => {
    expect(await factsOf({ rules: raising({ outsideCountries: ['NO'] }) })).toMatchObject({ country: 'NO' });
    expect(asked).toEqual(['place']);
  });
});

describe('networks and countries', () => {
  const secondFactor = { ...someSettings().secondFactor, networks: [{ id: 'office', name: 'Office', ranges: ['84.208.0.0/13'] }] };

  test('are those of the address that the person comes from', async () => {
    const rules = raising({ networks: ['office'], countries: ['NO'] });
    expect(await factsOf({ rules, settings: { secondFactor } })).toMatchObject({ networks: ['office'], country: 'NO' });
    expect(await factsOf({ rules, settings: { secondFactor }, address: '10.0.0.1' })).toMatchObject({ networks: [], country: null });
    expect(await factsOf({ rules, settings: { secondFactor }, address: 'unknown' })).toMatchObject({ networks: [], country: null });
  });
});

describe('what the company has proven', () => {
  const assurance = { contexts: [], methods: [{ value: 'mfa', counts: 'any' as const }], maxAgeMinutes: 60, ask: [] };
  const told = (minutesAgo: number) => ({ assurance: { acr: null, amr: ['mfa'], authTime: clock.now() - minutesAgo * 60_000 } });

  test('is told by the table of its connection, as long as it counts', async () => {
    const settings = { connections: [aConnection({ assurance })] };
    expect(await factsOf({ settings, identity: told(1) })).toMatchObject({ providerProved: 'any' });
    expect(await factsOf({ settings, identity: told(61) })).toMatchObject({ providerProved: 'none' });
    expect(await factsOf({ identity: told(1) })).toMatchObject({ providerProved: 'none' });
    expect(await factsOf({ settings, identity: { ...told(1), connection: 'gone' } })).toMatchObject({ providerProved: 'none' });
  });
});

describe('where the person was', () => {
  test('is remembered for ninety days', async () => {
    expect(await factsOf()).toMatchObject({ newCountry: true, firstSignIn: true, impossibleTravel: false });
    expect(await seen('84.209.1.1')).toBe(true);
    clock.advance({ days: 89 });
    expect(await factsOf()).toMatchObject({ newCountry: false, firstSignIn: false });
    expect(await factsOf({ address: '193.110.81.0' })).toMatchObject({ newCountry: true });
    clock.advance({ days: 2 });
    expect(await factsOf()).toMatchObject({ newCountry: true, firstSignIn: true });
  });

  test('tells a journey that nobody makes', async () => {
    await seen('84.209.1.1');
    clock.advance({ minutes: 30 });
    expect(await factsOf({ address: '193.110.81.0' })).toMatchObject({ impossibleTravel: true });
    clock.advance({ hours: 3 });
    expect(await factsOf({ address: '193.110.81.0' })).toMatchObject({ impossibleTravel: false });
  });

  test('is kept where any application of the tenant looks at it, for sign-ins to all of them that showed a factor', async () => {
    const policy = { preset: 'nobody' as const };
    expect(await seen('84.209.1.1', { policy, parties: [aParty({ policy: { preset: 'recommended' } })] }, { hasShown: true })).toBe(true);
    expect(await seen('84.209.1.1', { policy, parties: [aParty({ policy })] }, { hasShown: true })).toBe(false);
  });
});

test('wrong answers since the last right one are counted', async () => {
  for (let count = 0; count < 3; count += 1) await storage.factors.reserveFailure(tenant.id, subject, clock.now(), () => 0);
  expect(await factsOf()).toMatchObject({ recentFailures: 3 });
});
