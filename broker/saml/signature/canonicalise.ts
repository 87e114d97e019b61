import { ExclusiveCanonicalization } from 'xml-crypto';
import { must } from '../refusal.ts';

const algorithm = new ExclusiveCanonicalization();

/**
 * Exclusive canonical form of an element (xml-exc-c14n), `without` one child: the enveloped signature. `prefixes` is the
 * InclusiveNamespaces PrefixList.
 */
export function canonicalise(element: Element, prefixes: readonly string[], without: Element | null): string {
  const next = without?.nextSibling ?? null;
  if (without !== null) element.removeChild(without);
  try {
    const ancestorNamespaces = prefixes.length === 0 ? [] : namespacesAbove(element);
    return algorithm.process(element, { inclusiveNamespacesPrefixList: [...prefixes], ancestorNamespaces });
  } finally {
    if (without !== null) element.insertBefore(without, next);
  }
}

/** Prefixes of a PrefixList. `#default` is refused: the library does not follow it, so the digest could not fit. */
export function readPrefixList(list: string): readonly string[] {
  const prefixes = list.split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
  must(!prefixes.includes('#default'), 'saml_signature_transform', 'default namespace in the prefix list');
  return prefixes;
}

/** Prefixes declared above an element. None is declared twice with another meaning: the scan saw to that. */
function namespacesAbove(element: Element): { prefix: string; namespaceURI: string }[] {
  const found: { prefix: string; namespaceURI: string }[] = [];
  for (let above = element.parentNode; above !== null && above.nodeType === 1; above = above.parentNode) {
    for (const attribute of Array.from((above as Element).attributes)) {
      if (attribute.prefix === 'xmlns') found.push({ prefix: attribute.localName, namespaceURI: attribute.value });
    }
  }
  return found;
}
