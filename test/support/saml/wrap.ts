/** Pieces of signature-wrapping attacks. */
import { assertionXml, pieces, responseXml, signatureIn, swap } from './response.ts';

/** An unsigned assertion about somebody else. */
export function evilAssertion(): string {
  return assertionXml({
    assertionAttributes: pieces.assertionAttributes.replace('_assertion1', '_evil1'),
    nameId: pieces.nameId.replace('alice', 'mallory'),
  });
}

export function withoutSignature(xml: string): string {
  return swap(xml, signatureIn(xml), '');
}

/** Puts `content` before the end tag of the first element called `name`. */
export function inside(xml: string, name: string, content: string): string {
  return swap(xml, `</${name}>`, `${content}</${name}>`);
}

/** An evil Response that keeps the signature of an honest one. */
export function evilResponse(signature: string, assertion = evilAssertion()): string {
  return swap(
    responseXml({ responseAttributes: pieces.responseAttributes.replace('_response1', '_evil2') }, assertion),
    pieces.responseIssuer,
    `${pieces.responseIssuer}${signature}`,
  );
}
