import { envelopedSignature, excC14n, ns } from '../names.ts';
import { must, refuse } from '../refusal.ts';
import { decodeSignatureBase64 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, childrenOf, elementsOf, isElement, textOf } from '../xml/walk.ts';
import { digestAlgorithm, type Hash, type SignatureAlgorithm, signatureAlgorithm } from './algorithms.ts';
import { readPrefixList } from './canonicalise.ts';

/** A signature of the one form that is accepted, read and not yet verified. */
export interface Signature {
  readonly element: XmlElement;
  readonly signedInfo: XmlElement;
  readonly signedInfoPrefixes: readonly string[];
  readonly algorithm: SignatureAlgorithm;
  readonly value: Uint8Array;
  readonly prefixes: readonly string[];
  readonly digestHash: Hash;
  readonly digest: Uint8Array;
}

/**
 * Reads the enveloped signature of `parent` (Core 5.4): one reference, to the parent's own ID; the transforms enveloped
 * signature and exclusive canonicalisation; no `Object`. `KeyInfo` may be there and is not looked at: keys are pinned.
 */
export function readSignature(element: XmlElement, parent: XmlElement, allowSha1: boolean): Signature {
  const parts = childrenOf(element);
  const signedInfo = parts.optional(ns.ds, 'SignedInfo') ?? malformed('SignedInfo');
  const value = parts.optional(ns.ds, 'SignatureValue') ?? malformed('SignatureValue');
  parts.optional(ns.ds, 'KeyInfo');
  endOf(element, parts);

  const info = childrenOf(signedInfo);
  const canonicalisation = info.optional(ns.ds, 'CanonicalizationMethod') ?? malformed('CanonicalizationMethod');
  const method = info.optional(ns.ds, 'SignatureMethod') ?? malformed('SignatureMethod');
  const reference = info.optional(ns.ds, 'Reference') ?? malformed('Reference');
  must(info.optional(ns.ds, 'Reference') === null, 'saml_signature_reference', 'several references');
  endOf(signedInfo, info);
  must(elementsOf(method).length === 0, 'saml_signature_malformed', 'SignatureMethod');

  const id = attributeOf(parent, 'ID');
  must(id !== null && id !== '' && attributeOf(reference, 'URI') === `#${id}`, 'saml_signature_reference', 'another element');
  const referenceParts = childrenOf(reference);
  const transforms = referenceParts.optional(ns.ds, 'Transforms') ?? refuse('saml_signature_transform', 'none');
  const digestMethod = referenceParts.optional(ns.ds, 'DigestMethod') ?? malformed('DigestMethod');
  const digest = referenceParts.optional(ns.ds, 'DigestValue') ?? malformed('DigestValue');
  endOf(reference, referenceParts);
  must(elementsOf(digestMethod).length === 0, 'saml_signature_malformed', 'DigestMethod');

  return {
    element,
    signedInfo,
    signedInfoPrefixes: readCanonicalisation(canonicalisation),
    algorithm: signatureAlgorithm(attributeOf(method, 'Algorithm') ?? '', allowSha1),
    value: readBase64(value),
    prefixes: readTransforms(transforms),
    digestHash: digestAlgorithm(attributeOf(digestMethod, 'Algorithm') ?? '', allowSha1),
    digest: readBase64(digest),
  };
}

/** Exactly the two transforms of SAML, in their order; returns the prefix list of the second. */
function readTransforms(transforms: XmlElement): readonly string[] {
  const list = elementsOf(transforms);
  const [enveloped, canonicalisation] = list;
  must(list.length === 2 && enveloped !== undefined && canonicalisation !== undefined, 'saml_signature_transform', 'number');
  must(
    list.every((each) => isElement(each, ns.ds, 'Transform')),
    'saml_signature_transform',
    'element',
  );
  must(attributeOf(enveloped, 'Algorithm') === envelopedSignature, 'saml_signature_transform', 'first');
  // xml-crypto writes the prefix list here too when it signs; it means nothing in this place.
  must(elementsOf(enveloped).every(isPrefixList), 'saml_signature_transform', 'first');
  return readCanonicalisation(canonicalisation);
}

/** Exclusive canonicalisation without comments, with or without a prefix list. */
function readCanonicalisation(method: XmlElement): readonly string[] {
  must(attributeOf(method, 'Algorithm') === excC14n, 'saml_signature_transform', 'canonicalisation');
  const [inclusive, ...others] = elementsOf(method);
  if (inclusive === undefined) return [];
  must(others.length === 0 && isElement(inclusive, excC14n, 'InclusiveNamespaces'), 'saml_signature_transform', 'parameter');
  must(elementsOf(inclusive).length === 0, 'saml_signature_transform', 'parameter');
  return readPrefixList(attributeOf(inclusive, 'PrefixList') ?? '');
}

function isPrefixList(parameter: XmlElement): boolean {
  return parameter.localName === 'InclusiveNamespaces' && parameter.childNodes.length === 0;
}

function readBase64(element: XmlElement): Uint8Array {
  return decodeSignatureBase64(textOf(element)) ?? malformed(element.localName);
}

function endOf(parent: XmlElement, walk: ReturnType<typeof childrenOf>): void {
  if (walk.others().length > 0) malformed(`unknown part in ${parent.localName}`);
}

function malformed(part: string): never {
  refuse('saml_signature_malformed', part);
}
