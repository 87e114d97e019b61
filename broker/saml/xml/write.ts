declare const markup: unique symbol;
/** Text that is XML already. Only the functions here make it, so no value gets into a message unescaped. */
export type Xml = string & { readonly [markup]: true };

const textEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

// XML 1.0, 2.2 Char. With the flag `u` half of a surrogate pair is a character of its own, and not one of these.
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Can this text stand in an XML document? Control characters and halves of surrogate pairs cannot, not even escaped. */
export function isXmlText(text: string): boolean {
  return !notXml.test(text);
}

/**
 * Text content, escaped as canonical XML has it (Canonical XML 1.0, 2.3): white space survives the parser, and what is
 * written here is what canonicalisation would write. Throws for text that fails `isXmlText`.
 */
export function text(value: string): Xml {
  if (!isXmlText(value)) throw new TypeError('text with characters that XML does not have');
  return value.replaceAll(/[&<>\r]/g, (character) => attributeOrText(textEscapes, character)) as Xml;
}

/**
 * An element in canonical form: namespace declarations first, attributes in the order of their names, always an end tag.
 * Attributes that are null are left out. Names are ours and carry no prefix, apart from the declarations.
 */
export function element(name: string, attributes: Readonly<Record<string, string | null>>, ...content: readonly Xml[]): Xml {
  return `${openTag(name, attributes)}${content.join('')}</${name}>` as Xml;
}

/** The start tag of `element`. */
export function openTag(name: string, attributes: Readonly<Record<string, string | null>>): Xml {
  let tag = `<${name}`;
  const keys = Object.keys(attributes);
  for (const key of keys.length > 1 ? keys.sort(canonicalOrder) : keys) {
    const value = attributes[key];
    if (value === null || value === undefined) continue;
    if (!isXmlText(value)) throw new TypeError('attribute with characters that XML does not have');
    tag += ` ${key}="${value.replaceAll(/[&<"\t\n\r]/g, (character) => attributeOrText(attributeEscapes, character))}"`;
  }
  return `${tag}>` as Xml;
}

/** No content. */
export const nothing = '' as Xml;

/** Pieces of XML side by side. */
export function joined(...pieces: readonly Xml[]): Xml {
  return pieces.join('') as Xml;
}

function attributeOrText(escapes: Readonly<Record<string, string>>, character: string): string {
  return escapes[character] ?? character;
}

function canonicalOrder(a: string, b: string): number {
  const declaredA = a.startsWith('xmlns');
  if (declaredA !== b.startsWith('xmlns')) return declaredA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
