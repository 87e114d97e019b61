import type { KeyObject } from 'node:crypto';
import { answering, must, refuse, type SamlRefusal } from '../refusal.ts';
import { sha2SignatureUris, signatureAlgorithm } from '../signature/algorithms.ts';
import { verifyBytes } from '../signature/verify-bytes.ts';
import type { QuerySignature } from './read-message.ts';

/**
 * Verifies the detached signature of the Redirect binding over the very octets of the address (Bindings 3.4.4.1).
 * `allowed` lists the URIs of the algorithms that the sender may use; every key is tried.
 */
export function verifyRedirectSignature(
  message: { readonly signature: QuerySignature | null },
  keys: readonly KeyObject[],
  allowed: readonly string[] = sha2SignatureUris,
): { readonly ok: true } | SamlRefusal {
  return answering(() => {
    proveRedirectSignature(message.signature, keys, allowed);
    return { ok: true };
  });
}

/** The same inside this room. */
export function proveRedirectSignature(signature: QuerySignature | null, keys: readonly KeyObject[], allowed: readonly string[]): void {
  if (signature === null) refuse('saml_signature_missing', 'query');
  must(allowed.includes(signature.algorithm), 'saml_signature_algorithm', 'SigAlg');
  // The list decides about SHA-1 too: a connection that may use it names it.
  const algorithm = signatureAlgorithm(signature.algorithm, true);
  verifyBytes(signature.signedOctets, signature.value, algorithm, keys);
}
