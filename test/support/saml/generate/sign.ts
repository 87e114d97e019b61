import { type KeyObject, sign } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import type { Seeded } from '../../seeded.ts';

/** How a message is signed. */
export interface SignStyle {
  readonly what: 'assertion' | 'response' | 'both';
  readonly algorithm: string;
  readonly digest: string;
  readonly prefix: string;
  readonly prefixList: readonly string[];
  readonly canonicalisation: string;
  readonly lastTransform: string;
  readonly certificate: string | null;
}

export interface SigningKeys {
  readonly rsa: KeyObject;
  readonly ec: KeyObject;
  /** In PEM; the right one, and one of somebody else. */
  readonly certificate: string;
  readonly otherCertificate: string;
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/** Algorithms that xml-crypto lacks, for its signing side; its verifying side is left as it is. */
const added: Readonly<Record<string, string>> = {
  [`${more}rsa-sha384`]: 'sha384',
  [`${more}ecdsa-sha256`]: 'sha256',
  [`${more}ecdsa-sha512`]: 'sha512',
};

/** A way of signing that is in use somewhere; most are ones that everybody accepts. */
export function someSignStyle(random: Seeded, keys: SigningKeys, what: SignStyle['what']): SignStyle {
  const isOdd = random.chance(0.15);
  const algorithm = random.pick([`${more}rsa-sha256`, `${more}rsa-sha256`, `${more}rsa-sha512`]);
  const odd = random.below(6);
  return {
    what,
    algorithm: isOdd && odd < 3 ? random.pick([`${more}rsa-sha384`, `${more}ecdsa-sha256`, `${more}ecdsa-sha512`, rsaSha1]) : algorithm,
    digest: isOdd && odd === 3 ? sha1 : random.pick([`${xmlenc}sha256`, `${xmlenc}sha256`, `${xmlenc}sha512`]),
    prefix: random.pick(['ds', 'ds', '', 'dsig']),
    prefixList: random.chance(0.25) ? random.pick([['xs'], ['xs', 'saml', 'samlp'], ['unused'], ['saml', 'xsi', 'xs', 'saml2']]) : [],
    canonicalisation: isOdd && odd === 4 ? random.pick([`${exclusive}WithComments`, inclusive, `${inclusive}#WithComments`]) : exclusive,
    lastTransform: isOdd && odd === 5 ? random.pick([`${exclusive}WithComments`, inclusive]) : exclusive,
    certificate: random.chance(0.4) ? null : random.chance(0.05) ? keys.otherCertificate : keys.certificate,
  };
}

/** A way of signing that every reader understands. */
export function plainSignStyle(what: SignStyle['what'], { certificate }: SigningKeys): SignStyle {
  const [algorithm, digest] = [`${more}rsa-sha256`, `${xmlenc}sha256`];
  return { what, algorithm, digest, prefix: 'ds', prefixList: [], canonicalisation: exclusive, lastTransform: exclusive, certificate };
}

/**
 * Signs a message with xml-crypto, whatever it is. Null where the element to sign is not there, or not once, or the signer
 * cannot do it.
 */
export function signMessage(xml: string, style: SignStyle, keys: SigningKeys): string | null {
  try {
    const inner = style.what === 'response' ? xml : signOne(xml, 'Assertion', style, keys);
    return style.what === 'assertion' ? inner : signOne(inner, 'Response', style, keys);
  } catch {
    return null;
  }
}

function signOne(xml: string, name: 'Response' | 'Assertion', style: SignStyle, keys: SigningKeys): string {
  const key = style.algorithm.includes('ecdsa') ? keys.ec : keys.rsa;
  const signed = new SignedXml({
    privateKey: key,
    signatureAlgorithm: style.algorithm,
    canonicalizationAlgorithm: style.canonicalisation as 'http://www.w3.org/2001/10/xml-exc-c14n#',
    inclusiveNamespacesPrefixList: [...style.prefixList],
    ...(style.certificate === null ? {} : { publicCert: style.certificate }),
  });
  for (const [uri, hash] of Object.entries(added)) signed.SignatureAlgorithms[uri] = signerOf(uri, hash);
  const xpath = name === 'Response' ? "/*[local-name(.)='Response']" : "/*/*[local-name(.)='Assertion']";
  signed.addReference({
    xpath,
    digestAlgorithm: style.digest,
    transforms: [enveloped, style.lastTransform],
    inclusiveNamespacesPrefixList: [...style.prefixList],
  });
  const issuer = `${xpath}/*[local-name(.)='Issuer']`;
  const location = hasIssuer(xml, name)
    ? { reference: issuer, action: 'after' as const }
    : { reference: xpath, action: 'prepend' as const };
  signed.computeSignature(xml, { prefix: style.prefix, location });
  return signed.getSignedXml();
}

function hasIssuer(xml: string, name: string): boolean {
  const root = new DOMParser({ errorHandler: { warning() {}, error() {}, fatalError() {} } }).parseFromString(
    xml,
    'text/xml',
  ).documentElement;
  const parent = name === 'Response' ? root : Array.from(root.childNodes).find((node) => (node as Element).localName === 'Assertion');
  return Array.from(parent?.childNodes ?? []).some((node) => (node as Element).localName === 'Issuer');
}

function signerOf(uri: string, hash: string) {
  return class {
    getAlgorithmName = () => uri;
    // ECDSA values stand side by side in XML Signature (RFC 9231, 2.3.6); RSA does not look at the option.
    getSignature = (signedInfo: unknown, key: unknown) =>
      sign(hash, Buffer.from(String(signedInfo)), { key: key as KeyObject, dsaEncoding: 'ieee-p1363' }).toString('base64');
    verifySignature = (): boolean => {
      throw new Error('signs only');
    };
  };
}
