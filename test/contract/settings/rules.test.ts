import { describe, expect, test } from '@jest/globals';
import type { Connection } from '#contract/settings/connection';
import type { Mapping } from '#contract/settings/connections/mapping';
import type { Party } from '#contract/settings/party';
import { emptySettings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { aCertificate, anotherCertificate } from '../../support/certificate.ts';
import { anEmailCodeConnection, anOAuth2Connection, aParty, aSamlConnection } from '../../support/connections.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

const of = (...connections: Connection[]) => settingsProblems(someSettings({ connections }));
const openToAll = { mode: 'any-unclaimed' } as const;
const notACertificate = 'x'.repeat(100);

test('a document of every protocol, with applications, is a good one', () => {
  const connections = [aConnection(), aSamlConnection(), anOAuth2Connection(), anEmailCodeConnection()];
  const parties = [aParty(), aParty({ id: 'crm', connections: ['kestrel'], primaryConnection: 'kestrel' })];
  const portal = { ...emptySettings.portal, primaryConnection: 'guests' };
  expect(settingsProblems(someSettings({ connections, parties, portal }))).toEqual([]);
});

describe('a connection is refused', () => {
  test.each<[string, Connection, string, RegExp]>([
    ['by OpenID Connect without its secret', aConnection({ clientSecret: null }), '/clientSecret', /needed with client_secret_basic/],
    ['with a signature and a secret', aConnection({ tokenEndpointAuth: 'private_key_jwt' }), '/clientSecret', /no use/],
    ['that is the authority for everybody', aConnection({ emailTrust: 'authoritative', domains: openToAll }), '/emailTrust', /list/],
    ['by SAML for everybody', aSamlConnection({ domains: openToAll }), '/domains', /list only/],
    ['by SAML that waits for a mark SAML has not', aSamlConnection({ emailTrust: 'verified' }), '/emailTrust', /authoritative/],
    ['by SAML with something else for a certificate', aSamlConnection({ certificates: [notACertificate] }), '/certificates/0', /cert/],
    [
      'whose metadata is signed by something else',
      aSamlConnection({ metadata: { url: 'https://id.example/m', takeOver: 'certificates', signedBy: notACertificate } }),
      '/metadata/signedBy',
      /cert/,
    ],
    ['by OAuth whose subject is no path', anOAuth2Connection({ subject: 'user..id' }), '/subject', /is no path/],
    ['by OAuth that lets nobody in', anOAuth2Connection({ emailVerified: null }), '/emailVerified', /nobody/],
    [
      'by OAuth that is the authority for everybody',
      anOAuth2Connection({ emailTrust: 'authoritative', domains: openToAll }),
      '/emailTrust',
      /list/,
    ],
    ['by e-mail code for everybody', anEmailCodeConnection({ domains: openToAll }), '/domains', /list only/],
  ])('%s', (_, connection, path, message) => {
    expect(of(connection)).toContainEqual({ path: `/connections/0${path}`, message: expect.stringMatching(message) });
  });

  test('and taken without a secret where a signature takes its place', () => {
    expect(of(aConnection({ tokenEndpointAuth: 'private_key_jwt', clientSecret: null }))).toEqual([]);
  });

  test('or with the place where addresses are listed, for OAuth', () => {
    expect(of(anOAuth2Connection({ emailVerified: null, emailsUrl: 'https://api.example/emails' }))).toEqual([]);
  });

  test('when another protocol claims its domain already', () => {
    const second = aSamlConnection({ domains: { mode: 'list', list: ['borealis.example'] } });
    expect(of(aConnection(), second).map(({ path }) => path)).toEqual(['/connections/1/domains/list/0']);
  });
});

describe('a mapping is refused', () => {
  const withMapping = (more: Partial<Mapping>) => of(aConnection({ mapping: { ...aConnection().mapping, ...more } }));
  const department = { name: 'department', from: 'dept' };

  test.each<[string, Partial<Mapping>, string, RegExp]>([
    ['with a name twice', { more: [department, department] }, '/more/1/name', /twice/],
    ['with a name that has a field', { more: [{ name: 'groups', from: 'x' }] }, '/more/0/name', /field of its own/],
    ['with a pattern for what is not there', { patterns: [{ of: 'department', pattern: 'x' }] }, '/patterns/0/of', /no "department"/],
    ['with a pattern for groups that nobody tells', { patterns: [{ of: 'groups', pattern: 'x' }] }, '/patterns/0/of', /no "groups"/],
    ['with a broken pattern', { patterns: [{ of: 'email', pattern: '(' }] }, '/patterns/0/pattern', /regular expression/],
    ['with a pattern that looks back', { patterns: [{ of: 'email', pattern: '(a)\\1' }] }, '/patterns/0/pattern', /regular expression/],
    ['with a pattern that looks ahead', { patterns: [{ of: 'email', pattern: '(?=a)' }] }, '/patterns/0/pattern', /regular expression/],
  ])('%s', (_, more, path, message) => {
    expect(withMapping(more)).toEqual([{ path: `/connections/0/mapping${path}`, message: expect.stringMatching(message) }]);
  });

  test('and taken with patterns for what is there', () => {
    const patterns = ['email', 'groups', 'department'].map((of) => ({ of, pattern: '^(a+)+$' }));
    expect(withMapping({ groups: 'groups', more: [department], patterns })).toEqual([]);
  });
});

describe('an application is refused', () => {
  const telling = aSamlConnection({ mapping: { ...aSamlConnection().mapping, more: [{ name: 'department', from: 'dept' }] } });
  const problems = (...parties: Party[]) => settingsProblems(someSettings({ connections: [aConnection(), telling], parties }));
  const more = [{ name: 'dept', value: 'more:department' }];

  test.each<[string, Partial<Party>, string, RegExp]>([
    ['that takes signed requests only, and knows no key', { signedRequests: true }, '/certificates', /without a certificate/],
    ['with something else for a certificate', { certificates: [aCertificate, notACertificate] }, '/certificates/1', /cert/],
    ['that encrypts to something else', { encryptTo: notACertificate }, '/encryptTo', /cert/],
    ['with a connection that is not there', { connections: ['borealis', 'gone'] }, '/connections/1', /no connection "gone"/],
    ['that sends people to a connection that is not there', { primaryConnection: 'gone' }, '/primaryConnection', /no connection "gone"/],
    [
      'that sends people where they may not come from',
      { connections: ['kestrel'], primaryConnection: 'borealis' },
      '/primaryConnection',
      /may not enter/,
    ],
    ['told what no connection tells', { attributes: [{ name: 'x', value: 'more:phone' }] }, '/attributes/0/value', /"phone"/],
    ['told what only others tell', { connections: ['borealis'], attributes: more }, '/attributes/0/value', /"department"/],
    ['named by what no connection tells', { nameId: { format: 'unspecified', value: 'more:phone' } }, '/nameId/value', /"phone"/],
    ['with an attribute twice', { attributes: [...more, ...more] }, '/attributes/1/name', /twice/],
  ])('%s', (_, wish, path, message) => {
    expect(problems(aParty(wish))).toEqual([{ path: `/parties/0${path}`, message: expect.stringMatching(message) }]);
  });

  test('that has the name of another', () => {
    expect(problems(aParty(), aParty({ id: 'crm', entityId: aParty().entityId })).map(({ path }) => path)).toEqual(['/parties/1/entityId']);
    expect(problems(aParty(), aParty({ entityId: 'https://other.example' })).map(({ path }) => path)).toEqual(['/parties/1/id']);
  });

  test('and taken with everything in its place', () => {
    const whole = aParty({
      certificates: [aCertificate, anotherCertificate],
      signedRequests: true,
      encryptTo: aCertificate,
      connections: ['kestrel'],
      primaryConnection: 'kestrel',
      attributes: more,
    });
    expect(problems(whole)).toEqual([]);
  });
});

test('the portal sends people only to a connection that is there', () => {
  const portal = { ...emptySettings.portal, primaryConnection: 'gone' };
  expect(settingsProblems(someSettings({ portal }))).toEqual([
    { path: '/portal/primaryConnection', message: 'there is no connection "gone"' },
  ]);
});
