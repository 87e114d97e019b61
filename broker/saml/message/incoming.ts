import type { KeyObject } from 'node:crypto';
import { ns } from '../names.ts';
import { answering, must, refuse, type SamlRefusal } from '../refusal.ts';
import { sha2SignatureUris, signatureAlgorithm } from '../signature/algorithms.ts';
import { verifyBytes } from '../signature/verify-bytes.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import { takeCensus } from '../xml/census.ts';
import type { XmlElement } from '../xml/node.ts';
import { isElement, requiredAttribute } from '../xml/walk.ts';
import { type PostedForm, readPosted } from './read-posted.ts';
import { type QuerySignature, readRedirectMessage } from './read-redirect.ts';

/** A message as it came: the raw query of the Redirect binding (without `?`), or the form of the POST binding. */
export type Incoming = string | PostedForm;

/** The enveloped signature of a posted message. */
interface EnvelopedSignature {
  readonly element: XmlElement;
  readonly signed: XmlElement;
}

export type MessageSignature = QuerySignature | EnvelopedSignature;

export interface Message {
  readonly root: XmlElement;
  readonly relayState: string | null;
  /** Not judged yet; null where the message is not signed. */
  readonly signature: MessageSignature | null;
}

/**
 * Reads a request, or a message of a logout. A signature stands where its binding puts it: beside the message in an
 * address (Bindings 3.4.4.1), directly in the message in a form (Core 5.4.1). One in the other place was taken from
 * elsewhere. Nothing in such messages is encrypted.
 */
export function readMessage(incoming: Incoming, kind: 'AuthnRequest' | 'LogoutRequest' | 'LogoutResponse'): Message {
  const name = kind === 'LogoutResponse' ? 'SAMLResponse' : 'SAMLRequest';
  const isRedirect = typeof incoming === 'string';
  const { root, relayState, signature } = isRedirect ? readRedirectMessage(incoming, name) : readPosted(incoming, name);
  must(isElement(root, ns.samlp, kind), 'saml_root_unexpected', kind);
  must(requiredAttribute(root, 'Version') === '2.0', 'saml_version_unsupported', kind);
  const { signatures, encrypted } = takeCensus(root);
  must(encrypted.length === 0, 'saml_encryption_unsupported', 'encrypted part');
  const [enveloped, ...others] = signatures;
  if (enveloped === undefined) return { root, relayState, signature };
  must(!isRedirect && others.length === 0 && enveloped.parent === root, 'saml_signature_misplaced', root.localName);
  return { root, relayState, signature: { element: enveloped, signed: root } };
}

/** Verifies the signature of a message. `allowed` lists the URIs of the algorithms that the sender may use; every key is tried. */
export function verifyMessageSignature(
  message: { readonly signature: MessageSignature | null },
  keys: readonly KeyObject[],
  allowed: readonly string[] = sha2SignatureUris,
): { readonly ok: true } | SamlRefusal {
  return answering(() => {
    proveMessageSignature(message.signature, keys, allowed);
    return { ok: true };
  });
}

/** The same inside this room. */
export function proveMessageSignature(signature: MessageSignature | null, keys: readonly KeyObject[], allowed: readonly string[]): void {
  if (signature === null) refuse('saml_signature_missing', 'message');
  // The list decides about SHA-1 too: a connection that may use it names it.
  const allowSha1 = allowed.some((uri) => !sha2SignatureUris.includes(uri));
  if ('element' in signature) {
    verifySignature(signature.element, signature.signed, { keys, allowSha1 });
    return;
  }
  must(allowed.includes(signature.algorithm), 'saml_signature_algorithm', 'SigAlg');
  verifyBytes(signature.signedOctets, signature.value, signatureAlgorithm(signature.algorithm, true), keys);
}
