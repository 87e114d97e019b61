import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { createOutbound } from '../../../../broker/adapters/net/outbound.ts';
import { readPublished } from '../../../../broker/connectors/saml/published.ts';
import type { Outbound } from '../../../../broker/domain/ports/outbound.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { aSamlConnection, certificateOf } from '../../../support/saml/connection.ts';
import { otherRsaKeys, pemOf, rsaKeys, shortRsaKeys } from '../../../support/saml/keys.ts';
import { type MetadataPlace, metadataOf, openMetadataPlace, type Publication } from '../../../support/saml/metadata-place.ts';
import { excC14n, rsaSha256, sha256 } from '../../../support/saml/sign.ts';

const clock = createFakeClock();
const certificate = certificateOf(rsaKeys());
let place: MetadataPlace;
let open: ReturnType<typeof createOutbound>;
/** The guarded pool as brokers have it, only less patient. */
let outbound: Outbound;

beforeAll(async () => {
  place = await openMetadataPlace();
  open = createOutbound({ allow: [place.origin], mode: 'development', lookup: async () => [{ address: '10.1.2.3', family: 4 }] });
  outbound = { refusalOf: open.refusalOf, send: (request) => open.send({ ...request, timeoutMs: 400 }) };
});
afterEach(() => place.answer((response) => void response.writeHead(404).end()));
afterAll(async () => {
  await open.close();
  await place.close();
});

const connection = (more: Partial<SamlConnection> = {}, metadata: Partial<NonNullable<SamlConnection['metadata']>> = {}) =>
  aSamlConnection({ metadata: { url: place.url, takeOver: 'certificates', signedBy: null, ...metadata }, ...more });
const good = (more: Partial<Publication> = {}) => metadataOf({ entityId: connection().entityId, certificates: [certificate], ...more });
const read = (at = connection()) => readPublished(at, { outbound, clock });
const at = (ms: number) => new Date(clock.now() + ms).toISOString();

function signed(xml: string, key = otherRsaKeys().privateKey): string {
  const signature = new SignedXml({ privateKey: pemOf(key), signatureAlgorithm: rsaSha256, canonicalizationAlgorithm: excC14n });
  const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', excC14n];
  signature.addReference({ xpath: '/*', digestAlgorithm: sha256, transforms });
  signature.computeSignature(xml.replace('<md:EntityDescriptor ', '<md:EntityDescriptor ID="_m1" '), {
    prefix: 'ds',
    location: { reference: '/*', action: 'prepend' },
  });
  return signature.getSignedXml();
}
const bySigner = () => connection({}, { signedBy: certificateOf(otherRsaKeys()) });

describe('metadata that is read again', () => {
  test('tells addresses, certificates and how long it may be kept', async () => {
    place.serve(good({ attributes: `validUntil="${at(86_400_000)}" cacheDuration="PT2H30M"`, logout: 'https://idp.example/slo' }));
    expect(await read()).toMatchObject({
      kind: 'saml',
      entityId: connection().entityId,
      signOn: [{ url: 'https://idp.example/sso', binding: 'redirect' }],
      logout: [{ url: 'https://idp.example/slo', binding: 'redirect' }],
      certificates: [{ der: certificate, subject: 'CN=idp.example', usable: true }],
      validUntil: clock.now() + 86_400_000,
      cacheMs: 9_000_000,
    });
  });

  test('says which certificates have a key that is too weak', async () => {
    place.serve(good({ certificates: [certificate, certificateOf(shortRsaKeys())] }));
    expect((await read()).certificates.map(({ usable }) => usable)).toEqual([true, false]);
  });

  test('of a federation is that of the connection', async () => {
    const other = good({ entityId: 'https://other.example' });
    place.serve(`<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${other}${good()}</md:EntitiesDescriptor>`);
    expect((await read()).entityId).toBe(connection().entityId);
  });

  test('counts when the one signed it who has to', async () => {
    place.serve(signed(good()));
    expect((await read(bySigner())).entityId).toBe(connection().entityId);
  });
});

describe('metadata that is refused', () => {
  const huge = Buffer.alloc(50 * 1024 * 1024, 0x20);
  test.each<[string, string, () => void, (() => SamlConnection)?]>([
    ['with a wrong root', 'saml_metadata_root', () => place.serve('<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>')],
    ['that is a sign-in page', 'saml_metadata_is_a_page', () => place.serve('<!DOCTYPE html><html><body>Sign in</body></html>')],
    ['that is no XML', 'import_not_xml', () => place.serve('{"issuer":"https://idp.example"}')],
    ['of two others', 'saml_metadata_entities', () => place.serve(twoOthers())],
    ['that has ended', 'saml_metadata_expired', () => place.serve(good({ attributes: `validUntil="${at(-1)}"` }))],
    ['without certificates', 'saml_metadata_certificate_missing', () => place.serve(good({ certificates: [] }))],
    ['with a document type', 'import_doctype', () => place.serve(`<!DOCTYPE md:EntityDescriptor [<!ENTITY x "y">]>${good()}`)],
    ['with an address that runs script', 'saml_metadata_address', () => place.serve(good({ signOn: 'javascript:alert(1)' }))],
    ['with an address without TLS', 'saml_metadata_address', () => place.serve(good({ signOn: 'http://idp.example/sso' }))],
    ['with a span that is none', 'import_malformed', () => place.serve(good({ attributes: 'cacheDuration="-P1D"' }))],
    ['without the signature asked for', 'import_unsigned', () => place.serve(good()), bySigner],
    ['signed by somebody else', 'import_signature_wrong', () => place.serve(signed(good(), rsaKeys().privateKey)), bySigner],
    ['changed after it was signed', 'import_signature_wrong', () => place.serve(signed(good()).replace('/sso', '/evil')), bySigner],
    ['of 50 MB', 'import_too_large', () => place.serve(huge)],
    ['that leads elsewhere', 'import_redirected', () => answer((response) => response.writeHead(302, { location: `${place.url}2` }).end())],
    ['that is not there', 'import_status', () => answer((response) => response.writeHead(404).end(good()))],
    ['that an error stands for', 'import_unreachable', () => answer((response) => response.writeHead(503).end(good()))],
    ['that is broken off', 'import_unreachable', () => answer((response) => response.destroy())],
    ['that comes in drops', 'import_timeout', drip],
    ['at a private address', 'import_address_refused', () => {}, () => connection({}, { url: 'https://192.168.7.7/metadata' })],
    ['at a name that leads to one', 'import_address_refused', () => {}, () => connection({}, { url: 'https://inside.example/metadata' })],
    ['without TLS', 'import_address_refused', () => {}, () => connection({}, { url: 'http://idp.example/metadata' })],
  ])('%s: %s', async (_what, code, serve, of = () => connection()) => {
    serve();
    await expect(read(of())).rejects.toMatchObject({ code });
  });

  function answer(how: Parameters<MetadataPlace['answer']>[0]): void {
    place.answer(how);
  }

  function twoOthers(): string {
    const others = ['https://a.example', 'https://b.example'].map((entityId) => good({ entityId }));
    return `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${others.join('')}</md:EntitiesDescriptor>`;
  }

  /** A byte now and then, for as long as somebody listens. */
  function drip(): void {
    answer((response) => {
      response.writeHead(200, { 'content-type': 'application/xml' });
      const drops = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drops));
    });
  }
});
