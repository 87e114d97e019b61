import { entityFormat } from '../names.ts';
import { must } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, textOf } from '../xml/walk.ts';

/** Reads an `Issuer`: the id of an entity (Profiles 4.1.4.2), compared as it stands and never resolved. */
export function readIssuer(element: XmlElement): string {
  const format = attributeOf(element, 'Format');
  must(format === null || format === entityFormat, 'saml_issuer_mismatch', 'Issuer/@Format');
  return textOf(element);
}
