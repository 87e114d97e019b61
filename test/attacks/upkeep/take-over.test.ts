/**
 * Metadata that is read again by itself, on the most trusting connection there is: signed by a certificate of the settings,
 * everything taken over. Whatever comes, what is live stays what it was, and the fault has a name.
 */
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createSamlConnector } from '../../../broker/connectors/saml/connector.ts';
import { approved, dismissed } from '../../../broker/domain/metadata/decide.ts';
import { effectiveConnection, overlayOf } from '../../../broker/domain/metadata/effective.ts';
import { type MetadataState, stateFor } from '../../../broker/domain/metadata/state.ts';
import type { SigningKeys } from '../../../broker/domain/ports/signing-keys.ts';
import { createMetadataWatch } from '../../../broker/jobs/metadata/watch.ts';
import type { SamlConnection } from '../../../contract/settings/connections/saml.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { aNewTenant } from '../../support/builders/tenant.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { aSamlConnection, certificateOf } from '../../support/saml/connection.ts';
import { ecKeys, type KeyPair, otherRsaKeys, pemOf, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import { type MetadataPlace, metadataOf, openMetadataPlace, type Publication } from '../../support/saml/metadata-place.ts';
import { excC14n, rsaSha1, rsaSha256, sha1, sha256 } from '../../support/saml/sign.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const [own, signer, evil] = [rsaKeys(), otherRsaKeys(), ecKeys()];
/** A signature by an elliptic curve is another one each time. */
const evilCertificate = certificateOf(evil);
const home = 'https://idp.example/sso';
const lair = 'https://evil.example/sso';
const md = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"';
const clock = createFakeClock();
const tenant = aNewTenant('acme');
const { attack, honest } = casesOf('metadata.take-over');

let place: MetadataPlace;
let pool: ReturnType<typeof createOutbound>;
let storage: TestStorage;
let connection: SamlConnection;
let watch: ReturnType<typeof createMetadataWatch>;

beforeAll(async () => {
  place = await openMetadataPlace();
  pool = createOutbound({ allow: [place.origin], mode: 'development', lookup: async () => [{ address: '10.1.2.3', family: 4 }] });
});
afterAll(async () => {
  await pool.close();
  await place.close();
});
beforeEach(async () => {
  storage = await openTestStorage({ clock });
  await storage.tenants.insert(tenant);
  const metadata = { url: place.url, takeOver: 'everything', signedBy: certificateOf(signer) } as const;
  connection = aSamlConnection({ certificates: [certificateOf(own)], signOn: { url: home, binding: 'redirect' }, metadata });
  const outbound = {
    refusalOf: pool.refusalOf,
    send: (request: Parameters<typeof pool.send>[0]) => pool.send({ ...request, timeoutMs: 500 }),
  };
  const saml = createSamlConnector({ keys: {} as SigningKeys, outbound, clock, random: createFixedRandom('saml') });
  watch = createMetadataWatch({
    watched: storage.watched,
    notify: async () => {},
    connectors: new Map([['saml', saml]]),
    clock,
    random: createFixedRandom('watch'),
    log: createRecordedLog(),
  });
  // What is live: read once, as it should be.
  place.serve(signed(entity()));
  expect((await watch.refresh(tenant.id, connection)).fault).toBeNull();
});
afterEach(() => storage.close());

const entity = (more: Partial<Publication> = {}) =>
  metadataOf({ entityId: connection.entityId, certificates: [certificateOf(own)], signOn: home, ...more });
/** What whoever attacks would like to be live: their key, their address. */
const wanted = (more: Partial<Publication> = {}) => entity({ certificates: [evilCertificate], signOn: lair, ...more });

function signed(xml: string, how: { key?: KeyPair; at?: string; algorithm?: string; digest?: string; certificate?: string } = {}): string {
  const { key = signer, at = '/*', algorithm = rsaSha256, digest = sha256 } = how;
  const writer = new SignedXml({
    privateKey: pemOf(key.privateKey),
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: excC14n,
    ...(how.certificate === undefined ? {} : { publicCert: how.certificate }),
  });
  const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', excC14n];
  writer.addReference({ xpath: at, digestAlgorithm: digest, transforms });
  const named = at === '/*' ? xml.replace(/^<md:\w+/, '$& ID="_m1"') : xml.replace('<md:IDPSSODescriptor', '$& ID="_m1"');
  writer.computeSignature(named, { prefix: 'ds', location: { reference: at, action: 'prepend' } });
  return writer.getSignedXml();
}
const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${(text.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----`;
const group = (...members: readonly string[]) => `<md:EntitiesDescriptor ${md}>${members.join('')}</md:EntitiesDescriptor>`;
const later = (ms: number) => new Date(clock.now() + ms).toISOString();

async function live(): Promise<{ signOn: string; certificates: readonly string[]; fault: string | null }> {
  const row = await storage.watched.find(tenant.id, 'metadata', connection.id);
  const state = stateFor(connection, row?.state);
  const run = effectiveConnection(connection, overlayOf(state));
  if (run.protocol !== 'saml') throw new Error('another protocol');
  return { signOn: run.signOn.url, certificates: run.certificates, fault: state.fault?.code ?? null };
}

/** Read again now and for a month, long enough for anything to retire. */
async function refreshed(): Promise<Awaited<ReturnType<typeof live>>> {
  for (const days of [0, 10, 20]) {
    clock.advance({ days });
    await watch.refresh(tenant.id, connection);
  }
  return live();
}

describe('metadata of whoever can answer at the address', () => {
  attack.each<[string, string, () => string | Buffer]>([
    ['without a signature', 'import_unsigned', () => wanted()],
    ['signed by somebody else', 'import_signature_wrong', () => signed(wanted(), { key: own })],
    [
      'signed by a key that it brings along',
      'import_signature_wrong',
      () => signed(wanted(), { key: own, certificate: pem(certificateOf(own)) }),
    ],
    ['signed, and changed afterwards: the address', 'import_signature_wrong', () => signed(entity()).replaceAll(home, lair)],
    [
      'signed, and changed afterwards: the certificate',
      'import_signature_wrong',
      () => signed(entity()).replaceAll(certificateOf(own), evilCertificate),
    ],
    ['signed with SHA-1', 'import_signature_wrong', () => signed(wanted(), { algorithm: rsaSha1, digest: sha1 })],
    ['signed where it does not matter', 'import_signature_wrong', () => signed(wanted(), { at: "/*/*[local-name(.)='IDPSSODescriptor']" })],
    [
      'around what was signed',
      'import_signature_wrong',
      () => wanted().replace('<md:IDPSSODescriptor', `<md:Extensions>${signed(entity())}</md:Extensions><md:IDPSSODescriptor`),
    ],
    ['a list around what was signed, with another of the same name in front', 'import_unsigned', () => group(wanted(), signed(entity()))],
    ['a list around what was signed', 'import_unsigned', () => group(signed(wanted()))],
  ])('%s: %s', async (_what, code, made) => {
    place.serve(made());
    expect(await refreshed()).toEqual({ signOn: home, certificates: [certificateOf(own)], fault: code });
  });
});

describe('metadata that the right one signed, of what must not be', () => {
  attack.each<[string, string, () => string]>([
    ['another provider', 'metadata_entity_changed', () => wanted({ entityId: 'https://evil.example' })],
    ['a list of other providers', 'saml_metadata_entities', () => group(wanted({ entityId: 'https://evil.example' }))],
    ['one that has ended', 'saml_metadata_expired', () => wanted({ attributes: `validUntil="${later(-1)}"` })],
    [
      'a list within a list, the inner one ended',
      'saml_metadata_expired',
      () => group(group(wanted()).replace('<md:EntitiesDescriptor', `$& validUntil="${later(-1)}"`)),
    ],
    ['an address that runs script', 'saml_metadata_address', () => wanted({ signOn: 'javascript:alert(1)' })],
    ['an address that is data', 'saml_metadata_address', () => wanted({ signOn: 'data:text/html,x' })],
    ['an address without TLS', 'saml_metadata_address', () => wanted({ signOn: 'http://idp.example/sso' })],
    ['an address with somebody in it', 'saml_metadata_address', () => wanted({ signOn: 'https://idp.example@evil.example/sso' })],
    ['an address with a fragment', 'saml_metadata_address', () => wanted({ signOn: 'https://evil.example/#idp.example' })],
    ['an endless address', 'saml_metadata_address', () => wanted({ signOn: `https://evil.example/${'a'.repeat(1_000)}` })],
    ['a key that is too short', 'metadata_certificate_weak', () => wanted({ certificates: [certificateOf(shortRsaKeys())] })],
    [
      'a private key',
      'saml_metadata_certificate',
      () => wanted({ certificates: [evil.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')] }),
    ],
    ['no certificate', 'saml_metadata_certificate_missing', () => wanted({ certificates: [] })],
    ['two descriptions of one role', 'saml_metadata_entities', () => doubled(wanted())],
    ['more certificates than anybody has', 'metadata_certificates_too_many', () => wanted({ certificates: manyCertificates() })],
    ['a span that is none', 'import_malformed', () => wanted({ attributes: 'cacheDuration="P-1D"' })],
  ])('%s: %s', async (_what, code, made) => {
    place.serve(signed(made()));
    expect(await refreshed()).toEqual({ signOn: home, certificates: [certificateOf(own)], fault: code });
  });

  function doubled(xml: string): string {
    const [role = ''] = /<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s.exec(xml) ?? [];
    return xml.replace(role, role + role);
  }

  /** The same key in eleven certificates. */
  function manyCertificates(): string[] {
    return Array.from({ length: 11 }, (_, index) => certificateOf(evil, (index + 1) * 86_400_000));
  }
});

describe('an answer that is none', () => {
  attack.each<[string, string, () => void]>([
    [
      'that leads elsewhere',
      'import_redirected',
      () => place.answer((to) => void to.writeHead(302, { location: lair }).end(signed(wanted()))),
    ],
    ['of an error, with metadata in it', 'import_unreachable', () => place.answer((to) => void to.writeHead(500).end(signed(wanted())))],
    ['of nothing', 'import_not_xml', () => place.serve('')],
    ['of a sign-in page', 'saml_metadata_is_a_page', () => place.serve('<!doctype html><title>Sign in</title>')],
    ['of a page that goes on for ever', 'import_too_large', () => place.serve(Buffer.alloc(50 * 1024 * 1024, 0x20))],
    ['packed ten thousand times', 'import_too_large', packed],
    ['of which the end never comes', 'import_timeout', () => place.answer((to) => void to.writeHead(200).write('<md:EntityDescriptor'))],
    ['with a document type', 'import_doctype', () => place.serve(`<!DOCTYPE x [<!ENTITY a "b">]>${signed(wanted())}`)],
  ])('%s: %s', async (_what, code, serve) => {
    serve();
    await watch.refresh(tenant.id, connection);
    expect(await live()).toEqual({ signOn: home, certificates: [certificateOf(own)], fault: code });
  });

  function packed(): void {
    const body = gzipSync(Buffer.alloc(20 * 1024 * 1024, 0x20));
    place.answer((to) => void to.writeHead(200, { 'content-encoding': 'gzip' }).end(body));
  }
});

honest('what the right one signed is taken over, and the old certificate retires', async () => {
  place.serve(signed(wanted()));
  expect(await refreshed()).toEqual({ signOn: lair, certificates: [evilCertificate], fault: null });
});
honest('of a list that the right one signed, the connection’s own is taken', async () => {
  place.serve(signed(group(wanted({ entityId: 'https://other.example' }), wanted())));
  expect(await refreshed()).toEqual({ signOn: lair, certificates: [evilCertificate], fault: null });
});

/** What an administrator says to what waits or is live. */
const say = (decide: (state: MetadataState) => ReturnType<typeof dismissed>) => watch.change(tenant.id, connection, decide);
const publish = async (xml: string) => {
  place.serve(signed(xml));
  return watch.refresh(tenant.id, connection);
};

describe('addresses that an administrator does not want', () => {
  const ways: readonly [string, readonly string[]][] = [
    ['the old ones in between', [home]],
    ['others in between', ['https://third.example/sso']],
    ['many others in between', Array.from({ length: 5 }, (_, at) => `https://other-${at}.example/sso`)],
  ];
  attack.each(ways)('do not come live by publishing %s', async (_what, between) => {
    const { taken } = await publish(entity({ signOn: lair }));
    await say((state) => dismissed(connection, state, taken?.digest ?? ''));
    expect((await live()).signOn).toBe(home);
    for (const signOn of between) {
      const seen = await publish(entity({ signOn }));
      if (seen.taken !== null) await say((state) => dismissed(connection, state, seen.taken?.digest ?? ''));
      await publish(entity({ signOn: lair }));
      expect((await live()).signOn).toBe(home);
    }
  });

  honest('are taken over all the same by an administrator who has thought again, and by whoever changes the settings', async () => {
    const { taken } = await publish(entity({ signOn: lair }));
    const { staged } = await say((state) => dismissed(connection, state, taken?.digest ?? ''));
    await say((state) => approved(connection, state, staged ?? '', 'admin', clock.now()));
    expect((await live()).signOn).toBe(lair);
    await say((state) => dismissed(connection, state, taken?.digest ?? ''));
    connection = { ...connection, signOn: { url: 'https://typed.example/sso', binding: 'redirect' } };
    await publish(entity({ signOn: lair }));
    expect((await live()).signOn).toBe(lair);
  });
});

describe('an old document, shown again by a host without the signer’s key', () => {
  const newer = () => evilCertificate;
  const old = () => certificateOf(own);
  const fresh = (more: Partial<Publication> = {}) => entity({ certificates: [newer()], signOn: lair, ...more });
  /** The company has exchanged its certificate and moved, and that was long ago. */
  beforeEach(async () => {
    place.serve(signed(fresh()));
    expect(await refreshed()).toEqual({ signOn: lair, certificates: [newer()], fault: null });
  });

  attack.each<[string, () => string]>([
    ['of before the exchange', () => entity()],
    ['of the time of the exchange', () => entity({ certificates: [old(), newer()] })],
  ])('%s brings nothing back, however long it is shown', async (_what, made) => {
    place.serve(signed(made()));
    for (let round = 0; round < 2; round += 1) {
      expect(await refreshed()).toEqual({ signOn: lair, certificates: [newer()], fault: null });
    }
    const status = await watch.refresh(tenant.id, connection);
    expect(status.changes.map(({ kind }) => kind)).toContain('certificate-returned');
  });

  attack('brings nothing back that the settings do not name any more', async () => {
    connection = { ...connection, certificates: [newer()] };
    place.serve(signed(entity({ certificates: [old(), newer()], signOn: lair })));
    expect((await refreshed()).certificates).toEqual([newer()]);
  });

  attack('brings nothing back by being shown in turns with the new one', async () => {
    for (const xml of [entity(), fresh(), entity({ certificates: [old(), newer()] }), fresh()]) {
      place.serve(signed(xml));
      expect(await refreshed()).toEqual({ signOn: lair, certificates: [newer()], fault: null });
    }
  });

  attack('is warned of while it cannot end', async () => {
    const kinds = async (xml: string) => (await publish(xml)).changes.map(({ kind }) => kind);
    expect(await kinds(fresh())).toContain('no-end');
    expect(await kinds(fresh({ attributes: `validUntil="${later(86_400_000)}"` }))).not.toContain('no-end');
  });

  honest('the company has really gone back: an administrator trusts the certificate again', async () => {
    const { returned } = await publish(fresh({ certificates: [old(), newer()] }));
    await expect(say((state) => approved(connection, state, 'x'.repeat(43), 'admin', clock.now()))).rejects.toThrow();
    await say((state) => approved(connection, state, returned ?? '', 'admin', clock.now()));
    expect((await live()).certificates.toSorted()).toEqual([old(), newer()].toSorted());
    place.serve(signed(fresh({ certificates: [old()] })));
    expect(await refreshed()).toEqual({ signOn: lair, certificates: [old()], fault: null });
  });
});
