import { must, refuse } from '../refusal.ts';
import type { XmlElement } from './node.ts';

const blank = /^[ \t\r\n]*$/;

/**
 * The child elements of one element, taken in the order in which the profile allows them. Between them only white space
 * may stand. There is no search in this room: an element is found where it belongs, or the message is refused.
 */
export class ChildWalk {
  readonly #parent: XmlElement;
  readonly #children: readonly XmlElement[];
  #at = 0;

  constructor(parent: XmlElement) {
    this.#parent = parent;
    this.#children = elementsOf(parent);
  }

  /** The next child if it is this one, else null. */
  optional(namespace: string, name: string): XmlElement | null {
    const child = this.#children[this.#at];
    if (child === undefined || !isElement(child, namespace, name)) return null;
    this.#at += 1;
    return child;
  }

  /** The next child, which must be this one. */
  one(namespace: string, name: string): XmlElement {
    return this.optional(namespace, name) ?? refuse('saml_element_missing', `${this.#parent.localName}/${name}`);
  }

  /** All next children of this name. */
  many(namespace: string, name: string): readonly XmlElement[] {
    const found: XmlElement[] = [];
    for (let child = this.optional(namespace, name); child !== null; child = this.optional(namespace, name)) found.push(child);
    return found;
  }

  /** All children that are left, where the schema leaves their order open. */
  others(): readonly XmlElement[] {
    const left = this.#children.slice(this.#at);
    this.#at = this.#children.length;
    return left;
  }

  /** No child may be left. Whoever takes children ends the walk, else unknown elements pass. */
  end(): void {
    must(this.#at === this.#children.length, 'saml_element_unexpected', this.#parent.localName);
  }
}

/** Starts a walk over the children of `parent`. */
export function childrenOf(parent: XmlElement): ChildWalk {
  return new ChildWalk(parent);
}

/** All child elements; only white space may stand between them. */
export function elementsOf(parent: XmlElement): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  for (const child of parent.childNodes) {
    if (child.nodeType === 1) elements.push(child);
    else must(blank.test(child.data), 'saml_element_unexpected', `text in ${parent.localName}`);
  }
  return elements;
}

export function isElement(element: XmlElement, namespace: string, name: string): boolean {
  return element.localName === name && element.namespaceURI === namespace;
}

/**
 * The text of an element that has nothing but text, exactly as it stands. An element among it is refused: two readers
 * would cut such a value at different places.
 */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const child of element.childNodes) {
    must(child.nodeType === 3, 'saml_value_not_text', element.localName);
    text += child.data;
  }
  return text;
}

/** Nobody asks what stands in this element, where it is there; but text is all that may. */
export function plainText(element: XmlElement | null): void {
  if (element !== null) textOf(element);
}

/** The value of an attribute without namespace; null where it is absent. */
export function attributeOf(element: XmlElement, name: string): string | null {
  for (const attribute of element.attributes) if (attribute.name === name) return attribute.value;
  return null;
}

/** The value of an attribute that must be there and not be empty. */
export function requiredAttribute(element: XmlElement, name: string): string {
  const value = attributeOf(element, name);
  if (value === null || value === '') refuse('saml_value_invalid', `${element.localName}/@${name}`);
  return value;
}
