import type { KeyObject } from 'node:crypto';
import { optionalInstant } from '../instant.ts';
import { ns } from '../names.ts';
import { answering, must, refuse, type SamlRefusal } from '../refusal.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import { takeCensus } from '../xml/census.ts';
import { decodeUtf8 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { parseXml } from '../xml/parse.ts';
import { attributeOf, elementsOf, isElement, requiredAttribute, textOf } from '../xml/walk.ts';
import { withoutComments } from './comments.ts';

const maxBytes = 512 * 1024;

/** `now` is epoch ms; with `signedBy` the document must be signed as a whole by one of these keys. */
export interface MetadataToRead {
  readonly bytes: Uint8Array;
  readonly now: number;
  readonly signedBy?: readonly KeyObject[];
  /** The one that is meant, of a document with several entities; a document with one is read whatever stands here. */
  readonly entityId?: string;
}

export interface ListedProviders {
  readonly ok: true;
  readonly providers: readonly { readonly entityId: string; readonly name: string | null }[];
}

/** Every identity provider of a document that speaks of several, for somebody to choose from; nothing of them is judged. */
export function listProviders({ bytes }: Pick<MetadataToRead, 'bytes'>): ListedProviders | SamlRefusal {
  return answering(() => {
    const members = membersOf(parseDocument(bytes)).filter((entity) =>
      elementsOf(entity).some((child) => isElement(child, ns.md, 'IDPSSODescriptor')),
    );
    must(members.length > 0, 'saml_metadata_role_missing', 'IDPSSODescriptor');
    return { ok: true, providers: members.map((entity) => ({ entityId: requiredAttribute(entity, 'entityID'), name: nameOf(entity) })) };
  });
}

/** The entity that is meant, the signature of the document judged where one is asked for. */
export function readEntity({ bytes, now, signedBy, entityId }: MetadataToRead): XmlElement {
  const root = parseDocument(bytes);
  const isList = isElement(root, ns.md, 'EntitiesDescriptor');
  must(!isList || entityId !== undefined, 'saml_metadata_entities', 'EntitiesDescriptor');
  const { signatures } = takeCensus(root);
  // Members of a list may carry their own; they prove nothing here.
  const placed = new Set([root, ...(isList ? membersOf(root) : [])]);
  must(
    signatures.every(({ parent }) => parent !== null && placed.has(parent)),
    'saml_signature_misplaced',
    'metadata',
  );
  if (signedBy !== undefined) {
    const [signature, ...more] = signatures.filter(({ parent }) => parent === root);
    if (signature === undefined) refuse('saml_signature_missing', 'metadata');
    must(more.length === 0, 'saml_signature_misplaced', 'metadata');
    verifySignature(signature, root, { keys: signedBy, allowSha1: false });
  }
  const entity = isList ? memberOf(root, entityId ?? '') : root;
  for (const level of levelsOf(entity)) checkExpiry(level, now);
  return entity;
}

/** An entity, and every list that it stands in, which may say for all its members how long they count (Metadata 2.3.1). */
export function levelsOf(entity: XmlElement): readonly XmlElement[] {
  return entity.parent === null ? [entity] : [entity, ...levelsOf(entity.parent)];
}

/** The root of a document whose root is one of metadata. */
function parseDocument(bytes: Uint8Array): XmlElement {
  must(bytes.length <= maxBytes, 'saml_message_too_large', 'metadata');
  const text = decodeUtf8(Buffer.from(bytes), 'metadata')
    .replace(/^\ufeff/, '')
    .trim();
  must(!/^<(?:!doctype\s+html|html)[\s>]/i.test(text), 'saml_metadata_is_a_page', 'HTML');
  must(text.startsWith('<'), 'saml_metadata_root', 'no XML');
  const root = parseXml(withoutComments(text));
  const isKnown = isElement(root, ns.md, 'EntitiesDescriptor') || isElement(root, ns.md, 'EntityDescriptor');
  must(isKnown, 'saml_metadata_root', 'EntityDescriptor');
  return root;
}

/** The entities of a document, those of lists within lists included (Metadata 2.3.1), in document order. */
function membersOf(root: XmlElement): readonly XmlElement[] {
  if (isElement(root, ns.md, 'EntityDescriptor')) return [root];
  return elementsOf(root)
    .filter((child) => isElement(child, ns.md, 'EntityDescriptor') || isElement(child, ns.md, 'EntitiesDescriptor'))
    .flatMap(membersOf);
}

function memberOf(root: XmlElement, entityId: string): XmlElement {
  const [member, ...others] = membersOf(root).filter((entity) => attributeOf(entity, 'entityID') === entityId);
  if (member === undefined) refuse('saml_metadata_entities', 'entityID');
  must(others.length === 0, 'saml_metadata_entities', 'entityID');
  return member;
}

/** What people call it (Metadata 2.3.2.1), where it says so. */
function nameOf(entity: XmlElement): string | null {
  const organization = elementsOf(entity).find((child) => isElement(child, ns.md, 'Organization'));
  const name = organization && elementsOf(organization).find((child) => isElement(child, ns.md, 'OrganizationDisplayName'));
  return name === undefined ? null : textOf(name).trim();
}

/** Refuses what says of itself that its time is over. */
export function checkExpiry(element: XmlElement, now: number): void {
  const end = optionalInstant(element, 'validUntil');
  must(end === null || now < end, 'saml_metadata_expired', 'validUntil');
}
