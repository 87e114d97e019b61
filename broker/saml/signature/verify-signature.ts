import { hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { must } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { canonicalise } from './canonicalise.ts';
import { readSignature } from './read-signature.ts';
import { verifyBytes } from './verify-bytes.ts';

/** Whose signatures count. */
export interface Trust {
  readonly keys: readonly KeyObject[];
  readonly allowSha1: boolean;
}

/**
 * Refuses unless `signature` is a good signature of `parent`, made by a pinned key. Afterwards everything below `parent`,
 * apart from the signature itself, is what the signer wrote: the tree that is read is the tree that was hashed.
 */
export function verifySignature(signature: XmlElement, parent: XmlElement, trust: Trust): void {
  const read = readSignature(signature, parent, trust.allowSha1);
  // The cheap proof first: a stranger's message ends here, before its content is canonicalised.
  verifyBytes(canonicalise(read.signedInfo, read.signedInfoPrefixes, null), read.value, read.algorithm, trust.keys);
  const digest = hash(read.digestHash, canonicalise(parent, read.prefixes, read.element), 'buffer');
  must(digest.length === read.digest.length && timingSafeEqual(digest, read.digest), 'saml_signature_digest', parent.localName);
}
