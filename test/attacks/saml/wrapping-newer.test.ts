import { describeAttacks, honest, twin } from '../../support/saml/attack.ts';
import { assertionIn, pieces, responseXml, signatureIn, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';
import { evilAssertion, inside, withoutSignature } from '../../support/saml/wrap.ts';

const honestResponse = () => signResponse(responseXml());
const responseTwin = () => ({ xml: honestResponse() });

describeAttacks('saml.xsw-newer', [
  {
    name: 'two signed assertions, one of them made for another application, in front',
    code: 'saml_assertion_count',
    attack: () => {
      const stolen = assertionIn(
        signAssertion(
          responseXml({
            assertionAttributes: pieces.assertionAttributes.replace('_assertion1', '_stolen1'),
            nameId: pieces.nameId.replace('alice', 'victim'),
          }),
        ),
      );
      return { xml: swap(honest(), '<saml:Assertion', `${stolen}<saml:Assertion`) };
    },
    twin,
  },
  {
    name: 'the signed assertion parked in a StatusDetail',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      const detail = `<samlp:StatusDetail>${assertionIn(signed)}</samlp:StatusDetail></samlp:Status>`;
      return { xml: swap(swap(signed, assertionIn(signed), evilAssertion()), '</samlp:Status>', detail) };
    },
    twin,
  },
  {
    name: 'the signed assertion parked in an attribute value',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      return { xml: swap(signed, assertionIn(signed), swap(evilAssertion(), 'alice@customer.example', assertionIn(signed))) };
    },
    twin,
  },
  {
    name: 'the signed assertion parked in KeyInfo',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      const keyInfo = `<ds:KeyInfo>${withoutSignature(assertionIn(signed))}</ds:KeyInfo>`;
      const forged = swap(
        evilAssertion(),
        pieces.assertionIssuer,
        `${pieces.assertionIssuer}${inside(signatureIn(signed), 'ds:Signature', keyInfo)}`,
      );
      return { xml: swap(signed, assertionIn(signed), forged) };
    },
    twin,
  },
  {
    name: 'the signed assertion parked as Advice',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      const forged = swap(evilAssertion(), '</saml:Conditions>', `</saml:Conditions><saml:Advice>${assertionIn(signed)}</saml:Advice>`);
      return { xml: swap(signed, assertionIn(signed), forged) };
    },
    twin,
  },
  {
    name: 'a forged assertion in a namespace of its own beside the signed one',
    code: 'saml_assertion_count',
    attack: () => ({ xml: swap(honest(), '</samlp:Response>', '<x:Assertion xmlns:x="urn:x" ID="_x"/></samlp:Response>') }),
    twin,
  },
  {
    name: 'an assertion renamed so that only its signature is left',
    code: 'saml_signature_misplaced',
    because: 'place',
    attack: () => ({ xml: honest().replaceAll('saml:Assertion', 'saml:Statement') }),
    twin,
  },
  {
    name: 'a forged assertion that borrows the id and the signature of the honest one',
    code: 'saml_signature_digest',
    attack: () => {
      const signed = honest();
      return { xml: swap(signed, '>alice</saml:NameID>', '>mallory</saml:NameID>') };
    },
    twin,
  },
  {
    name: 'the signature of the assertion moved up to the Response',
    code: 'saml_signature_reference',
    because: 'another element',
    attack: () => {
      const signed = honest();
      const signature = signatureIn(signed);
      return { xml: swap(swap(signed, signature, ''), pieces.responseIssuer, `${pieces.responseIssuer}${signature}`) };
    },
    twin,
  },
  {
    name: 'a forged assertion in a Response that is signed apart from it',
    code: 'saml_signature_digest',
    attack: () => {
      const signed = honestResponse();
      return { xml: swap(signed, assertionIn(signed), evilAssertion()) };
    },
    twin: responseTwin,
  },
  {
    name: 'an assertion with a bad signature in a Response with a good one',
    code: 'saml_signature_digest',
    because: 'Assertion',
    attack: () => ({ xml: signResponse(swap(honest(), '>alice</saml:NameID>', '>mallory</saml:NameID>')) }),
    twin: () => ({ xml: signResponse(honest()) }),
  },
  {
    name: 'a Response inside a Response',
    code: 'saml_signature_misplaced',
    attack: () => ({
      xml: `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_outer" Version="2.0">${honest()}</samlp:Response>`,
    }),
    twin,
  },
  {
    name: 'a signed assertion posted without its Response',
    code: 'saml_root_unexpected',
    attack: () => ({ xml: assertionIn(honest()) }),
    twin,
  },
]);
