import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ApplicationValues, ExamplePerson, ReleasePreview } from '#contract/rpc/applications';
import type { BrokerError } from '#contract/rpc/broker';
import type { Party } from '#contract/settings/party';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { aParty } from '../../support/connections.ts';
import { certificateOf } from '../../support/saml/connection.ts';
import { ecKeys, otherRsaKeys, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

const routes = {
  import: '/forge/v1/applications/import',
  values: '/forge/v1/applications/values',
  preview: '/forge/v1/applications/preview',
} as const;

const connections = [
  aConnection({ id: 'borealis', emailTrust: 'verified' }),
  aConnection({ id: 'kestrel', domains: { mode: 'any-unclaimed' } }),
];
const wiki = aParty({ nameId: { format: 'email', value: 'email' } });

let bench: AdminBench;
let tenant: Tenant;
beforeEach(async () => {
  bench = await openAdminBench();
  await bench.install();
  const [installed] = await bench.storage.tenants.list();
  if (installed === undefined) throw new Error('no tenant');
  tenant = installed;
  await bench.makeLive(tenant, 1, someSettings({ connections, parties: [wiki] }));
});
afterEach(() => bench.close());

const ask = async (url: string, body: object) => bench.call({}, { method: 'POST', url, body });

describe('our values for an application', () => {
  const values = async (body: object) => (await ask(routes.values, body)).body as ApplicationValues;

  test('are a certificate of its algorithm, with when it ends and a fingerprint, and our metadata once it is live', async () => {
    const { certificates, metadata } = await values({ id: 'wiki', algorithm: 'rsa-sha256' });
    expect(certificates).toEqual([
      expect.objectContaining({
        role: 'signs',
        key: 'RSA, 2048 bits',
        fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        pem: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
      }),
    ]);
    const [certificate] = certificates;
    expect(metadata).toContain(certificate?.pem.split('\n').slice(1, -1).join(''));
    expect((await values({ id: null, algorithm: 'rsa-sha256' })).metadata).toBeNull();
    expect((await values({ id: 'new', algorithm: 'ecdsa-sha256' })).certificates[0]?.key).toMatch(/^ec, /);
  });

  test('name the key of before, of now and of next while keys are exchanged', async () => {
    const before = await values({ id: 'wiki', algorithm: 'rsa-sha256' });
    bench.clock.advance({ seconds: 1 });
    const times = { signsFrom: bench.clock.now() + 60_000, trustedUntil: bench.clock.now() + 3_600_000 };
    await bench.keys.rotate(tenant.id, 'login', 'rsa-2048', times);
    const during = await values({ id: 'wiki', algorithm: 'rsa-sha256' });
    expect(during.certificates.map(({ role }) => role).toSorted()).toEqual(['next', 'signs']);
    expect(during.certificates.find(({ role }) => role === 'signs')?.pem).toBe(before.certificates[0]?.pem);
    bench.clock.advance({ minutes: 2 });
    const after = await values({ id: 'wiki', algorithm: 'rsa-sha256' });
    expect(after.certificates.map(({ role }) => role).toSorted()).toEqual(['before', 'signs']);
    expect(after.certificates.find(({ role }) => role === 'before')?.pem).toBe(before.certificates[0]?.pem);
  });

  test('are for administrators only', async () => {
    for (const url of Object.values(routes)) {
      expect(await bench.code({ module: 'heartbeat' }, { method: 'POST', url, body: {} })).toBe('forge_module_not_allowed');
      expect(await bench.code({}, { method: 'POST', url, body: { no: 'such' } })).toBe('request_malformed');
      expect(await bench.code({}, { method: 'POST', url, body: {}, token: null })).toBe('forge_token_missing');
    }
  });
});

describe('what an application would be told', () => {
  const ada: ExamplePerson = {
    connection: 'borealis',
    subject: 'b-ada',
    email: 'ada@borealis.example',
    emailVerified: true,
    firstName: 'Ada',
    lastName: null,
    displayName: 'Ada Aalto',
    groups: ['crew'],
    more: { department: ['Nautics'] },
  };
  const preview = async (party: Partial<Party>, person: Partial<ExamplePerson> = {}) => {
    const body = { party: { ...wiki, ...party }, person: { ...ada, ...person } };
    return ((await ask(routes.preview, body)).body as { preview: ReleasePreview }).preview;
  };

  test('is the checked address and what is registered, what is not known left out', async () => {
    const attributes = (
      ['first-name', 'last-name', 'groups', 'connection', 'more:department', 'more:none', 'account-id', 'subject'] as const
    ).map((value) => ({ name: value, value }));
    const shown = await preview({ attributes });
    expect(shown).toMatchObject({ refused: null, nameId: { values: ['ada@borealis.example'], withheld: null } });
    expect(shown.attributes.map(({ values, withheld }) => values ?? withheld)).toEqual([
      ['Ada'],
      'not-told',
      ['crew'],
      ['borealis'],
      ['Nautics'],
      'not-told',
      [expect.stringContaining('example')],
      [expect.not.stringContaining('b-ada')],
    ]);
  });

  test.each<[string, Partial<ExamplePerson>, string]>([
    ['no address', { email: null }, 'not-told'],
    ['an address that is none', { email: 'ada@@borealis.example' }, 'unusable'],
    ['one that nobody checked', { emailVerified: false }, 'unverified'],
    ['one of a domain that is not listed', { email: 'ada@kestrel.example' }, 'not-listed'],
    ['one that another connection claims', { connection: 'kestrel' }, 'claimed'],
  ])('%s keeps the person out, and says why', async (_, person, withheld) => {
    expect(await preview({}, person)).toMatchObject({ refused: 'name-missing', nameId: { values: null, withheld } });
  });

  test('several values are no name, a thousand groups are all or none', async () => {
    const named = await preview({ nameId: { format: 'unspecified', value: 'groups' } }, { groups: ['a', 'b'] });
    expect(named).toMatchObject({ refused: 'name-missing', nameId: { withheld: 'several' } });
    const groups = Array.from({ length: 1_001 }, (_, number) => `g${number}`);
    expect((await preview({ attributes: [{ name: 'g', value: 'groups' }] }, { groups })).attributes[0]).toMatchObject({
      values: null,
      withheld: 'too-many',
    });
    expect((await preview({ attributes: [{ name: 'g', value: 'groups' }] }, { groups: [] })).attributes[0]).toMatchObject({ values: [] });
    expect((await preview({ attributes: [{ name: 'g', value: 'groups' }] }, { groups: null })).attributes[0]).toMatchObject({
      withheld: 'not-told',
    });
  });

  test('there is no account where none is needed', async () => {
    const own = await preview(
      { nameId: { format: 'persistent', value: 'subject' }, attributes: [{ name: 'n', value: 'display-name' }] },
      { displayName: null },
    );
    expect(own.attributes[0]).toMatchObject({ values: null, withheld: 'not-told' });
  });

  test('says who would not get in at all', async () => {
    expect((await preview({}, { connection: 'gone' })).refused).toBe('connection-unknown');
    expect((await preview({ connections: ['kestrel'] })).refused).toBe('connection-not-admitted');
    const anybody = { connection: 'kestrel', email: 'ada@free.example' };
    expect((await preview({}, anybody)).refused).toBeNull();
    // Whoever may speak for any address does not lead to Atlassian Guard.
    expect((await preview({ preset: 'guard-customers' }, anybody)).refused).toBe('connection-not-admitted');
  });

  test('a transient name is another one each time', async () => {
    const transient = { nameId: { format: 'transient', value: 'email' } } as const;
    const [one, other] = [await preview(transient), await preview(transient)];
    expect(one.nameId.values).not.toEqual(other.nameId.values);
  });

  test('control characters of a provider are no part of it', async () => {
    const shown = await preview({ attributes: [{ name: 'n', value: 'display-name' }] }, { displayName: 'Ada\u0000\u000b<b>' });
    expect(shown.attributes[0]?.values).toEqual(['Ada\ufffd\ufffd<b>']);
  });
});

describe('metadata of an application', () => {
  const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
  const keyOf = (base64: string, use: string) =>
    `<KeyDescriptor use="${use}"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
  const acs = (url: string, more = '') => `<AssertionConsumerService Binding="${post}" Location="${url}" index="0" ${more}/>`;
  const metadata = (inside: string, more = '') =>
    `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://wiki.example/saml" ${more}>` +
    `<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="true">${inside}</SPSSODescriptor></EntityDescriptor>`;
  const read = async (text: string, signedBy: string | null = null) => {
    const { status, body } = await ask(routes.import, { source: { kind: 'text', text }, signedBy });
    return status === 200 ? (body as { application: object }).application : (body as BrokerError).error.code;
  };

  test('is read for a preview: addresses with the default first, keys with their dates, forms of name', async () => {
    const inside = [
      keyOf(certificateOf(rsaKeys()), 'signing'),
      keyOf(certificateOf(otherRsaKeys()), 'encryption'),
      '<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://wiki.example/slo"/>',
      '<NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>',
      acs('https://wiki.example/no', 'isDefault="false"'),
      acs('https://wiki.example/second'),
      acs('https://wiki.example/first', 'isDefault="true"'),
      '<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="https://wiki.example/art" index="3"/>',
    ].join('');
    expect(await read(metadata(inside))).toMatchObject({
      entityId: 'https://wiki.example/saml',
      acs: ['https://wiki.example/first', 'https://wiki.example/second', 'https://wiki.example/no'],
      logout: { url: 'https://wiki.example/slo', binding: 'redirect' },
      certificates: [{ key: 'RSA, 2048 bits' }],
      encryptTo: { key: 'RSA, 2048 bits' },
      signsRequests: true,
      nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
      signatureChecked: false,
    });
  });

  test('is read from its address', async () => {
    bench.pages.set('https://wiki.example/metadata', metadata(acs('https://wiki.example/acs')));
    const { body } = await ask(routes.import, { source: { kind: 'address', url: 'https://wiki.example/metadata' }, signedBy: null });
    expect(body).toMatchObject({ application: { acs: ['https://wiki.example/acs'] } });
  });

  test('tells what it leaves out, and why', async () => {
    const notesOf = async (inside: string) =>
      ((await read(metadata(inside))) as { notes: { text: string }[] }).notes.map(({ text }) => text).join('\n');
    const good = acs('https://wiki.example/acs');
    expect(await notesOf(good)).toMatch(/has no certificate to check them with/);
    expect(await notesOf(good)).toMatch(/names no address to sign out/);
    expect(await notesOf(good + keyOf(certificateOf(shortRsaKeys()), 'signing'))).toMatch(
      /has a key that is not accepted, and was left out/,
    );
    expect(await notesOf(good + keyOf(certificateOf(ecKeys()), 'encryption'))).toMatch(/key to encrypt to that is not RSA/);
    expect(await notesOf(good + acs('https://wiki.example/#frag'))).toMatch(/left out: 1/);
    expect(await notesOf(acs('http://wiki.example/acs'))).toMatch(/not protected \(http\)/);
    expect(await notesOf(Array.from({ length: 22 }, (_, number) => acs(`https://wiki.example/${number}`)).join(''))).toMatch(
      /first 20 were taken/,
    );
    expect(await notesOf(`<NameIDFormat>urn:mace:shibboleth:1.0:nameIdentifier</NameIDFormat>${good}`)).toMatch(
      /forms of name that are not known here/,
    );
  });

  test.each<[string, string, string]>([
    ['a page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'saml_metadata_is_a_page'],
    ['no XML', 'https://wiki.example/metadata', 'import_not_xml'],
    ['JSON', '{"issuer":"https://wiki.example"}', 'import_not_xml'],
    ['another root', '<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>', 'saml_metadata_root'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', 'import_private_key'],
    [
      'a document type',
      `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>${metadata(acs('https://wiki.example/acs'))}`,
      'import_doctype',
    ],
    ['XML that breaks off', metadata(acs('https://wiki.example/acs')).slice(0, -20), 'import_malformed'],
    ['an identity provider', metadata('').replaceAll('SPSSODescriptor', 'IDPSSODescriptor'), 'saml_metadata_role_missing'],
    ['no address', metadata(''), 'saml_metadata_endpoint_missing'],
    ['an address that runs', metadata(acs('javascript:alert(1)')), 'saml_metadata_address'],
    ['an address that no setting may have', metadata(acs('https://user@wiki.example/acs')), 'saml_metadata_address'],
    ['something for a certificate', metadata(acs('https://wiki.example/acs') + keyOf('AAAA', 'signing')), 'saml_metadata_certificate'],
    ['what is over', metadata(acs('https://wiki.example/acs'), 'validUntil="2020-01-01T00:00:00Z"'), 'saml_metadata_expired'],
    [
      'an entity id with a space',
      metadata(acs('https://wiki.example/acs')).replace('https://wiki.example/saml', 'https://wiki.example/ saml'),
      'saml_metadata_entity_id',
    ],
    [
      'several applications',
      `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${metadata(acs('https://wiki.example/acs')).slice(21).repeat(2)}</EntitiesDescriptor>`,
      'saml_metadata_entities',
    ],
  ])('is refused by name: %s', async (_, text, code) => {
    expect(await read(text)).toBe(code);
  });

  test('must be signed where a signature was asked for, and by a key that is one', async () => {
    const unsigned = metadata(acs('https://wiki.example/acs'));
    expect(await read(unsigned, certificateOf(rsaKeys()))).toBe('import_unsigned');
    expect(await read(unsigned, certificateOf(shortRsaKeys()))).toBe('import_signer_unusable');
    expect(await read(unsigned, 'x'.repeat(200))).toBe('import_signer_unusable');
  });

  test.each([
    ['nothing there', 'https://gone.example/metadata', 'import_status'],
    ['a path on this machine', 'file:///etc/passwd', 'import_address_invalid'],
    ['a script', 'javascript:alert(1)', 'import_address_invalid'],
    ['a trailing space', 'https://wiki.example/metadata ', 'import_status'],
  ])('from an address with %s', async (_, url, code) => {
    const { body } = await ask(routes.import, { source: { kind: 'address', url }, signedBy: null });
    expect((body as BrokerError).error.code).toBe(code);
  });
});
