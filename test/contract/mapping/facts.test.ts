import { describe, expect, test } from '@jest/globals';
import { type Mapped, mapFacts } from '#contract/mapping/map-facts';
import { factsInAnswers } from '#contract/mapping/oauth2-answers';
import { factsInClaims } from '#contract/mapping/oidc-claims';
import { factsInAttributes, subjectIn, transientFormat } from '#contract/mapping/saml-attributes';
import { standardClaims } from '#contract/presets/defaults';
import type { Mapping } from '#contract/settings/connections/mapping';
import { compilePattern } from '#contract/settings/patterns';

const mapping: Mapping = { ...standardClaims, groups: 'groups' };

const map = (values: Readonly<Record<string, readonly string[]>>, changes: Partial<Mapping> = {}): Mapped =>
  mapFacts({ ...mapping, ...changes }, (from) => values[from] ?? null, compilePattern);
const mapped = (values: Parameters<typeof map>[0], changes: Partial<Mapping> = {}) => {
  const result = map(values, changes);
  if (!result.ok) throw new Error(`refused for ${result.fault}`);
  return result.facts;
};

describe('what decides something is in its proper form, or the sign-in is refused:', () => {
  test.each([
    ['two addresses', { email: ['a@b.example', 'c@b.example'] }, 'email'],
    ['an address with a name around it', { email: ['Ada <a@b.example>'] }, 'email'],
    ['an address with a control in it', { email: ['a@b.example\u0000'] }, 'email'],
    ['an address that turns its direction', { email: ['a\u202e@b.example'] }, 'email'],
    ['more groups than anybody has', { groups: Array.from({ length: 5_001 }, String) }, 'groups'],
    ['a group of a thousand letters and one', { groups: ['x'.repeat(1_001)] }, 'groups'],
  ])('%s', (_what, values, fault) => {
    expect(map(values)).toEqual({ ok: false, fault });
  });

  test('the same address twice is one', () => {
    expect(mapped({ email: ['a@b.example', 'a@b.example', ''] }).email).toBe('a@b.example');
  });
});

describe('groups', () => {
  test('that were not told are not the same as none', () => {
    expect(mapped({}).groups).toBeNull();
    expect(mapped({ groups: [] }).groups).toEqual([]);
    expect(mapped({ groups: ['a'] }, { groups: null }).groups).toBeNull();
  });

  test('pass every filter in turn, and count once', () => {
    const patterns = [
      { of: 'groups', pattern: 'CN=([^,]+),.*' },
      { of: 'groups', pattern: 'help-(.*)' },
    ];
    expect(mapped({ groups: ['CN=help-a,OU=x', 'CN=help-a,OU=y', 'CN=other,OU=x', 'help-b'] }, { patterns }).groups).toEqual(['a']);
  });
});

test('what only decorates is left out where it does not fit', () => {
  const facts = mapped({ given_name: ['\u202eAda\u0007'], family_name: ['x'.repeat(256)], name: ['  '] });
  expect(facts).toMatchObject({ firstName: 'Ada', lastName: null, displayName: null });
});

test('further facts are own properties, whatever they are called', () => {
  const more = [
    { name: 'constructor', from: 'dept' },
    { name: 'empty', from: 'none' },
  ];
  const { attributes } = mapped({ dept: ['Ships', ''] }, { more });
  expect(Object.entries(attributes)).toEqual([['constructor', ['Ships']]]);
});

describe('claims of OpenID Connect', () => {
  const read = (idToken: object, userInfo: object | null = null, changes: Partial<Mapping> = {}) => {
    const result = factsInClaims(
      { ...mapping, ...changes },
      { idToken: { ...idToken }, userInfo: userInfo && { ...userInfo } },
      compilePattern,
    );
    return result.ok ? result.facts : result.fault;
  };

  test('prove an address by the boolean alone, and by the claim "email" alone', () => {
    expect(read({ email: 'a@b.example', email_verified: true })).toMatchObject({ email: { verified: true } });
    for (const mark of ['true', 1, null])
      expect(read({ email: 'a@b.example', email_verified: mark })).toMatchObject({ email: { verified: false } });
    expect(read({ upn: 'a@b.example', email_verified: true }, null, { email: 'upn' })).toMatchObject({ email: { verified: false } });
  });

  test('that a pattern has changed prove nothing', () => {
    const patterns = [{ of: 'email', pattern: '(.*)\\.test' }];
    expect(read({ email: 'a@b.example.test', email_verified: true }, null, { patterns })).toMatchObject({
      email: { address: 'a@b.example', verified: false },
    });
  });

  test('leave groups unknown past the limit of Entra ID', () => {
    expect(read({ _claim_names: { groups: 'src1' } })).toMatchObject({ groups: null });
    expect(read({ hasgroups: true, groups: ['a'] })).toMatchObject({ groups: null });
  });

  test('of the wrong type are named', () => {
    expect(read({ email: ['a@b.example'] })).toBe('email');
    expect(read({ groups: 'a' })).toBe('groups');
    expect(read({ groups: [1] })).toBe('groups');
  });

  test('are read from userinfo where the token does not say, and never from a prototype', () => {
    expect(read({}, { email: 'a@b.example', name: 'Ada' })).toMatchObject({ email: { address: 'a@b.example' }, displayName: 'Ada' });
    expect(read({}, null, { email: 'toString' })).toMatchObject({ email: null });
  });
});

describe('attributes of SAML', () => {
  const asserted = (values: Record<string, string[]>, format: string | null = null) => ({
    nameId: { value: 'a@b.example', format },
    attributes: new Map(Object.entries(values)),
  });

  test('may leave the address to the name', () => {
    expect(factsInAttributes({ ...mapping, email: 'NameID' }, asserted({}), compilePattern)).toMatchObject({
      facts: { email: 'a@b.example' },
    });
  });

  test('name a person by one value that is there, and never by a name that changes', () => {
    expect(subjectIn('name-id', asserted({}))).toBe('a@b.example');
    expect(subjectIn('name-id', asserted({}, transientFormat))).toBeNull();
    expect(subjectIn({ attribute: 'oid' }, asserted({ oid: ['7'] }))).toBe('7');
    for (const oid of [[], [' '], ['7', '8']]) expect(subjectIn({ attribute: 'oid' }, asserted({ oid }))).toBeNull();
  });
});

test('of several addresses of plain OAuth 2.0 the verified one counts that the connection may vouch for', () => {
  const emails = [
    { email: 'a@home.example', primary: true, verified: true },
    { email: 'a@work.example', primary: false, verified: true },
    { email: 'a@forged.example', primary: false, verified: false },
  ];
  const read = (domain: string) =>
    factsInAnswers({ mapping, emailVerified: null }, { userInfo: { id: 1 }, emails }, (email) => email.endsWith(domain), compilePattern);
  expect(read('@work.example')).toMatchObject({ facts: { email: { address: 'a@work.example', verified: true } } });
  expect(read('@forged.example')).toMatchObject({ facts: { email: { address: 'a@home.example', verified: true } } });
});
