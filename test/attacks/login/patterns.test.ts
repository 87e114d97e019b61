/** A provider says whatever it likes, and an ordinary pattern of the mapping must not make everybody wait for it. */
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { type Mapped, mapFacts } from '#contract/mapping/map-facts';
import type { Compile } from '#contract/mapping/patterned';
import { standardClaims } from '#contract/presets/defaults';
import type { Mapping } from '#contract/settings/connections/mapping';
import { compilePattern } from '#contract/settings/patterns';
import { casesOf } from '../../support/attacks/cases.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { departFor, portals, postAnswer } from '../../support/journey.ts';

const { attack, honest } = casesOf('login.patterns');
const limit = 32 * 1024;
const pattern = '(?i)^app[-_](.+)$';

let given = 0;
let longest = 0;
/** Counts what the matcher gets, which is what its time grows with. */
const counting: Compile = (text) => {
  const apply = compilePattern(text);
  return (value) => {
    given += value.length;
    longest = Math.max(longest, value.length);
    return apply(value);
  };
};
beforeEach(() => {
  given = 0;
  longest = 0;
});

type Values = Readonly<Record<string, readonly string[]>>;
function map(values: Values, changes: Partial<Mapping>): Mapped {
  return mapFacts({ ...standardClaims, groups: 'groups', ...changes }, (from) => values[from] ?? null, counting);
}
function factsOf(values: Values, changes: Partial<Mapping>) {
  const mapped = map(values, changes);
  if (!mapped.ok) throw new Error(mapped.fault);
  return mapped.facts;
}
const many = (count: number, length: number) => Array.from({ length: count }, (_, at) => `app-${String(at).padStart(length - 4, 'x')}`);
const ofGroups = [{ of: 'groups', pattern }];

describe('groups by the hundred', () => {
  attack.each([
    ['of nearly a thousand signs', 240, 985],
    ['of as many signs as are matched', 980, 255],
    ['of a few signs', 5_000, 12],
  ])('%s cost no more than 32 KB of matching', (_what, count, length) => {
    const { groups } = factsOf({ groups: many(count, length) }, { patterns: ofGroups });
    expect(given).toBeLessThanOrEqual(limit);
    expect(longest).toBeLessThanOrEqual(255);
    // Too long for a pattern is as good as no match; too much altogether, and nobody knows what is missing.
    expect(groups).toEqual(length > 255 ? [] : null);
  });

  attack('cost no more by several patterns in a row', () => {
    const patterns = Array.from({ length: 30 }, () => ({ of: 'groups', pattern: '.+' }));
    expect(factsOf({ groups: many(100, 100) }, { patterns }).groups).toBeNull();
    expect(given).toBeLessThanOrEqual(limit);
  });

  attack('leave nothing for what is matched after them', () => {
    const patterns = [...ofGroups, { of: 'team', pattern: '.+' }];
    const facts = factsOf({ groups: many(400, 255), team: ['a'] }, { patterns, more: [{ name: 'team', from: 'team' }] });
    expect(facts).toMatchObject({ groups: null, attributes: {} });
    expect(given).toBeLessThanOrEqual(limit);
  });
});

attack('further facts without end cost no more', () => {
  const more = Array.from({ length: 30 }, (_, at) => ({ name: `fact${at}`, from: `fact${at}` }));
  const patterns = more.map(({ name }) => ({ of: name, pattern }));
  map(Object.fromEntries(more.map(({ from }) => [from, many(900, 255)])), { more, patterns });
  expect(given).toBeLessThanOrEqual(limit);
});

attack('addresses without end are no address', () => {
  const patterns = [{ of: 'email', pattern: '(.+)' }];
  expect(map({ email: many(900, 255) }, { patterns })).toEqual({ ok: false, fault: 'email' });
  expect(given).toBeLessThanOrEqual(limit);
  expect(factsOf({ email: [`${'a'.repeat(244)}@help.example`] }, { patterns }).email).toBeNull();
});

describe('one sign-in', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
    const { connections, ...settings } = house.settingsOf('acme', ['borealis']);
    const filtered = connections.map((each) =>
      'mapping' in each ? { ...each, mapping: { ...each.mapping, groups: 'groups', patterns: ofGroups } } : each,
    );
    await house.applySettings(house.acme, 2, { ...settings, connections: filtered });
  });
  afterAll(() => house.close());

  /** Signs in with so many groups; gives the names of the facts that were understood. */
  async function understood(groups: readonly string[]) {
    const browser = house.browser();
    const { url } = await departFor(browser, 'borealis');
    const iat = Math.floor(house.clock.now() / 1000);
    const { sub, email, name } = people.ada;
    house.borealis.behave({ claims: (claims) => ({ ...claims, iat, exp: iat + 300, sub, email, name, groups }) });
    const page = await postAnswer(browser, await browser.get(house.borealis.authorize(url)));
    expect(page.url).toBe(portals);
    const { traces } = house.broker.storage;
    const [latest] = await traces.latest(house.acme.id, 'borealis', 1);
    house.clock.advance(1_000);
    return (await traces.find(house.acme.id, latest?.supportCode ?? ''))?.steps.flatMap(({ understood: told }) => told ?? []) ?? [];
  }

  attack('with too many groups goes on with unknown ones', async () => {
    expect(await understood(many(100, 250))).toContainEqual({ name: 'groups', count: 100 });
    expect((await understood(many(240, 250))).map(({ name }) => name)).toEqual([
      'email',
      'email-verified',
      'first-name',
      'last-name',
      'display-name',
    ]);
  });
});

honest('groups of somebody who is in hundreds are all matched', () => {
  expect(factsOf({ groups: many(300, 100) }, { patterns: ofGroups }).groups).toHaveLength(300);
  expect(factsOf({ groups: many(5_000, 900) }, {}).groups).toHaveLength(5_000);
});
