import { must, refuse } from '../refusal.ts';

// What XML 1.0 does not allow (2.2 Char). Lone surrogates cannot come out of valid UTF-8.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const reference = /&(?:(?:amp|lt|gt|quot|apos)|#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7}));/y;

/** Each reference costs a look here and another in the parser, so that there may be few of them beside the text. */
const bytesPerReference = 20;
const freeReferences = 128;

/** Has this text only characters that may stand in an XML document? */
export function isXmlText(text: string): boolean {
  return !forbidden.test(text);
}

/** May this code point stand in an XML 1.0 document? */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  return code !== 0xfffe && code !== 0xffff && code <= 0x10ffff;
}

/** Only XML characters, written plainly or by reference; of named entities only the five that XML itself defines. */
export function checkCharacters(xml: string): void {
  must(isXmlText(xml), 'saml_xml_character', 'control character');
  let left = freeReferences + xml.length / bytesPerReference;
  for (let at = xml.indexOf('&'); at !== -1; at = xml.indexOf('&', at + 1)) {
    must(--left >= 0, 'saml_xml_too_complex', 'references');
    reference.lastIndex = at;
    const match = reference.exec(xml);
    if (match === null) refuse('saml_xml_entity', 'reference');
    const [, hexadecimal, decimal] = match;
    const code = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : decimal !== undefined ? Number.parseInt(decimal, 10) : 0x20;
    must(isXmlCharacter(code), 'saml_xml_character', 'character reference');
  }
}
