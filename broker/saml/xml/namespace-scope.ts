import { must } from '../refusal.ts';

const maxInScope = 32;
// Characters of URIs in use. Quotes, ampersands and white space in a namespace name would let two different documents
// share one canonical form, because canonicalisation writes the name as it stands.
const plainUri = /^[!#-%'-;=?-~]*$/;

/** Namespace declarations in force while a document is read from front to back. */
export interface NamespaceScope {
  declare(prefix: string, uri: string): void;
  isDeclared(prefix: string): boolean;
  /** How many declarations are in force; give it back to `leave` to drop the later ones. */
  mark(): number;
  leave(mark: number): void;
}

/**
 * Follows Namespaces in XML 1.0, and is stricter in one point: a prefix keeps its meaning inside the element that
 * declares it. Nobody needs another, and canonicalisation libraries get lost in it.
 */
export function createNamespaceScope(): NamespaceScope {
  const prefixes: string[] = [];
  const uris: string[] = [];

  return {
    declare(prefix, uri) {
      must(prefix !== 'xml' && prefix !== 'xmlns', 'saml_xml_namespace', 'reserved prefix declared');
      must(plainUri.test(uri), 'saml_xml_namespace', 'namespace name');
      must(
        !uri.startsWith('http://www.w3.org/XML/1998/namespace') && !uri.startsWith('http://www.w3.org/2000/xmlns/'),
        'saml_xml_namespace',
        'reserved namespace declared',
      );
      if (prefix !== '') {
        must(uri !== '', 'saml_xml_namespace', 'prefix undeclared');
        const known = prefixes.lastIndexOf(prefix);
        must(known === -1 || uris[known] === uri, 'saml_xml_namespace', 'prefix declared anew');
      }
      must(prefixes.length < maxInScope, 'saml_xml_too_complex', 'namespaces');
      prefixes.push(prefix);
      uris.push(uri);
    },
    isDeclared: (prefix) => prefix === 'xml' || prefixes.includes(prefix),
    mark: () => prefixes.length,
    leave(mark) {
      if (prefixes.length === mark) return;
      prefixes.length = mark;
      uris.length = mark;
    },
  };
}
