/** What one signed Response costs to verify, to build and to sign. Alone: `tsx --tsconfig broker/tsconfig.json bench/saml.ts`. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { buildResponse, type ResponseToBuild } from '../broker/saml/build-response.ts';
import { certificateText, selfSignedCertificate } from '../broker/saml/certificate.ts';
import { verifyResponse } from '../broker/saml/verify-response.ts';
import { bestOfRounds } from './measure.ts';
import { aResponse, type Hop } from './refuse/responses.ts';
import { plainRow, type Row, ratioRow, rounded } from './row.ts';

const rounds = 25;
const hop: Hop = {
  issuer: 'https://idp.example/saml/metadata',
  audience: 'https://acme-login.example/saml/metadata',
  recipient: 'https://acme-login.example/callback/idp',
  inResponseTo: '_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
};
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
  const response = aResponse(hop, { key: privateKey, certificate, what: 'assertion' }, 24, now);
  const { encoded, xml } = built(response);
  const expect = { ...hop, keys: [publicKey], clockSkewMs: 60_000, signed: 'assertion' as const };
  const message = Buffer.from(xml, 'utf8');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  const [signUs, buildUs, verifyUs, xmlCryptoUs] = bestOfRounds(rounds, [
    { count: 25, run: () => void sign('sha256', message, privateKey) },
    { count: 25, run: () => void built(response) },
    { count: 60, run: () => assert(verifyResponse({ encoded, now, expect }).ok) },
    { count: 8, run: () => assert(xmlCryptoVerifies(xml, pem)) },
  ]);
  const faster = xmlCryptoUs / verifyUs;
  return [
    plainRow('rsa2048.sign.cpu', 'us', signUs, 'what the others are held against'),
    {
      ...plainRow('saml.verify.cpu', 'us', verifyUs, '', xmlCryptoUs),
      ratio: rounded(faster),
      goal: `<= ${goals.verifyUs} us and >= ${goals.fasterThanXmlCrypto} x faster than xml-crypto (${message.length} bytes)`,
      ok: verifyUs <= goals.verifyUs && faster >= goals.fasterThanXmlCrypto,
    },
    ratioRow('saml.build.cpu', 'us', { value: buildUs, against: signUs }, { atMost: goals.buildInSignatures, of: 'rsa2048.sign.cpu' }),
  ];
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

function assert(holds: boolean): void {
  if (!holds) throw new Error('the message that is measured must be a good one');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const row of await benchSaml()) console.log(JSON.stringify(row));
}
