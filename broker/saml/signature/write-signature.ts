import { hash, type KeyObject } from 'node:crypto';
import { envelopedSignature, excC14n, ns } from '../names.ts';
import { element, joined, nothing, openTag, text, type Xml } from '../xml/write.ts';
import { algorithmForKey, sha256Digest } from './algorithms.ts';
import { signBytes } from './sign-bytes.ts';

/** A key of ours, and its certificate where the reader wants to see one (base64 of its DER). */
export interface Signer {
  readonly key: KeyObject;
  readonly certificate?: string;
}

/** A signed element: `first` (its Issuer), the signature, and the rest. All of it is written in canonical form. */
export function signedElement(
  name: string,
  attributes: Readonly<Record<string, string | null>> & { readonly ID: string },
  first: Xml,
  rest: Xml,
  signer: Signer | null,
): Xml {
  const open = openTag(name, attributes);
  const close = `</${name}>` as Xml;
  // Taking the signature out again gives exactly these bytes: the enveloped-signature transform without parsing.
  const signature = signer === null ? nothing : writeSignature(attributes.ID, joined(open, first, rest, close), signer);
  return joined(open, first, signature, rest, close);
}

/** The signature element for content that is in exclusive canonical form already (Core 5.4). */
function writeSignature(id: string, canonical: Xml, signer: Signer): Xml {
  const transform = (algorithm: string) => element('ds:Transform', { Algorithm: algorithm });
  const info = joined(
    element('ds:CanonicalizationMethod', { Algorithm: excC14n }),
    element('ds:SignatureMethod', { Algorithm: algorithmForKey(signer.key).uri }),
    element(
      'ds:Reference',
      { URI: `#${id}` },
      element('ds:Transforms', {}, transform(envelopedSignature), transform(excC14n)),
      element('ds:DigestMethod', { Algorithm: sha256Digest }),
      element('ds:DigestValue', {}, text(hash('sha256', canonical, 'base64'))),
    ),
  );
  // SignedInfo is canonicalised on its own, so that its bytes declare the prefix that inside the message its parent declares.
  const value = signBytes(element('ds:SignedInfo', { 'xmlns:ds': ns.ds }, info), signer.key);
  return element(
    'ds:Signature',
    { 'xmlns:ds': ns.ds },
    element('ds:SignedInfo', {}, info),
    element('ds:SignatureValue', {}, text(value)),
    signer.certificate === undefined ? nothing : writeKeyInfo(signer.certificate),
  );
}

function writeKeyInfo(certificate: string): Xml {
  return element('ds:KeyInfo', {}, element('ds:X509Data', {}, element('ds:X509Certificate', {}, text(certificate))));
}
