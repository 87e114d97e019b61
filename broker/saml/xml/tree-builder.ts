import { type XmlAttribute, XmlElement } from './node.ts';

/** Attributes as the parser hands them over. */
interface ParsedAttributes {
  readonly length: number;
  getQName(index: number): string;
  getURI(index: number): unknown;
  getValue(index: number): string;
}

/**
 * Receives the parser's events and builds our own light tree: the parser's DOM costs twice as much and can do a hundred
 * things that nobody needs here. Whatever is neither element nor text is a fault; the scan lets none through.
 */
export class TreeBuilder {
  root: XmlElement | null = null;
  #current: XmlElement | null = null;

  startDocument(): void {}
  endDocument(): void {}
  startPrefixMapping(): void {}
  endPrefixMapping(): void {}

  startElement(uri: unknown, _localName: string, name: string, parsed: ParsedAttributes): void {
    const attributes: XmlAttribute[] = [];
    for (let index = 0; index < parsed.length; index += 1) {
      attributes.push(attributeOf(parsed.getQName(index), parsed.getURI(index), parsed.getValue(index)));
    }
    const element = new XmlElement(name, namespaceOf(uri, name.includes(':')), attributes, this.#current);
    if (this.#current !== null) this.#current.appendChild(element);
    else if (this.root === null) this.root = element;
    else throw new TypeError('second root');
    this.#current = element;
  }

  endElement(): void {
    this.#current = this.#current?.parent ?? null;
  }

  /** `length` is that of the raw text, of which references may have been replaced by something shorter. */
  characters(text: string, start: number, length: number): void {
    const data = text.slice(start, start + length);
    if (data !== '') this.#current?.appendChild({ nodeType: 3, data });
  }

  comment = unexpected;
  processingInstruction = unexpected;
  startCDATA = unexpected;
  startDTD = unexpected;
}

function attributeOf(name: string, uri: unknown, value: string): XmlAttribute {
  const colon = name.indexOf(':');
  if (colon === -1) return { name, prefix: null, localName: name, namespaceURI: null, value };
  return { name, prefix: name.slice(0, colon), localName: name.slice(colon + 1), namespaceURI: namespaceOf(uri, true), value };
}

/** The parser looks prefixes up in a plain object, so that `__proto__:x` would get an object as its namespace. */
function namespaceOf(uri: unknown, isPrefixed: boolean): string | null {
  if (typeof uri === 'string') return uri;
  if (isPrefixed || uri !== undefined) throw new TypeError('prefix without a namespace');
  return null;
}

function unexpected(): never {
  throw new TypeError('neither element nor text');
}
