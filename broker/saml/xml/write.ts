import { must } from '../refusal.ts';
import { isXmlText } from './characters.ts';

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
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notPlain = /[\u0000-\u001f&<>"\ufffe\uffff]/;

/**
 * Text content, escaped as canonical XML has it (Canonical XML 1.0, 2.3): white space survives the parser, and what is
 * written here is what canonicalisation would write. Text that XML cannot carry, not even escaped, is refused.
 */
export function text(value: string): Xml {
  return escaped(value, /[&<>\r]/g, textEscapes) as Xml;
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
    tag += ` ${key}="${escaped(value, /[&<"\t\n\r]/g, attributeEscapes)}"`;
  }
  return `${tag}>` as Xml;
}

/** No content. */
export const nothing = '' as Xml;

/** Pieces of XML side by side. */
export function joined(...pieces: readonly Xml[]): Xml {
  return pieces.join('') as Xml;
}

function escaped(value: string, special: RegExp, escapes: Readonly<Record<string, string>>): string {
  must(value.isWellFormed(), 'saml_xml_character', 'half of a surrogate pair');
  if (!notPlain.test(value)) return value;
  must(isXmlText(value), 'saml_xml_character', 'control character');
  return value.replaceAll(special, (character) => escapes[character] ?? character);
}

function canonicalOrder(a: string, b: string): number {
  const declaredA = a.startsWith('xmlns');
  if (declaredA !== b.startsWith('xmlns')) return declaredA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
