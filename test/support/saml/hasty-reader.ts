import { DOMParser } from '@xmldom/xmldom';
import type { Identity } from './generate/honest.ts';

const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
/** That of XML 1.0; the parser's own is that of XML 1.1. */
const normalizeLineEndings = (text: string) => text.replaceAll(/\r\n?/g, '\n');
const options = { errorHandler: { warning() {}, error() {}, fatalError() {} }, normalizeLineEndings };

/**
 * Reads a Response in the way of somebody in a hurry: the first of whatever is asked for, wherever it stands, signed or
 * not, and of a value the first piece of text. It stands for the faults that readers of SAML have had. Told to read
 * `whole` values, it says what a message that holds everything once says plainly. Null where there is nothing to read.
 */
export function readHastily(xml: string, whole = false): Identity | null {
  try {
    const document = new DOMParser(options).parseFromString(xml, 'text/xml');
    const all = (name: string) => Array.from(document.getElementsByTagNameNS(saml, name));
    const [nameId, authn] = [all('NameID')[0], all('AuthnStatement')[0]];
    const textIn = (node: Node | undefined) => (whole ? node?.textContent : node?.firstChild?.nodeValue) ?? '';
    const valuesIn = (attribute: Node) =>
      Array.from(attribute.childNodes)
        .filter((node) => node.nodeType === 1)
        .map(textIn);
    const attributes = new Map<string, readonly string[]>();
    for (const attribute of all('Attribute')) {
      const name = attribute.getAttribute('Name') ?? '';
      attributes.set(name, [...(attributes.get(name) ?? []), ...valuesIn(attribute)]);
    }
    return {
      issuer: textIn(all('Issuer')[0]),
      nameId: textIn(nameId),
      format: nameId?.getAttributeNode('Format')?.value ?? null,
      sessionIndex: authn?.getAttributeNode('SessionIndex')?.value ?? null,
      inResponseTo: document.documentElement.getAttribute('InResponseTo') ?? '',
      attributes,
    };
  } catch {
    return null;
  }
}
