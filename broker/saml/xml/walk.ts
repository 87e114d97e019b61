import { must, refuse } from '../refusal.ts';

const blank = /^[ \t\r\n]*$/;

/** The child elements of one element, taken in the order in which the profile allows them. */
export interface ChildWalk {
  /** The next child, which must be this one. */
  one(namespace: string, name: string): Element;
  /** The next child if it is this one, else null. */
  optional(namespace: string, name: string): Element | null;
  /** All next children of this name. */
  many(namespace: string, name: string): readonly Element[];
  /** Takes all children that are left, where the schema leaves their order open. */
  others(): readonly Element[];
  /** No child may be left. Whoever takes children ends the walk, else unknown elements pass. */
  end(): void;
}

/**
 * Starts a walk. Between the elements only white space may stand. There is no search in this room: an element is found
 * where it belongs, or the message is refused.
 */
export function childrenOf(parent: Element): ChildWalk {
  const children = elementsOf(parent);
  let at = 0;

  function optional(namespace: string, name: string): Element | null {
    const child = children[at];
    if (child === undefined || !isElement(child, namespace, name)) return null;
    at += 1;
    return child;
  }

  return {
    optional,
    one: (namespace, name) => optional(namespace, name) ?? refuse('saml_element_missing', `${parent.localName}/${name}`),
    many(namespace, name) {
      const found: Element[] = [];
      for (let child = optional(namespace, name); child !== null; child = optional(namespace, name)) found.push(child);
      return found;
    },
    others() {
      const left = children.slice(at);
      at = children.length;
      return left;
    },
    end: () => must(at === children.length, 'saml_element_unexpected', parent.localName),
  };
}

/** All child elements, for the few places where the schema leaves the order open. */
export function elementsOf(parent: Element): readonly Element[] {
  const elements: Element[] = [];
  for (let child = parent.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 1) elements.push(child as Element);
    else must(child.nodeType === 3 && blank.test(child.nodeValue ?? ''), 'saml_element_unexpected', `text in ${parent.localName}`);
  }
  return elements;
}

export function isElement(element: Element, namespace: string, name: string): boolean {
  return element.localName === name && element.namespaceURI === namespace;
}

/**
 * The text of an element that has nothing but text, exactly as it stands. An element or anything else among it is
 * refused: two readers would cut such a value at different places.
 */
export function textOf(element: Element): string {
  let text = '';
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    must(child.nodeType === 3, 'saml_value_not_text', element.localName);
    text += child.nodeValue ?? '';
  }
  return text;
}

/** The value of an attribute without namespace; null where it is absent. */
export function attributeOf(element: Element, name: string): string | null {
  return element.getAttributeNode(name)?.value ?? null;
}

/** The value of an attribute that must be there and not be empty. */
export function requiredAttribute(element: Element, name: string): string {
  const value = attributeOf(element, name);
  if (value === null || value === '') refuse('saml_value_invalid', `${element.localName}/@${name}`);
  return value;
}
