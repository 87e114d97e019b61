import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { pemOf, rsaKeys } from './keys.ts';

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const excC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
export const hmacSha1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

export interface SignOptions {
  readonly key?: KeyObject | string;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly transforms?: string[];
  readonly inclusivePrefixes?: string[];
  readonly prefix?: string;
  /** How many references to the same element. */
  readonly references?: number;
  readonly certificate?: string;
  /** Put the signature first, for an element without Issuer. */
  readonly first?: boolean;
}

/**
 * Signs one element of a message the way other products do, with xml-crypto: an implementation that shares nothing with
 * the one under test. The signature stands after the element's Issuer, unless asked otherwise.
 */
function signElement(xml: string, name: 'Response' | 'Assertion', options: SignOptions = {}): string {
  const { key = rsaKeys().privateKey, algorithm = rsaSha256, digest = sha256, inclusivePrefixes = [] } = options;
  const signed = new SignedXml({
    privateKey: typeof key === 'string' ? key : pemOf(key),
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: excC14n,
    ...(options.certificate === undefined ? {} : { publicCert: options.certificate }),
  });
  if (algorithm === hmacSha1) signed.enableHMAC();
  const xpath = name === 'Response' ? "/*[local-name(.)='Response']" : "/*/*[local-name(.)='Assertion']";
  for (let count = 0; count < (options.references ?? 1); count += 1) {
    signed.addReference({
      xpath,
      digestAlgorithm: digest,
      transforms: options.transforms ?? [enveloped, excC14n],
      inclusiveNamespacesPrefixList: inclusivePrefixes,
    });
  }
  signed.computeSignature(xml, {
    prefix: options.prefix ?? 'ds',
    location: options.first
      ? { reference: xpath, action: 'prepend' }
      : { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signed.getSignedXml();
}

export function signAssertion(xml: string, options?: SignOptions): string {
  return signElement(xml, 'Assertion', options);
}

export function signResponse(xml: string, options?: SignOptions): string {
  return signElement(xml, 'Response', options);
}
