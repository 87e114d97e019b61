import { must, refuse } from '../refusal.ts';

const maxIdLength = 256;
const idName = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** What a whole message contains, wherever it stands. */
export interface Census {
  readonly assertions: number;
  readonly signatures: readonly Element[];
  /** Anything encrypted. */
  readonly encrypted: boolean;
}

/**
 * Walks the whole tree once and refuses what no part of a message may hold: nodes other than elements and text, names
 * without a proper namespace, two attributes of one name, an id that is malformed or used twice (whatever the attribute
 * is called: `ID`, `Id`, `id`, `xml:id`). Counts by local name alone, so that no namespace trick hides an element.
 */
export function takeCensus(root: Element): Census {
  const ids = new Set<string>();
  const signatures: Element[] = [];
  let assertions = 0;
  let encrypted = false;
  visit(root);
  return { assertions, signatures, encrypted };

  function visit(element: Element): void {
    if (element.localName === 'Assertion') assertions += 1;
    else if (element.localName === 'Signature') signatures.push(element);
    else if (element.localName.startsWith('Encrypted')) encrypted = true;
    // The parser looks prefixes up in a plain object: `constructor:x` would get a function as its namespace.
    must(!element.prefix || typeof element.namespaceURI === 'string', 'saml_xml_namespace', 'element');
    checkAttributes(element, ids);
    for (let child = element.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 1) visit(child as Element);
      else must(child.nodeType === 3, 'saml_value_not_text', 'node');
    }
  }
}

function checkAttributes(element: Element, ids: Set<string>): void {
  const { attributes } = element;
  for (let index = 0; index < attributes.length; index += 1) {
    const attribute = attributes[index];
    if (attribute === undefined) refuse('saml_xml_malformed', 'attribute');
    if (attribute.prefix) {
      must(typeof attribute.namespaceURI === 'string', 'saml_xml_namespace', 'attribute');
      for (let earlier = 0; earlier < index; earlier += 1) {
        const other = attributes[earlier];
        const same = other?.localName === attribute.localName && other.namespaceURI === attribute.namespaceURI;
        must(!same, 'saml_xml_namespace', 'attribute repeated');
      }
    }
    if (attribute.localName.length === 2 && attribute.localName.toLowerCase() === 'id' && attribute.prefix !== 'xmlns') {
      const id = attribute.value;
      must(id.length <= maxIdLength && idName.test(id), 'saml_id_invalid', 'form');
      must(!ids.has(id), 'saml_id_invalid', 'repeated');
      ids.add(id);
    }
  }
}
