import { ExclusiveCanonicalization } from 'xml-crypto';
import { must } from '../refusal.ts';
import type { XmlAttribute, XmlElement } from '../xml/node.ts';

const algorithm = new ExclusiveCanonicalization();

/**
 * Exclusive canonical form of an element (xml-exc-c14n), `without` one child: the enveloped signature. `prefixes` is the
 * InclusiveNamespaces PrefixList.
 */
export function canonicalise(element: XmlElement, prefixes: readonly string[], without: XmlElement | null): string {
  const children = element.childNodes.filter((child) => child !== without);
  const apex = element.copy([...element.attributes, ...declarationsAbove(element, prefixes)], children);
  // The library asks for a node of the DOM and reads what `XmlElement` has of it.
  return algorithm.process(apex as unknown as Parameters<typeof algorithm.process>[0], { inclusiveNamespacesPrefixList: [...prefixes] });
}

/** More declarations than these cannot be in force at one place (see the namespace scope), so longer lists only cost time. */
const maxPrefixes = 32;

/** Prefixes of a PrefixList. `#default` is refused: the library does not follow it, so the digest could not fit. */
export function readPrefixList(list: string): readonly string[] {
  const prefixes = list.split(/[ \t\r\n]+/, maxPrefixes + 3).filter((prefix) => prefix !== '');
  must(prefixes.length <= maxPrefixes, 'saml_signature_transform', 'prefixes');
  must(!prefixes.includes('#default'), 'saml_signature_transform', 'default namespace in the prefix list');
  return prefixes;
}

/** Declarations of the listed prefixes that the element inherits. None of them has two meanings: the scan saw to that. */
function declarationsAbove(element: XmlElement, prefixes: readonly string[]): readonly XmlAttribute[] {
  if (prefixes.length === 0) return [];
  const found: XmlAttribute[] = [];
  for (let above = element.parent; above !== null; above = above.parent) {
    for (const attribute of above.attributes) {
      const isKnown = [...element.attributes, ...found].some((known) => known.name === attribute.name);
      if (attribute.prefix === 'xmlns' && prefixes.includes(attribute.localName) && !isKnown) found.push(attribute);
    }
  }
  return found;
}
