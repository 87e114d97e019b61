import { describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { SignedXml } from 'xml-crypto';
import { deliver } from '../../support/saml/attack.ts';
import { pemOf, rsaKeys } from '../../support/saml/keys.ts';
import { pieces, responseXml } from '../../support/saml/response.ts';
import { signAssertion } from '../../support/saml/sign.ts';

const honest = signAssertion(responseXml());
const accepted = deliver({ xml: honest });
const scraps = [
  '<',
  '>',
  '/>',
  '"',
  "'",
  '&',
  '&amp;',
  '&#0;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x?>',
  '<x/>',
  '\u0000',
  '\r',
  ' ',
  '\n',
  'é',
  '\u{1f600}',
  'xmlns=""',
  'ID="_assertion1"',
  '</saml:Assertion>',
  pieces.nameId,
  '<saml:Assertion/>',
];

/** Cuts, doubles and plants scraps somewhere in a signed message. */
const mutation = fc
  .array(
    fc.record({
      at: fc.nat(honest.length),
      length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
      plant: fc.oneof(
        fc.constantFrom(...scraps),
        fc.nat(honest.length).map((from) => honest.slice(from, from + 200)),
        fc.string({ maxLength: 4 }),
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((edits) => edits.reduce((text, { at, length, plant }) => text.slice(0, at) + plant + text.slice(at + length), honest));

function xmlCryptoAccepts(xml: string): boolean {
  const quiet = { warning: () => {}, error: () => {}, fatalError: () => {} };
  try {
    const [signature] = Array.from(
      new DOMParser({ errorHandler: quiet })
        .parseFromString(xml, 'text/xml')
        .getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature'),
    );
    if (signature === undefined) return false;
    const signed = new SignedXml({ publicCert: pemOf(rsaKeys().publicKey), getCertFromKeyInfo: () => null });
    signed.loadSignature(signature);
    return signed.checkSignature(xml);
  } catch {
    return false;
  }
}

describe('broken messages', () => {
  test('are refused with a name, whatever they are, and never say something else', () => {
    fc.assert(
      fc.property(mutation, (xml) => {
        const answer = deliver({ xml });
        if (answer.ok) {
          expect(answer).toEqual(accepted);
          // Two implementations that share no code beyond the parser agree that the signature holds.
          expect(xmlCryptoAccepts(xml)).toBe(true);
        } else {
          expect(answer.because).not.toBe('');
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('are refused with a name when they are not even text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string(), (bytes, text) => {
        expect(deliver({ encoded: Buffer.from(bytes).toString('base64') })).toMatchObject({ ok: false });
        expect(deliver({ encoded: text })).toMatchObject({ ok: false });
      }),
      { numRuns: 500 },
    );
  });
});
