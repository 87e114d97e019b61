import { must } from '../refusal.ts';
import type { XmlElement } from './node.ts';

const maxIdLength = 256;
const idName = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** What a whole message contains, wherever it stands. */
export interface Census {
  readonly assertions: number;
  readonly signatures: readonly XmlElement[];
  /** Whatever is encrypted, or belongs to it. */
  readonly encrypted: readonly XmlElement[];
}

/**
 * Walks the whole tree once and refuses what no part of a message may hold: two attributes of one name, an id that is
 * malformed or used twice (whatever the attribute is called: `ID`, `Id`, `id`, `xml:id`). Counts by local name alone, so that no namespace trick hides an element.
 */
export function takeCensus(root: XmlElement): Census {
  const ids = new Set<string>();
  const signatures: XmlElement[] = [];
  const encrypted: XmlElement[] = [];
  let assertions = 0;
  visit(root);
  return { assertions, signatures, encrypted };

  function visit(element: XmlElement): void {
    if (element.localName === 'Assertion') assertions += 1;
    else if (element.localName === 'Signature') signatures.push(element);
    else if (element.localName.startsWith('Encrypted')) encrypted.push(element);
    checkAttributes(element, ids);
    for (const child of element.childNodes) if (child.nodeType === 1) visit(child);
  }
}

function checkAttributes({ attributes }: XmlElement, ids: Set<string>): void {
  for (const [index, attribute] of attributes.entries()) {
    const { prefix, localName, namespaceURI, value } = attribute;
    if (prefix !== null) {
      const isRepeated = attributes.slice(0, index).some((other) => other.localName === localName && other.namespaceURI === namespaceURI);
      must(!isRepeated, 'saml_xml_namespace', 'attribute repeated');
    }
    if (localName.length === 2 && localName.toLowerCase() === 'id' && prefix !== 'xmlns') {
      must(value.length <= maxIdLength && idName.test(value), 'saml_id_invalid', 'form');
      must(!ids.has(value), 'saml_id_invalid', 'repeated');
      ids.add(value);
    }
  }
}
