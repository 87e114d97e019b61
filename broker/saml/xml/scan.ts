import { must, refuse } from '../refusal.ts';
import { createNamespaceScope, type NamespaceScope } from './namespace-scope.ts';

/** Bounds on a document. The two ratios keep the parser's work in proportion to the size of what was sent. */
const limits = {
  elements: 6_000,
  depth: 32,
  attributesOfOneElement: 32,
  // Different element names; the parser searches the whole text once for each.
  names: 64,
  bytesPerElement: 40,
  bytesPerAttribute: 20,
  // What a short message may have regardless of the ratios.
  freeElements: 64,
  freeAttributes: 128,
} as const;

/** How many elements a document may have, in all and for its size. */
export interface ElementLimits {
  readonly elements: number;
  readonly bytesPerElement: number;
}

const name = '(?:[A-Za-z_][\\w.-]*:)?[A-Za-z_][\\w.-]*';
const space = '[ \\t\\r\\n]';
const declaration = new RegExp(
  `^<\\?xml${space}+version${space}*=${space}*(?:"1\\.0"|'1\\.0')(?:${space}+encoding${space}*=${space}*(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?(?:${space}+standalone${space}*=${space}*(?:"yes"|"no"|'yes'|'no'))?${space}*\\?>`,
);
// Most tags have no attributes: one look is enough for them.
const bareTag = new RegExp(`<(${name})(/?)>`, 'y');
const startTag = new RegExp(`<(${name})`, 'y');
const attribute = new RegExp(`${space}+(${name})${space}*=${space}*(?:"([^<"]*)"|'([^<']*)')`, 'y');
const tagEnd = new RegExp(`${space}*(/?)>`, 'y');
const endTag = new RegExp(`</(${name})${space}*>`, 'y');
const blank = /^[ \t\r\n]*$/;

/**
 * Reads a document once from front to back, in linear time, before any parser sees it. What passes is a small, plain part
 * of XML that no two parsers read differently: one root, elements, attributes and text; names of ASCII letters; no
 * document type, comments, CDATA or instructions; tags that match; prefixes that are declared. Comments and CDATA are
 * refused wherever they stand, since no provider sends them and signatures do not cover comments.
 * Returns the text of the root element, without the XML declaration. `most`: of documents that are no messages.
 */
export function scan(xml: string, most: ElementLimits = limits): string {
  const start = declaration.exec(xml)?.[0].length ?? 0;
  must(!xml.includes(']]>'), 'saml_xml_cdata', 'end of a CDATA section');
  const scope = createNamespaceScope();
  const open: { readonly name: string; readonly mark: number }[] = [];
  const names = new Set<string>();
  let elements = 0;
  let attributes = 0;
  let at = start;

  for (;;) {
    const tag = xml.indexOf('<', at);
    if (open.length === 0) must(blank.test(xml.slice(at, tag === -1 ? undefined : tag)), 'saml_xml_malformed', 'text outside the root');
    if (tag === -1) break;
    if (xml.charCodeAt(tag + 1) === 0x2f) {
      at = readEndTag(tag);
      continue;
    }
    refuseMarkup(xml, tag);
    must(open.length > 0 || elements === 0, 'saml_xml_malformed', 'second root');
    at = readStartTag(tag);
  }
  must(open.length === 0 && elements > 0, 'saml_xml_malformed', 'element not closed');
  return start === 0 ? xml : xml.slice(start);

  function readEndTag(tag: number): number {
    const last = open.pop();
    endTag.lastIndex = tag;
    must(last !== undefined && endTag.exec(xml)?.[1] === last.name, 'saml_xml_malformed', 'end tag');
    scope.leave(last.mark);
    return endTag.lastIndex;
  }

  function readStartTag(tag: number): number {
    bareTag.lastIndex = tag;
    const bare = bareTag.exec(xml);
    if (bare !== null) {
      countElement(bare[1] ?? '');
      enter(bare[1] ?? '', bare[2] === '/', scope.mark());
      return bareTag.lastIndex;
    }
    startTag.lastIndex = tag;
    const element = startTag.exec(xml)?.[1];
    if (element === undefined) refuse('saml_xml_malformed', 'tag');
    countElement(element);
    const mark = scope.mark();
    const found = readAttributes(xml, startTag.lastIndex, scope);
    attributes += found.names.length;
    must(attributes <= limits.freeAttributes + xml.length / limits.bytesPerAttribute, 'saml_xml_too_complex', 'attributes');
    for (const each of found.names) checkPrefix(each, scope);

    tagEnd.lastIndex = found.end;
    const closes = tagEnd.exec(xml)?.[1];
    if (closes === undefined) refuse('saml_xml_malformed', 'tag');
    enter(element, closes === '/', mark);
    return tagEnd.lastIndex;
  }

  function countElement(element: string): void {
    must(
      ++elements <= Math.min(most.elements, limits.freeElements + xml.length / most.bytesPerElement),
      'saml_xml_too_complex',
      'elements',
    );
    must(names.add(element).size <= limits.names, 'saml_xml_too_complex', 'element names');
  }

  /** Its own declarations are in force by now; `mark` is from before them. */
  function enter(element: string, isEmpty: boolean, mark: number): void {
    checkPrefix(element, scope);
    if (isEmpty) {
      scope.leave(mark);
      return;
    }
    open.push({ name: element, mark });
    must(open.length <= limits.depth, 'saml_xml_too_complex', 'depth');
  }
}

/** Declares the namespaces among the attributes; returns the names of the others, and where the list ends. */
function readAttributes(xml: string, from: number, scope: NamespaceScope): { readonly names: readonly string[]; readonly end: number } {
  const names: string[] = [];
  let end = from;
  let count = 0;
  for (;;) {
    attribute.lastIndex = end;
    const match = attribute.exec(xml);
    if (match === null) return { names, end };
    must(++count <= limits.attributesOfOneElement, 'saml_xml_too_complex', 'attributes of one element');
    end = attribute.lastIndex;
    const [, key = '', double, single] = match;
    if (key === 'xmlns') scope.declare('', double ?? single ?? '');
    else if (key.startsWith('xmlns:')) scope.declare(key.slice(6), double ?? single ?? '');
    // Canonicalisation libraries take every name that begins like this for a declaration and leave it out.
    else if (key.startsWith('xmlns')) refuse('saml_xml_namespace', 'reserved name');
    else names.push(key);
  }
}

function checkPrefix(qualified: string, scope: NamespaceScope): void {
  const colon = qualified.indexOf(':');
  if (colon !== -1) must(scope.isDeclared(qualified.slice(0, colon)), 'saml_xml_namespace', 'prefix not declared');
}

function refuseMarkup(xml: string, tag: number): void {
  if (xml.startsWith('<?', tag)) refuse('saml_xml_instruction', 'processing instruction');
  if (!xml.startsWith('<!', tag)) return;
  if (xml.startsWith('<!--', tag)) refuse('saml_xml_comment', 'comment');
  if (xml.startsWith('<![', tag)) refuse('saml_xml_cdata', 'CDATA section');
  refuse('saml_xml_doctype', 'document type');
}
