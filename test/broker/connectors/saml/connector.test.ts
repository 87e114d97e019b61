import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '#contract/settings/connections/mapping';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { createSamlConnector } from '../../../../broker/connectors/saml/connector.ts';
import type { Strength } from '../../../../broker/domain/assurance.ts';
import type { Departure } from '../../../../broker/domain/ports/connector.ts';
import { readAuthnRequest } from '../../../../broker/saml/authn-request.ts';
import { openLogoutRequest } from '../../../../broker/saml/logout-request.ts';
import { verifyMessageSignature } from '../../../../broker/saml/message/incoming.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { aSamlConnection, certificateOf, ourKeys, samlAtHand } from '../../../support/saml/connection.ts';
import { encrypted } from '../../../support/saml/encrypt.ts';
import { otherRsaKeys, rsaKeys, shortRsaKeys } from '../../../support/saml/keys.ts';
import {
  assertionIn,
  at,
  authnStatementOf,
  conditionsOf,
  confirmationOf,
  encode,
  idp,
  now,
  pieces,
  type ResponsePieces,
  responseXml,
  swap,
} from '../../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../../support/saml/sign.ts';

const reference = 'abcdefghijklmnopqrstuv';
const answers = new Map<string, { status: number; body: string }>();
const connector = createSamlConnector({
  keys: ourKeys,
  clock: { now: () => now },
  random: createFixedRandom('saml'),
  outbound: {
    send: async ({ url }) => {
      const { status, body } = answers.get(url) ?? { status: 404, body: '' };
      return { status, headers: {}, body: Buffer.from(body) };
    },
    refusalOf: () => null,
  },
});

const entityId = 'https://acme-login.example/saml/connections/idp';
const audience = conditionsOf(`<saml:AudienceRestriction><saml:Audience>${entityId}</saml:Audience></saml:AudienceRestriction>`);
const attribute = (name: string, ...values: string[]) =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;
const statements = (attributes: string, instant?: string) =>
  `${authnStatementOf('', instant)}<saml:AttributeStatement>${attributes}</saml:AttributeStatement>`;
const everything =
  attribute('email', 'alice@customer.example') +
  attribute('firstName', 'Alice') +
  attribute('displayName', 'Alice &lt;A&gt; Ö') +
  attribute('groups', 'crew', 'harbour');

const depart = (differences: Partial<SamlConnection> = {}, forceReauthentication = false, strength?: Strength): Promise<Departure> =>
  connector.depart({
    ...samlAtHand(differences),
    reference,
    forceReauthentication,
    loginHint: null,
    ...(strength && { ask: { strength } }),
  });

function requestIn(departure: Departure) {
  if (departure.kind === 'form') throw new Error('a form');
  const incoming =
    departure.kind === 'redirect'
      ? new URL(departure.url).search.slice(1)
      : { message: departure.fields.SAMLRequest ?? '', relayState: departure.fields.RelayState ?? null };
  const read = readAuthnRequest(incoming);
  if (!read.ok) throw new Error(read.because);
  return read;
}

interface SignIn {
  readonly connection?: Partial<SamlConnection>;
  readonly message?: Partial<ResponsePieces>;
  readonly freshly?: boolean;
  readonly strength?: Strength;
  readonly seal?: (xml: string) => string | Promise<string>;
}

/** A whole sign-in: the request leaves, the provider answers it, the answer arrives. */
async function signIn({ connection, message, freshly, strength, seal = signAssertion }: SignIn = {}) {
  const departure = await depart(connection, freshly, strength);
  const { id } = requestIn(departure).request;
  const xml = responseXml({
    responseAttributes: swap(pieces.responseAttributes, '_request1', id),
    confirmation: confirmationOf(`Recipient="https://acme-login.example/callback/idp" InResponseTo="${id}" NotOnOrAfter="${at(300)}"`),
    conditions: audience,
    statements: statements(everything),
    ...message,
  });
  const arrival = { method: 'POST' as const, url: '/callback/idp', form: { SAMLResponse: encode(await seal(xml)), RelayState: reference } };
  expect(connector.referenceOf(arrival)).toBe(reference);
  return connector.complete({ ...samlAtHand(connection), reference, memory: departure.memory, arrival });
}

