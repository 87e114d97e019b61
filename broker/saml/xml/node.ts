export interface XmlAttribute {
  /** As written, prefix included. */
  readonly name: string;
  readonly prefix: string | null;
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly value: string;
}

interface XmlText {
  readonly nodeType: 3;
  readonly data: string;
}

export type XmlNode = XmlElement | XmlText;

/**
 * An element of a parsed message. The tree has elements and text, nothing else, and does not change once it is built. The
 * names of its members are those of the DOM, because the canonicalisation library reads them.
 */
export class XmlElement {
  readonly nodeType = 1;
  readonly nodeName: string;
  readonly tagName: string;
  readonly prefix: string | null;
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly attributes: XmlAttribute[];
  readonly childNodes: XmlNode[];
  readonly parent: XmlElement | null;

  constructor(
    name: string,
    namespaceURI: string | null,
    attributes: XmlAttribute[],
    parent: XmlElement | null,
    childNodes: XmlNode[] = [],
  ) {
    const colon = name.indexOf(':');
    this.nodeName = name;
    this.tagName = name;
    this.prefix = colon === -1 ? null : name.slice(0, colon);
    this.localName = colon === -1 ? name : name.slice(colon + 1);
    this.namespaceURI = namespaceURI;
    this.attributes = attributes;
    this.childNodes = childNodes;
    this.parent = parent;
  }

  /** This element with other attributes or fewer children; the original stays as it is. */
  copy(attributes: XmlAttribute[], childNodes: XmlNode[]): XmlElement {
    return new XmlElement(this.tagName, this.namespaceURI, attributes, this.parent, childNodes);
  }

  appendChild(child: XmlNode): void {
    this.childNodes.push(child);
  }

  /** The canonicalisation library takes for a node what has this function; it never calls it. */
  removeChild(): never {
    throw new TypeError('a parsed message does not change');
  }
}
