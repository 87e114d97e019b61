/** What one signed Response costs to verify, to build and to sign. Alone: `tsx --tsconfig broker/tsconfig.json bench/saml.ts`. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { buildResponse, type ResponseToBuild } from '../broker/saml/build-response.ts';
import { certificateText, selfSignedCertificate } from '../broker/saml/certificate.ts';
import { verifyResponse } from '../broker/saml/verify-response.ts';
import { type Row, rounded } from './row.ts';

const rounds = 25;
const goals = { verifyUs: 350, fasterThanXmlCrypto: 8, buildInSignatures: 1.3 };

/** Rows `rsa2048.sign.cpu`, `saml.verify.cpu` and `saml.build.cpu`; CPU of this process, best of alternating rounds. */
export async function benchSaml(): Promise<Row[]> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = Date.now();
  const certificate = certificateText(
    selfSignedCertificate({
      privateKey,
      commonName: 'idp.example',
      serial: new Uint8Array(16).fill(7),
      notBefore: now,
      notAfter: now + 1e11,
    }),
  );
  const response = aResponse(now, { key: privateKey, certificate, what: 'assertion' });
  const { encoded, xml } = built(response);
  const expect = {
    issuer: response.issuer,
    keys: [publicKey],
    audience: response.audience,
    recipient: response.recipient,
    inResponseTo: response.inResponseTo,
    clockSkewMs: 60_000,
    signed: 'assertion' as const,
  };
  const message = Buffer.from(xml, 'utf8');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  const [signUs, buildUs, verifyUs, xmlCryptoUs] = bestOfRounds([
    { count: 25, run: () => void sign('sha256', message, privateKey) },
    { count: 25, run: () => void built(response) },
    { count: 60, run: () => assert(verifyResponse({ encoded, now, expect }).ok) },
    { count: 8, run: () => assert(xmlCryptoVerifies(xml, pem)) },
  ]);
  const faster = xmlCryptoUs / verifyUs;
  const signatures = buildUs / signUs;
  return [
    {
      name: 'rsa2048.sign.cpu',
      unit: 'us',
      value: rounded(signUs),
      against: null,
      ratio: null,
      goal: 'what the others are held against',
      ok: true,
    },
    {
      name: 'saml.verify.cpu',
      unit: 'us',
      value: rounded(verifyUs),
      against: rounded(xmlCryptoUs),
      ratio: rounded(faster),
      goal: `<= ${goals.verifyUs} us and >= ${goals.fasterThanXmlCrypto} x faster than xml-crypto (${message.length} bytes)`,
      ok: verifyUs <= goals.verifyUs && faster >= goals.fasterThanXmlCrypto,
    },
    {
      name: 'saml.build.cpu',
      unit: 'us',
      value: rounded(buildUs),
      against: rounded(signUs),
      ratio: rounded(signatures),
      goal: `<= ${goals.buildInSignatures} x rsa2048.sign.cpu`,
      ok: signatures <= goals.buildInSignatures,
    },
  ];
}

/** About 6.7 KB: five attributes and 24 groups, as a provider of middling size sends them. */
function aResponse(now: number, signer: ResponseToBuild['sign']): ResponseToBuild {
  const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
  return {
    responseId: '_b2c4a6f0e1d3957b8c2a4f6e0d1b3957',
    assertionId: '_a1c3e5f7091b2d4f6a8c0e2f4a6b8c0d',
    now,
    lifetimeMs: 300_000,
    issuer: 'https://idp.example/saml/metadata',
    audience: 'https://acme-login.example/saml/metadata',
    recipient: 'https://acme-login.example/callback/idp',
    inResponseTo: '_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    nameId: { value: '7c9e6679-7425-40de-944b-e07fc1f90ae7', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    authnInstant: now,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    sessionIndex: '_5d41402abc4b2a76b9719d911017c592',
    sessionNotOnOrAfter: now + 28_800_000,
    attributes: [
      { name: `${claims}/emailaddress`, values: ['renee.obrien@customer.example'] },
      { name: `${claims}/givenname`, values: ['Renée'] },
      { name: `${claims}/surname`, values: ["O'Brien & Sons"] },
      { name: `${claims}/department`, values: ['Purchasing, logistics and everything else'] },
      { name: `${claims}/country`, values: ['IE'] },
      { name: 'groups', values: Array.from({ length: 24 }, (_, index) => `customers-portal-group-${index}-regional-office`) },
    ],
    sign: signer,
  };
}

function built(response: ResponseToBuild): { readonly encoded: string; readonly xml: string } {
  const answer = buildResponse(response);
  if (!answer.ok) throw new Error(answer.because);
  return answer;
}

/** The peer: parse, find the signature, load and check it, with the key pinned. */
function xmlCryptoVerifies(xml: string, publicCert: string): boolean {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const signature = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')[0];
  if (signature === undefined) return false;
  const signed = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
  signed.loadSignature(signature);
  return signed.checkSignature(xml);
}

/** CPU (user and system) per call in us, one number for each job. Jobs take turns, so that all meet the same neighbours. */
function bestOfRounds<const Jobs extends readonly { readonly count: number; readonly run: () => void }[]>(
  jobs: Jobs,
): { [Index in keyof Jobs]: number } {
  const best = jobs.map(() => Number.POSITIVE_INFINITY);
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { count, run }] of jobs.entries()) {
      const before = process.cpuUsage();
      for (let call = 0; call < count; call += 1) run();
      const { user, system } = process.cpuUsage(before);
      if (round > 0) best[index] = Math.min(best[index] ?? Number.POSITIVE_INFINITY, (user + system) / count);
    }
  }
  return best as { [Index in keyof Jobs]: number };
}

function assert(holds: boolean): void {
  if (!holds) throw new Error('the message that is measured must be a good one');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const row of await benchSaml()) console.log(JSON.stringify(row));
}
