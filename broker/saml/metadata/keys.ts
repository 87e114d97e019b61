import { X509Certificate } from 'node:crypto';
import { ns } from '../names.ts';
import { refuse } from '../refusal.ts';
import { decodeSignatureBase64 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, elementsOf, isElement, textOf } from '../xml/walk.ts';

/**
 * The certificates of a role by their use; one without a use serves both (Metadata 2.4.1.1). Of a chain the first counts:
 * it has the key (XML Signature 4.5.4).
 */
export function readKeys(role: XmlElement): {
  readonly signingCertificates: readonly string[];
  readonly encryptionCertificates: readonly string[];
} {
  const signing: string[] = [];
  const encryption: string[] = [];
  for (const descriptor of elementsOf(role).filter((child) => isElement(child, ns.md, 'KeyDescriptor'))) {
    const certificate = certificateIn(descriptor);
    if (certificate === null) continue;
    const use = attributeOf(descriptor, 'use');
    if (use !== 'encryption') signing.push(certificate);
    if (use !== 'signing') encryption.push(certificate);
  }
  return { signingCertificates: [...new Set(signing)], encryptionCertificates: [...new Set(encryption)] };
}

function certificateIn(descriptor: XmlElement): string | null {
  const certificate = elementsOf(descriptor)
    .filter((child) => isElement(child, ns.ds, 'KeyInfo'))
    .flatMap((keyInfo) => elementsOf(keyInfo).filter((child) => isElement(child, ns.ds, 'X509Data')))
    .flatMap((data) => elementsOf(data).filter((child) => isElement(child, ns.ds, 'X509Certificate')))[0];
  if (certificate === undefined) return null;
  const der = decodeSignatureBase64(textOf(certificate)) ?? refuse('saml_metadata_certificate', 'base64');
  try {
    return new X509Certificate(der).raw.toString('base64');
  } catch {
    refuse('saml_metadata_certificate', 'X509Certificate');
  }
}
