import { DOMParser } from '@xmldom/xmldom';
import { must, refuse } from '../refusal.ts';
import { checkCharacters } from './characters.ts';
import { scan } from './scan.ts';

const options = {
  // Every complaint of the parser ends the reading; by default it repairs what it can.
  errorHandler: { warning: complain, error: complain, fatalError: complain },
  // XML 1.0 (2.11). The parser's own rule is that of XML 1.1, which also rewrites U+0085 and U+2028 in people's names.
  normalizeLineEndings: (text: string) => text.replaceAll(/\r\n?/g, '\n'),
};
const parser = new DOMParser(options);

/** The one parsing of a message: text that was found plain, then a tree. Returns the root element. */
export function parseXml(xml: string): Element {
  checkCharacters(xml);
  const root = parse(scan(xml)).documentElement;
  must(root !== null, 'saml_xml_malformed', 'no root');
  return root;
}

function parse(plain: string): Document {
  try {
    return parser.parseFromString(plain, 'text/xml');
  } catch {
    refuse('saml_xml_malformed', 'parser');
  }
}

function complain(message: string): never {
  throw new Error(message);
}
