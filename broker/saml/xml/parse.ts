import { DOMParser } from '@xmldom/xmldom';
import { refuse } from '../refusal.ts';
import { checkCharacters } from './characters.ts';
import type { XmlElement } from './node.ts';
import { type ElementLimits, scan } from './scan.ts';
import { TreeBuilder } from './tree-builder.ts';

// Every complaint of the parser ends the reading; by default it repairs what it can.
const errorHandler = { warning: complain, error: complain, fatalError: complain };

/**
 * The one parsing of a message: text that was found plain, then a tree. Returns the root element. A document that no stranger
 * can send may have more elements than a message.
 */
export function parseXml(xml: string, most?: ElementLimits): XmlElement {
  checkCharacters(xml);
  const plain = scan(xml, most);
  const domBuilder = new TreeBuilder();
  const options = { errorHandler, domBuilder, normalizeLineEndings };
  try {
    new DOMParser(options).parseFromString(plain, 'text/xml');
  } catch {
    refuse('saml_xml_malformed', 'parser');
  }
  return domBuilder.root ?? refuse('saml_xml_malformed', 'no root');
}

/** XML 1.0 (2.11). The parser's own rule is that of XML 1.1, which also rewrites U+0085 and U+2028 in people's names. */
function normalizeLineEndings(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

function complain(message: string): never {
  throw new Error(message);
}
