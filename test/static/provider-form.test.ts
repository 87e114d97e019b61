import { describe, expect, test } from '@jest/globals';
import { presets } from '../../contract/presets/all.ts';
import { oidcDefaults } from '../../contract/presets/defaults.ts';
import type { ConnectionView } from '../../contract/rpc/admin.ts';
import type { AssuranceForm } from '../../static/admin/providers/form/assurance-form.ts';
import { draftOf, formOf, unchangedDraft } from '../../static/admin/providers/form/draft.ts';
import { problemsIn } from '../../static/admin/providers/form/problems.ts';
import { newForm, variantOf, withAnswer, withName, withPreset, withProtocol } from '../../static/admin/providers/form/provider-form.ts';
import { anEmailCodeConnection, anOAuth2Connection, aSamlConnection } from '../support/connections.ts';

const table = {
  contexts: [{ value: 'https://refeds.org/profile/mfa', counts: 'any' as const }],
  methods: [
    { value: 'urn:otp', counts: 'any' as const },
    { value: 'urn:key', counts: 'phishing-resistant' as const },
  ],
  maxAgeMinutes: 60,
  ask: [{ value: 'https://refeds.org/profile/mfa', for: 'strong' as const }],
};
const full = aSamlConnection({
  assurance: { ...table, methodsAttribute: 'urn:methods' },
  logout: { url: 'https://id.kestrel.example/slo', binding: 'post' },
  metadata: { url: 'https://id.kestrel.example/metadata', takeOver: 'everything', signedBy: null },
  encryption: 'required',
  allowCbc: true,
  allowSha1: true,
  nameIdFormat: 'email',
  subject: { attribute: 'oid' },
  forceAuthn: true,
  requestedContexts: ['urn:two', 'urn:one'],
  clockSkewSeconds: 0,
  loginFromProvider: true,
});
const { clientSecret: _, ...oauth2 } = anOAuth2Connection({
  emailsUrl: 'https://id.github.example/emails',
  emailVerified: null,
  clientSecretExpiresOn: '2027-03-31',
  domains: { mode: 'list', list: ['github.example'], proof: 'dns' },
});
const stored: readonly (readonly [string, ConnectionView])[] = [
  ['SAML with every option', full],
  ['SAML as it comes', aSamlConnection()],
  ['OAuth 2.0', { ...oauth2, clientSecretSetAt: 1 }],
  ['a code by e-mail', anEmailCodeConnection()],
  [
    'OpenID Connect by hand',
    {
      ...oidcDefaults,
      id: 'borealis',
      protocol: 'oidc',
      preset: 'generic-oidc',
      name: 'Borealis',
      enabled: false,
      issuer: 'https://id.borealis.example/',
      clientId: 'gatehouse',
      clientSecretSetAt: null,
      tokenEndpointAuth: 'private_key_jwt',
      assurance: table,
      endpoints: {
        authorization: 'https://id.borealis.example/a',
        token: 'https://id.borealis.example/t',
        jwks: 'https://id.borealis.example/k',
        userinfo: null,
        endSession: 'https://id.borealis.example/e',
      },
      domains: { mode: 'any-unclaimed' },
    },
  ],
];

test.each(stored)('%s goes through the form unchanged', (_what, view) => {
  expect(draftOf(formOf(view))).toEqual(unchangedDraft(view));
});

test('every variant of every vendor fills the form with its own defaults', () => {
  for (const preset of presets) {
    for (const variant of preset.variants) {
      const draft = draftOf(withProtocol(newForm(preset.id), variant.protocol));
      expect(draft.protocol).toBe(variant.protocol);
      if (variant.protocol !== 'email-code') expect(draft).toMatchObject({ ...variant.defaults, preset: preset.id });
    }
  }
});

