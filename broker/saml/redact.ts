import type { XmlElement } from './xml/node.ts';

/** What proves, opens or hides something; by local name, wherever it stands, so that no namespace trick shows one. */
const masked: ReadonlySet<string> = new Set([
  'SignatureValue',
  'DigestValue',
  'X509Certificate',
  'X509Data',
  'CipherValue',
  'Modulus',
  'Exponent',
  'KeyValue',
  'ECKeyValue',
  'PublicKey',
  'Artifact',
]);
const maxText = 300;
const maxLength = 48_000;

/**
 * A message as an administrator may see it: indented, without signature values, certificates and ciphertext, long values
 * cut. It is text to be read and never parsed again.
 */
export function redactXml(root: XmlElement): string {
  const lines: string[] = [];
  let length = 0;
  const add = (line: string): void => {
    length += line.length + 1;
    if (length <= maxLength) lines.push(line);
  };
  write(root, '', add);
  return length <= maxLength ? lines.join('\n') : `${lines.join('\n')}\n... (cut)`;
}

function write(element: XmlElement, indent: string, add: (line: string) => void): void {
  const { nodeName } = element;
  const attributes = element.attributes
    .map(({ name, value }) => ` ${name}="${escaped(shortened(value)).replaceAll('"', '&quot;')}"`)
    .join('');
  const children = element.childNodes.filter((child) => child.nodeType === 1);
  const text = element.childNodes.map((child) => (child.nodeType === 1 ? '' : child.data)).join('');
  if (masked.has(element.localName))
    add(`${indent}<${nodeName}>[masked${text.trim() === '' ? '' : `, ${text.trim().length} characters`}]</${nodeName}>`);
  else if (children.length === 0) add(`${indent}<${nodeName}${attributes}>${escaped(shortened(text))}</${nodeName}>`);
  else {
    add(`${indent}<${nodeName}${attributes}>`);
    if (text.trim() !== '') add(`${indent}  ${escaped(shortened(text.trim()))}`);
    for (const child of children) write(child, `${indent}  `, add);
    add(`${indent}</${nodeName}>`);
  }
}

function shortened(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText).toWellFormed()} ... (${text.length} characters)`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
