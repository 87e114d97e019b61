/**
 * A tree of markup in which everything is kept as it was written, so that one thing can be changed and the rest stays to
 * the byte. It is for making messages, never for judging them.
 */
export interface MarkupElement {
  readonly kind: 'element';
  name: string;
  attributes: MarkupAttribute[];
  children: MarkupNode[];
}

export interface MarkupAttribute {
  name: string;
  /** As it stands between the quotes. */
  value: string;
  readonly quote: '"' | "'";
  /** White space in front of it. */
  readonly space: string;
}

/** Text, comments and whatever else is not an element. */
export interface MarkupText {
  readonly kind: 'text';
  markup: string;
}

export type MarkupNode = MarkupElement | MarkupText;

/** An element, the element that it stands in, and where. */
export interface Place {
  readonly element: MarkupElement;
  readonly parent: MarkupElement;
  readonly index: number;
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/=]+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+/gy;
const attribute = /(\s+)([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The tree of a document, below an element without a name; null for text that is not well-formed enough for that. */
export function readMarkup(text: string): MarkupElement | null {
  const top: MarkupElement = { kind: 'element', name: '', attributes: [], children: [] };
  const open = [top];
  let at = 0;
  for (const match of text.matchAll(token)) {
    at = match.index + match[0].length;
    const [markup, closing, name, attributes, empty] = match;
    const parent = open.at(-1) as MarkupElement;
    if (name === undefined) parent.children.push({ kind: 'text', markup });
    else if (closing === '/') {
      if (open.length === 1 || open.pop()?.name !== name) return null;
    } else {
      const element: MarkupElement = { kind: 'element', name, attributes: readAttributes(attributes ?? ''), children: [] };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  return at === text.length && open.length === 1 ? top : null;
}

function readAttributes(text: string): MarkupAttribute[] {
  return Array.from(text.matchAll(attribute), ([, space = ' ', name = '', double, single]) => ({
    name,
    value: double ?? single ?? '',
    quote: double === undefined ? "'" : '"',
    space,
  }));
}

/** The text of a tree that `readMarkup` made. Elements without content are written as empty tags. */
export function writeMarkup(node: MarkupNode): string {
  if (node.kind === 'text') return node.markup;
  const content = node.children.map(writeMarkup).join('');
  if (node.name === '') return content;
  const attributes = node.attributes.map(({ space, name, value, quote }) => `${space}${name}=${quote}${value}${quote}`).join('');
  return content === '' ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${content}</${node.name}>`;
}

/** All elements of a tree, in the order of the document. */
export function placesIn(root: MarkupElement): Place[] {
  return root.children.flatMap((element, index) =>
    element.kind === 'element' ? [{ element, parent: root, index }, ...placesIn(element)] : [],
  );
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute written in the plain way. */
export function anAttribute(name: string, value: string): MarkupAttribute {
  return { name, value, quote: '"', space: ' ' };
}

/** Text as it has to be written inside an attribute or an element. */
export function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}