test('another vendor or protocol takes away nothing that was typed', () => {
  const typed = { ...withName(newForm('okta'), 'Borealis'), clientId: 'abc', newClientSecret: 'secret', domainLines: 'borealis.example' };
  const there = withProtocol(withPreset(typed, 'keycloak'), 'saml');
  expect(variantOf(there)).toMatchObject({ protocol: 'saml' });
  expect(withProtocol(there, 'oidc')).toMatchObject({
    name: 'Borealis',
    clientId: 'abc',
    newClientSecret: 'secret',
    domainLines: 'borealis.example',
  });
});

test("an address made of one vendor's answers does not stay for another, and one that was typed does", () => {
  const { id, questions } = withMetadataAddress();
  const answered = questions.reduce((form, { name }) => withAnswer(form, name, 'sso.example'), withProtocol(newForm(id), 'saml'));
  expect(answered.saml.metadataUrl).toContain('sso.example');
  expect(withPreset(answered, 'generic-saml').saml.metadataUrl).toBe('');
  const typed = { ...answered, saml: { ...answered.saml, metadataUrl: 'https://typed.example/metadata' } };
  expect(withPreset(typed, 'generic-saml').saml.metadataUrl).toBe('https://typed.example/metadata');
});

/** A vendor whose metadata stands at an address that its questions make. */
function withMetadataAddress() {
  for (const { id, variants } of presets)
    for (const variant of variants)
      if (variant.protocol === 'saml' && variant.providerMetadataUrl?.includes('{')) return { id, questions: variant.questions };
  throw new Error('no vendor has one');
}

test('a stored connection of a vendor without words for its protocol is asked for like any other', () => {
  const view = aSamlConnection({ preset: 'github' });
  expect(variantOf(formOf(view))).toMatchObject({ protocol: 'saml', questions: [] });
});

describe('what counts as a second factor', () => {
  test('is filled in as the vendor is known to say it, and off', () => {
    const form = newForm('okta');
    expect(form.assurance).toMatchObject({ counts: false, methodLines: 'mfa any', maxAge: '480' });
    expect(draftOf(form)).not.toHaveProperty('assurance');
    expect(draftOf({ ...form, assurance: { ...form.assurance, counts: true } })).toMatchObject({
      assurance: { methods: [{ value: 'mfa', counts: 'any' }], ask: [{ value: 'phr', for: 'phishing-resistant' }, {}] },
    });
  });

  test('is off again with another vendor or protocol', () => {
    const form = newForm('okta');
    const on = { ...form, assurance: { ...form.assurance, counts: true } };
    expect(withPreset(on, 'auth0').assurance).toMatchObject({ counts: false, methodLines: 'mfa any' });
    expect(withProtocol(on, 'saml').assurance).toMatchObject({ counts: false, methodLines: '' });
  });

  const mistakes = (wish: Partial<AssuranceForm>) => {
    const form = newForm('generic-saml');
    const assurance = { ...form.assurance, counts: true, ...wish };
    return problemsIn({ ...form, assurance }, false, []).filter(({ path }) => path.startsWith('/connection/assurance'));
  };

  test.each<[string, Partial<AssuranceForm>, string, RegExp]>([
    ['a line without a strength', { contextLines: 'urn:a any\nurn:b' }, '/contexts/1/value', /“urn:b”: write/],
    ['a strength that is none', { askLines: 'urn:a high' }, '/ask/0/value', /any, strong or phishing-resistant/],
    ['too many words', { contextLines: 'urn:a very strong' }, '/contexts/0/value', /write/],
    ['a value that stands twice', { contextLines: 'urn:a any\n\nurn:a strong' }, '/contexts/1/value', /twice/],
    ['nothing that counts', { contextLines: '' }, '/contexts', /nothing counts yet/],
    ['methods without their attribute', { methodLines: 'urn:a any' }, '/methodsAttribute', /name the attribute/],
    ['a time that is none', { maxAge: 'an hour' }, '/maxAgeMinutes', /./],
  ])('%s is told at its field', (_, wish, path, message) => {
    expect(mistakes(wish)).toContainEqual({ path: `/connection/assurance${path}`, message: expect.stringMatching(message) });
  });

  test('a good table is no mistake', () => {
    expect(mistakes({})).toEqual([]);
  });
});
