import { describe } from '@jest/globals';
import { type Attack, describeAttacks } from '../../support/saml/attack.ts';
import { assertionIn, assertionXml, pieces, responseXml, signatureIn, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

const honest = () => signAssertion(responseXml());
const honestResponse = () => signResponse(responseXml());
const twin = () => ({ xml: honest() });
const responseTwin = () => ({ xml: honestResponse() });

/** An unsigned assertion about somebody else. */
const evilAssertion = () =>
  assertionXml({
    assertionAttributes: pieces.assertionAttributes.replace('_assertion1', '_evil1'),
    nameId: pieces.nameId.replace('alice', 'mallory'),
  });
const withoutSignature = (xml: string) => swap(xml, signatureIn(xml), '');
/** Puts `content` before the end tag of the first element called `name`. */
const inside = (xml: string, name: string, content: string) => swap(xml, `</${name}>`, `${content}</${name}>`);
/** An evil Response that keeps the signature of an honest one; `original` goes where the layout wants it. */
const evilResponse = (signature: string, assertion = evilAssertion()) =>
  swap(
    responseXml({ responseAttributes: pieces.responseAttributes.replace('_response1', '_evil2') }, assertion),
    pieces.responseIssuer,
    `${pieces.responseIssuer}${signature}`,
  );

const attacks: readonly Attack[] = [
  {
    name: 'XSW1: the signed Response hidden in the signature of a forged one',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honestResponse();
      return { xml: evilResponse(inside(signatureIn(signed), 'ds:Signature', withoutSignature(signed))) };
    },
    twin: responseTwin,
  },
  {
    name: 'XSW2: the signed Response beside its detached signature',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honestResponse();
      return { xml: evilResponse(`${signatureIn(signed)}${withoutSignature(signed)}`) };
    },
    twin: responseTwin,
  },
  {
    name: 'XSW3: a forged assertion before the signed one',
    code: 'saml_assertion_count',
    attack: () => ({ xml: swap(honest(), '<saml:Assertion', `${evilAssertion()}<saml:Assertion`) }),
    twin,
  },
  {
    name: 'XSW4: the signed assertion inside a forged one',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      return { xml: swap(signed, assertionIn(signed), inside(evilAssertion(), 'saml:Assertion', assertionIn(signed))) };
    },
    twin,
  },
  {
    name: 'XSW5: a forged assertion with the signature of the honest one, which follows',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      const forged = swap(evilAssertion(), pieces.assertionIssuer, `${pieces.assertionIssuer}${signatureIn(signed)}`);
      return { xml: swap(signed, assertionIn(signed), `${forged}${withoutSignature(assertionIn(signed))}`) };
    },
    twin,
  },
  {
    name: 'XSW6: the honest assertion inside the signature of a forged one',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      const signature = inside(signatureIn(signed), 'ds:Signature', withoutSignature(assertionIn(signed)));
      const forged = swap(evilAssertion(), pieces.assertionIssuer, `${pieces.assertionIssuer}${signature}`);
      return { xml: swap(signed, assertionIn(signed), forged) };
    },
    twin,
  },
  {
    name: 'XSW7: a forged assertion in Extensions',
    code: 'saml_assertion_count',
    attack: () => ({ xml: swap(honest(), '<samlp:Status>', `<samlp:Extensions>${evilAssertion()}</samlp:Extensions><samlp:Status>`) }),
    twin,
  },
  {
    name: 'XSW8: the honest assertion in an Object of the signature',
    code: 'saml_assertion_count',
    attack: () => {
      const signed = honest();
      const object = `<ds:Object>${withoutSignature(assertionIn(signed))}</ds:Object>`;
      const forged = swap(
        evilAssertion(),
        pieces.assertionIssuer,
        `${pieces.assertionIssuer}${inside(signatureIn(signed), 'ds:Signature', object)}`,
      );
      return { xml: swap(signed, assertionIn(signed), forged) };
    },
    twin,
  },
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
    name: 'a success without assertion',
    code: 'saml_assertion_count',
    because: 'none',
    attack: () => ({ xml: responseXml({}, '') }),
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
  {
    name: 'Extensions, even empty ones',
    code: 'saml_element_missing',
    because: 'Response/Status',
    attack: () => ({ xml: swap(honest(), '<samlp:Status>', '<samlp:Extensions/><samlp:Status>') }),
    twin,
  },
  {
    name: 'something after the assertion',
    code: 'saml_element_unexpected',
    because: 'Response',
    attack: () => ({ xml: swap(honest(), '</samlp:Response>', '<x:More xmlns:x="urn:x"/></samlp:Response>') }),
    twin,
  },
  {
    name: 'text between the elements',
    code: 'saml_element_unexpected',
    because: 'text in Response',
    attack: () => ({ xml: swap(honest(), '</samlp:Response>', 'mallory</samlp:Response>') }),
    twin: () => ({ xml: swap(honest(), '</samlp:Response>', '\n  </samlp:Response>') }),
  },
  {
    name: 'signed Advice',
    code: 'saml_element_unexpected',
    because: 'Assertion',
    attack: () => ({ xml: signAssertion(responseXml({ statements: `<saml:Advice/>${pieces.statements}` })) }),
    twin,
  },
  {
    name: 'a statement about what the person may do',
    code: 'saml_element_unexpected',
    because: 'Assertion',
    attack: () => ({ xml: signAssertion(responseXml({ statements: `${pieces.statements}<saml:AuthzDecisionStatement/>` })) }),
    twin,
  },
  {
    name: 'an encrypted assertion',
    code: 'saml_encryption_unsupported',
    attack: () => ({ xml: responseXml({}, '<saml:EncryptedAssertion/>') }),
    twin,
  },
  {
    name: 'an encrypted name',
    code: 'saml_encryption_unsupported',
    attack: () => ({ xml: signAssertion(responseXml({ nameId: '<saml:EncryptedID/>' })) }),
    twin,
  },
];

describe('signature wrapping and foreign content', () => describeAttacks(attacks));
