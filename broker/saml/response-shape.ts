import { ns, statusName } from './names.ts';
import { must, refuse } from './refusal.ts';
import { type Census, takeCensus } from './xml/census.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, childrenOf, isElement, plainText, requiredAttribute } from './xml/walk.ts';

/** The elements of a Response that everything else starts from, found where the profile puts them. */
export interface ResponseShape {
  readonly response: XmlElement;
  readonly issuer: XmlElement | null;
  readonly responseSignature: XmlElement | null;
  /** `Assertion`, or `EncryptedAssertion`. */
  readonly content: XmlElement;
  readonly isEncrypted: boolean;
}

/** An assertion and the signature that it bears. */
export interface AssertionShape {
  readonly assertion: XmlElement;
  readonly signature: XmlElement | null;
}

/**
 * Judges the shape of a message before any cryptography (Core 3.3.3, Profiles 4.1.4.2): a successful Response with exactly
 * one assertion as its child, in the clear or encrypted, signatures in their places, and nothing that the profile does
 * not have.
 */
export function readResponseShape(root: XmlElement, encryption: 'never' | 'accepted' | 'required'): ResponseShape {
  must(isElement(root, ns.samlp, 'Response'), 'saml_root_unexpected', 'Response');
  must(requiredAttribute(root, 'Version') === '2.0', 'saml_version_unsupported', 'Response');
  const census = takeCensus(root);
  const isEncrypted = census.encrypted.length > 0;
  if (isEncrypted) checkEncryptedParts(census, encryption);
  else must(encryption !== 'required', 'saml_encryption_missing', 'Assertion');
  must(census.assertions <= 1, 'saml_assertion_count', 'several');

  checkSignaturePlaces(census, root);

  const parts = childrenOf(root);
  const issuer = parts.optional(ns.saml, 'Issuer');
  const responseSignature = parts.optional(ns.ds, 'Signature');
  checkStatus(parts.one(ns.samlp, 'Status'));
  must(isEncrypted || census.assertions === 1, 'saml_assertion_count', 'none');
  const content = parts.one(ns.saml, isEncrypted ? 'EncryptedAssertion' : 'Assertion');
  parts.end();
  requireId(root);
  return { response: root, issuer, responseSignature, content, isEncrypted };
}

/** An assertion: it has a name, and its signature stands behind its issuer (Core 2.3.3). */
export function readAssertionShape(assertion: XmlElement): AssertionShape {
  requireId(assertion);
  const parts = childrenOf(assertion);
  parts.one(ns.saml, 'Issuer');
  return { assertion, signature: parts.optional(ns.ds, 'Signature') };
}

/** The document that was in an `EncryptedAssertion`: one assertion, in the clear throughout. Returns it. */
export function readDecryptedShape(root: XmlElement): XmlElement {
  must(isElement(root, ns.saml, 'Assertion'), 'saml_root_unexpected', 'decrypted part');
  const census = takeCensus(root);
  must(census.encrypted.length === 0, 'saml_encryption_unsupported', 'encrypted twice');
  must(census.assertions === 1, 'saml_assertion_count', 'several');
  must(census.signatures.length <= 1 && census.signatures.every(({ parent }) => parent === root), 'saml_signature_misplaced', 'place');
  return root;
}

/** One encrypted assertion for one reader, instead of the one in the clear; nothing else is encrypted. */
function checkEncryptedParts(census: Census, encryption: 'never' | 'accepted' | 'required'): void {
  must(encryption !== 'never', 'saml_encryption_unsupported', 'encrypted part');
  const names = census.encrypted.map(({ localName }) => localName).sort();
  must(names.join(' ') === 'EncryptedAssertion EncryptedData EncryptedKey', 'saml_encryption_unsupported', 'encrypted parts');
  must(census.assertions === 0, 'saml_assertion_count', 'in the clear and encrypted');
}

/** Success, or the provider's own no: its code by name, so that an admin sees what it was. Unsigned, a no proves nothing either. */
function checkStatus(status: XmlElement): void {
  const parts = childrenOf(status);
  const code = parts.one(ns.samlp, 'StatusCode');
  const name = statusName(attributeOf(code, 'Value') ?? '');
  if (name !== 'Success') {
    const detail = childrenOf(code).optional(ns.samlp, 'StatusCode');
    refuse('saml_provider_refused', detail === null ? name : `${name}/${statusName(attributeOf(detail, 'Value') ?? '')}`);
  }
  childrenOf(code).end();
  plainText(parts.optional(ns.samlp, 'StatusMessage'));
  parts.end();
}

/** A signature stands directly in the Response or in its assertion, once in each. */
function checkSignaturePlaces({ signatures }: Census, response: XmlElement): void {
  const parents = signatures.map((signature) => signature.parent);
  const isPlace = (parent: XmlElement | null) => parent === response || (parent?.localName === 'Assertion' && parent.parent === response);
  must(parents.every(isPlace), 'saml_signature_misplaced', 'place');
  must(new Set(parents).size === parents.length, 'saml_signature_misplaced', 'second in one element');
}

function requireId(element: XmlElement): void {
  must(attributeOf(element, 'ID') !== null, 'saml_id_invalid', `${element.localName}/@ID`);
}
