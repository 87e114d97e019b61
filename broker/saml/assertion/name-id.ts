import { must } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, textOf } from '../xml/walk.ts';
import type { NameId } from './assertion.ts';

/** Reads a `NameID`. White space counts: two names that differ in it are two names. */
export function readNameId(element: XmlElement): NameId {
  const value = textOf(element);
  must(value.trim() !== '', 'saml_value_invalid', 'NameID');
  return {
    value,
    format: attributeOf(element, 'Format'),
    nameQualifier: attributeOf(element, 'NameQualifier'),
    spNameQualifier: attributeOf(element, 'SPNameQualifier'),
  };
}