describe('a sign-in at a SAML provider', () => {
  test('gives the identity that the provider asserted', async () => {
    expect(await signIn()).toEqual({
      ok: true,
      identity: {
        connection: 'idp',
        issuer: idp,
        subject: 'alice',
        email: { address: 'alice@customer.example', verified: false },
        firstName: 'Alice',
        lastName: null,
        displayName: 'Alice <A> Ö',
        groups: ['crew', 'harbour'],
        attributes: {},
        assurance: { acr: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password', amr: [], authTime: now - 30_000 },
        upstreamSession: {
          sid: 'session1',
          idToken: null,
          nameId: {
            value: 'alice',
            format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
            nameQualifier: null,
            spNameQualifier: null,
          },
        },
      },
    });
  });

  test.each(['response', 'either', 'both'] as const)('takes what is signed as the connection says: %s', async (signed) => {
    expect(await signIn({ connection: { signed }, seal: (xml) => signResponse(signAssertion(xml)) })).toMatchObject({ ok: true });
  });

  test('opens an encrypted assertion, and asks for one where it has to be', async () => {
    const seal = async (xml: string) => {
      const signed = signAssertion(xml);
      return swap(signed, assertionIn(signed), await encrypted(assertionIn(signed), { to: otherRsaKeys().publicKey }));
    };
    expect(await signIn({ connection: { encryption: 'required' }, seal })).toMatchObject({ ok: true, identity: { subject: 'alice' } });
    expect(await signIn({ connection: { encryption: 'required' } })).toMatchObject({ ok: false, code: 'saml_encryption_missing' });
    expect(await signIn({ connection: { encryption: 'never' }, seal })).toMatchObject({ ok: false, code: 'saml_encryption_unsupported' });
  });

  test('works with the old certificate and the new one, in PEM or in one line', async () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${certificateOf(rsaKeys())}\n-----END CERTIFICATE-----\n`;
    expect(await signIn({ connection: { certificates: [certificateOf(otherRsaKeys()), pem] } })).toMatchObject({ ok: true });
    expect(await signIn({ connection: { certificates: [certificateOf(otherRsaKeys())] } })).toMatchObject({
      ok: false,
      code: 'saml_signature_wrong',
    });
  });
});

describe('the request', () => {
  test('says who asks, where the answer goes, and is signed', async () => {
    const departure = await depart();
    expect(departure.kind === 'redirect' && departure.url).toContain('https://idp.example/sso?SAMLRequest=');
    const read = requestIn(departure);
    expect(read).toMatchObject({
      relayState: reference,
      request: {
        issuer: entityId,
        acsUrl: 'https://acme-login.example/callback/idp',
        destination: 'https://idp.example/sso',
        forceAuthn: false,
      },
    });
    expect(verifyMessageSignature(read, [otherRsaKeys().publicKey])).toEqual({ ok: true });
  });

  test('goes by form to a provider that wants it so, signed inside', async () => {
    const departure = await depart({ signOn: { url: 'https://idp.example/sso?t=1', binding: 'post' } });
    expect(departure).toMatchObject({ kind: 'post', url: 'https://idp.example/sso?t=1', fields: { RelayState: reference } });
    expect(verifyMessageSignature(requestIn(departure), [otherRsaKeys().publicKey])).toEqual({ ok: true });
  });

  test('is not signed where the provider cannot take it', async () => {
    expect(requestIn(await depart({ signRequests: false })).signature).toBeNull();
    expect(
      requestIn(await depart({ signRequests: false, signOn: { url: 'https://idp.example/sso', binding: 'post' } })).signature,
    ).toBeNull();
  });

  test('asks for the form of the name, for a context and for a fresh sign-in', async () => {
    const contexts = ['urn:mfa', 'urn:password'];
    const { request } = requestIn(await depart({ nameIdFormat: 'email', requestedContexts: contexts, forceAuthn: true }));
    expect(request).toMatchObject({
      nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      requestedContexts: { comparison: 'exact', classRefs: contexts },
      forceAuthn: true,
    });
    expect(requestIn(await depart({}, true)).request.forceAuthn).toBe(true);
  });
});

describe('an answer that does not fit the connection', () => {
  test.each([
    [
      'for another connection of the same tenant',
      { conditions: swap(audience, 'connections/idp', 'connections/other') },
      'saml_audience_mismatch',
    ],
    ['of another provider', { assertionIssuer: '<saml:Issuer>https://evil.example</saml:Issuer>' }, 'saml_issuer_mismatch'],
    [
      'with a name that changes each time',
      { nameId: '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">x1</saml:NameID>' },
      'saml_subject_unusable',
    ],
    [
      'with two e-mail addresses',
      { statements: statements(attribute('email', 'a@customer.example', 'b@customer.example')) },
      'saml_attribute_malformed',
    ],
    ['with something else for an address', { statements: statements(attribute('email', 'alice')) }, 'saml_attribute_malformed'],
    [
      'with two mailboxes in one value',
      { statements: statements(attribute('email', 'a@customer.example,b@evil.example')) },
      'saml_attribute_malformed',
    ],
    ['with a group longer than any', { statements: statements(attribute('groups', 'x'.repeat(1_001))) }, 'saml_attribute_malformed'],
  ] as const)('%s is refused', async (_what, message, code) => {
    expect(await signIn({ message })).toMatchObject({ ok: false, code });
  });

  test('to a request that this browser never made is refused', async () => {
    const confirmation = confirmationOf(
      `Recipient="https://acme-login.example/callback/idp" InResponseTo="_other" NotOnOrAfter="${at(300)}"`,
    );
    const message = { confirmation, responseAttributes: swap(pieces.responseAttributes, '_request1', '_other') };
    expect(await signIn({ message })).toMatchObject({ ok: false, code: 'saml_request_mismatch' });
  });

  test('of an older sign-in is refused where a fresh one was asked for', async () => {
    expect(await signIn({ freshly: true })).toMatchObject({ ok: true });
    const message = { statements: statements(everything, at(-61)) };
    expect(await signIn({ freshly: true, message })).toMatchObject({ ok: false, code: 'saml_authentication_too_old' });
    expect(await signIn({ message })).toMatchObject({ ok: true });
  });

  test('without the context that was asked for is refused', async () => {
    const requestedContexts = ['https://refeds.org/profile/mfa'];
    expect(await signIn({ connection: { requestedContexts } })).toMatchObject({ ok: false, code: 'saml_context_mismatch' });
    const password = ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'];
    expect(await signIn({ connection: { requestedContexts: password } })).toMatchObject({ ok: true });
  });

  test('that nobody asked for, or that came by address, signs nobody in', async () => {
    const { memory } = await depart();
    const arrive = (arrival: { method: 'GET' | 'POST'; form: Record<string, string> }) =>
      connector.complete({ ...samlAtHand(), reference, memory, arrival: { url: '/callback/idp', ...arrival } });
    const form = { SAMLResponse: encode(signAssertion(responseXml())), RelayState: reference };
    expect(await arrive({ method: 'GET', form })).toMatchObject({ ok: false, code: 'saml_message_missing' });
    expect(await arrive({ method: 'POST', form: {} })).toMatchObject({ ok: false, code: 'saml_message_missing' });
    const unsolicited = responseXml({ responseAttributes: pieces.responseAttributes.replace(/InResponseTo="[^"]*"/, '') });
    expect(await arrive({ method: 'POST', form: { SAMLResponse: encode(signAssertion(unsolicited)) } })).toMatchObject({
      ok: false,
      code: 'saml_request_mismatch',
    });
    expect(connector.referenceOf({ method: 'POST', url: '/', form: { RelayState: 'https://evil.example/' } })).toBeNull();
    expect(connector.referenceOf({ method: 'POST', url: '/', form: {} })).toBeNull();
  });
});

describe('what a provider says in its own words', () => {
  const mapping = (differences: Partial<Mapping>): Partial<SamlConnection> => ({
    mapping: { ...aSamlConnection().mapping, ...differences },
  });

  test('is read by the names of the mapping, the NameID among them', async () => {
    const nameId = '<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">alice@customer.example</saml:NameID>';
    const connection = mapping({ email: 'NameID', groups: 'http://schemas.example/groups', more: [{ name: 'department', from: 'dept' }] });
    const message = { nameId, statements: statements(attribute('http://schemas.example/groups', 'a') + attribute('dept', 'Sales', '')) };
    expect(await signIn({ connection, message })).toMatchObject({
      ok: true,
      identity: { email: { address: 'alice@customer.example' }, groups: ['a'], attributes: { department: ['Sales'] } },
    });
  });

  test('is filtered and cut by patterns', async () => {
    const groups = attribute('groups', 'CN=jsm-crew,OU=Groups,DC=x', 'CN=jsm-harbour,OU=Groups,DC=x', 'CN=other,OU=Groups,DC=x');
    const connection = mapping({ patterns: [{ of: 'groups', pattern: 'CN=jsm-([^,]+),.*' }] });
    expect(await signIn({ connection, message: { statements: statements(groups) } })).toMatchObject({
      identity: { groups: ['crew', 'harbour'] },
    });
  });

  test('is not held up by a pattern that takes a backtracking reader years', async () => {
    const connection = mapping({ patterns: [{ of: 'groups', pattern: '(a+)+b' }] });
    const message = { statements: statements(attribute('groups', 'a'.repeat(1_000))) };
    expect(await signIn({ connection, message })).toMatchObject({ identity: { groups: [] } });
  });

  test('that says nothing of groups leaves them unknown; no values at all are none', async () => {
    expect(await signIn({ message: { statements: authnStatementOf('') } })).toMatchObject({ identity: { groups: null, email: null } });
    expect(await signIn({ message: { statements: statements(attribute('groups')) } })).toMatchObject({ identity: { groups: [] } });
    expect(await signIn({ connection: mapping({ groups: null }) })).toMatchObject({ identity: { groups: null } });
  });

  test('names people by an attribute that never changes, once', async () => {
    const connection = { subject: { attribute: 'uid' } };
    const message = (...values: string[]) => ({ statements: statements(attribute('uid', ...values)) });
    expect(await signIn({ connection, message: message('u-1') })).toMatchObject({ identity: { subject: 'u-1' } });
    for (const values of [[], [''], ['u-1', 'u-2']])
      expect(await signIn({ connection, message: message(...values) })).toMatchObject({ ok: false, code: 'saml_subject_unusable' });
  });

  test('with 250 groups is read whole', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `group-${index}`);
    expect(await signIn({ message: { statements: statements(attribute('groups', ...names)) } })).toMatchObject({
      identity: { groups: names },
    });
  });
});

describe('signing out at the provider', () => {
  const session = {
    sid: 'session1',
    idToken: null,
    nameId: { value: 'alice', format: 'urn:f', nameQualifier: 'q', spNameQualifier: null },
  };

  test('names the session as the provider did, signed', async () => {
    const hop = await connector.logout({ ...samlAtHand(), session, state: 's' });
    const opened = openLogoutRequest(new URL(hop?.url ?? '').search.slice(1));
    if (!opened.ok) throw new Error(opened.because);
    const proven = opened.prove({ keys: [otherRsaKeys().publicKey], now, destination: 'https://idp.example/slo' });
    expect(proven).toMatchObject({
      ok: true,
      request: { issuer: entityId, nameId: session.nameId, sessionIndexes: ['session1'], relayState: 's' },
    });
  });

  test('goes by form where the provider wants it so, and nowhere where it has no place for it', async () => {
    const posted = await connector.logout({
      ...samlAtHand({ logout: { url: 'https://idp.example/slo', binding: 'post' } }),
      session,
      state: 's',
    });
    expect(posted).toMatchObject({ kind: 'post', fields: { SAMLRequest: expect.any(String), RelayState: 's' } });
    expect(await connector.logout({ ...samlAtHand({ logout: null }), session, state: 's' })).toBeNull();
    expect(await connector.logout({ ...samlAtHand(), session: { ...session, nameId: null }, state: 's' })).toBeNull();
  });
});

describe('the test of a connection', () => {
  const url = 'https://idp.example/metadata.xml';
  const published = (certificates: string[], more = '', entity = idp) =>
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entity}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" ${more}>${certificates.map((text) => `<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`).join('')}<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
  const withMetadata = { metadata: { url, takeOver: 'certificates' as const, signedBy: null } };
  async function failures(differences: Partial<SamlConnection>, body?: string, status = 200) {
    answers.clear();
    if (body !== undefined) answers.set(url, { status, body });
    const { ok, checks } = await connector.test(samlAtHand(differences));
    expect(ok).toBe(checks.every((check) => check.ok));
    return checks.filter((check) => !check.ok).map((check) => check.name);
  }

  test('finds nothing wrong with one that is right', async () => {
    expect(await failures(withMetadata, published([certificateOf(rsaKeys())]))).toEqual([]);
    expect(await failures({})).toEqual([]);
  });

  test.each<[string, Partial<SamlConnection>, string | undefined, string]>([
    ['a certificate that cannot be read', { certificates: ['x'.repeat(100)] }, undefined, 'certificates'],
    ['a key that is too short', { certificates: [certificateOf(shortRsaKeys())] }, undefined, 'certificates'],
    ['an address with nothing behind it', withMetadata, undefined, 'metadata'],
    ['a sign-in page for metadata', withMetadata, '<!DOCTYPE html><html></html>', 'metadata'],
    ['the metadata of somebody else', withMetadata, published([certificateOf(rsaKeys())], '', 'urn:other'), 'metadata'],
    [
      'another address for sign-ins',
      { ...withMetadata, signOn: { url: 'https://old.example/', binding: 'redirect' as const } },
      published([certificateOf(rsaKeys())]),
      'metadata',
    ],
    ['certificates that were exchanged', withMetadata, published([certificateOf(otherRsaKeys())]), 'metadata'],
    [
      'a provider that wants signed requests',
      { ...withMetadata, signRequests: false },
      published([certificateOf(rsaKeys())], 'WantAuthnRequestsSigned="true"'),
      'requests',
    ],
    [
      'metadata that is not signed as it must be',
      { metadata: { ...withMetadata.metadata, signedBy: certificateOf(rsaKeys()) } },
      published([certificateOf(rsaKeys())]),
      'metadata',
    ],
  ])('finds %s', async (_what, differences, body, name) => {
    expect(await failures(differences, body)).toEqual([name]);
  });

  test('tells when a certificate ends soon, has ended, or is about to be followed', async () => {
    const texts = async (differences: Partial<SamlConnection>, body?: string) => {
      await failures(differences, body);
      return (await connector.test(samlAtHand(differences))).checks.map((check) => check.text).join(' ');
    };
    expect(await texts({ certificates: [certificateOf(rsaKeys(), 20 * 86_400_000)] })).toContain('ends on 2026-12-11');
    expect(await texts({ certificates: [certificateOf(rsaKeys(), -1_000)] })).toContain('ended on');
    expect(await texts(withMetadata, published([certificateOf(rsaKeys()), certificateOf(otherRsaKeys())]))).toContain(
      'roll-over has begun',
    );
    const rolling = { ...withMetadata, certificates: [certificateOf(rsaKeys()), certificateOf(otherRsaKeys(), 20 * 86_400_000)] };
    const said = await texts(rolling, published([certificateOf(rsaKeys())]));
    expect(said).toContain('The certificate can be used until');
    expect(said).toContain('A certificate of the connection is not in the metadata.');
    expect(said).not.toContain('2026-12-11');
    expect(await texts(withMetadata, published([certificateOf(otherRsaKeys())]))).not.toContain('can be used until');
  });
});

describe('what counts as a second factor', () => {
  const mfa = 'https://refeds.org/profile/mfa';
  const methodsAttribute = 'http://schemas.microsoft.com/claims/authnmethodsreferences';
  const assurance: SamlConnection['assurance'] = {
    contexts: [{ value: mfa, counts: 'any' }],
    methods: [{ value: 'urn:multiple', counts: 'any' }],
    methodsAttribute,
    maxAgeMinutes: 60,
    ask: [
      { value: 'urn:key', for: 'phishing-resistant' },
      { value: mfa, for: 'any' },
    ],
  };
  const answered = (context: string, instant = at(0)) => ({
    statements: statements(everything, instant).replace('urn:oasis:names:tc:SAML:2.0:ac:classes:Password', context),
  });

  test('is read from the attribute that the connection names, and from no other', async () => {
    const message = { statements: statements(everything + attribute(methodsAttribute, 'urn:password', 'urn:multiple')) };
    expect(await signIn({ connection: { assurance }, message })).toMatchObject({
      identity: { assurance: { amr: ['urn:password', 'urn:multiple'], authTime: now - 30_000 } },
    });
    expect(await signIn({ message })).toMatchObject({ identity: { assurance: { amr: [] } } });
    const unnamed = { ...assurance, methodsAttribute: null };
    expect(await signIn({ connection: { assurance: unnamed }, message })).toMatchObject({ identity: { assurance: { amr: [] } } });
  });

  test('is asked for afresh, by the contexts that prove at least as much, before those that are always asked for', async () => {
    const { request } = requestIn(await depart({ assurance, requestedContexts: ['urn:password'] }, false, 'any'));
    expect(request).toMatchObject({
      forceAuthn: true,
      requestedContexts: { comparison: 'exact', classRefs: ['urn:key', mfa, 'urn:password'] },
    });
    const strict = requestIn(await depart({ assurance }, false, 'strong')).request;
    expect(strict.requestedContexts?.classRefs).toEqual(['urn:key']);
  });

  test('can be asked for where the connection says by what', () => {
    const { connection } = samlAtHand({ assurance });
    expect(connector.canAskAgain?.(connection, 'phishing-resistant')).toBe(true);
    expect(
      connector.canAskAgain?.(
        { ...connection, assurance: { ...assurance, ask: [{ value: mfa, for: 'any' }] } } as SamlConnection,
        'strong',
      ),
    ).toBe(false);
    expect(connector.canAskAgain?.(samlAtHand({}).connection, 'any')).toBe(false);
  });

  test('an answer may name what was asked for; one that names neither is refused where a context is always asked for', async () => {
    const connection = { assurance, requestedContexts: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] };
    expect(await signIn({ connection, strength: 'any', message: answered(mfa) })).toMatchObject({
      identity: { assurance: { acr: mfa, authTime: now } },
    });
    // Nobody asked for it at this sign-in.
    expect(await signIn({ connection, message: answered(mfa) })).toMatchObject({ code: 'saml_context_mismatch' });
    expect(await signIn({ connection, strength: 'any', message: answered('urn:other') })).toMatchObject({ code: 'saml_context_mismatch' });
  });

  test('an old sign-in is no answer to being asked again', async () => {
    expect(await signIn({ connection: { assurance }, strength: 'any', message: answered(mfa, at(-120)) })).toMatchObject({
      code: 'saml_authentication_too_old',
    });
  });

  test('a provider that overlooks the question is believed only what it says', async () => {
    expect(
      await signIn({ connection: { assurance }, strength: 'any', message: { statements: statements(everything, at(0)) } }),
    ).toMatchObject({
      ok: true,
      identity: { assurance: { acr: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' } },
    });
  });
});
