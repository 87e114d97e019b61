/** Wrapping, generated: whatever the provider has signed, parked in every place of a forged message that has room for it. */
import { type Attack, describeAttacks, honest, twin } from '../../support/saml/attack.ts';
import { assertionIn, pieces, type ResponsePieces, responseXml, signatureIn, swap } from '../../support/saml/response.ts';
import { statusCode, statusOf } from '../../support/saml/said.ts';
import { signResponse } from '../../support/saml/sign.ts';
import { evilAssertion, inside, withoutSignature } from '../../support/saml/wrap.ts';

const honestResponse = () => signResponse(responseXml());
const evilAttributes = { responseAttributes: pieces.responseAttributes.replace('_response1', '_evil2') };
/** A forged Response with one place of it changed. */
const forged = (from: string, to: string) => swap(responseXml(evilAttributes, evilAssertion()), from, to);

const places: readonly [place: string, park: (signed: string) => string][] = [
  ['Extensions', (signed) => forged('<samlp:Status>', `<samlp:Extensions>${signed}</samlp:Extensions><samlp:Status>`)],
  ['the Status', (signed) => forged('</samlp:Status>', `${signed}</samlp:Status>`)],
  ['a StatusMessage', (signed) => forged('</samlp:Status>', `<samlp:StatusMessage>${signed}</samlp:StatusMessage></samlp:Status>`)],
  ['the Issuer of the Response', (signed) => forged('</saml:Issuer><samlp:Status>', `${signed}</saml:Issuer><samlp:Status>`)],
  ['the Issuer of the assertion', (signed) => forged('</saml:Issuer><saml:Subject>', `${signed}</saml:Issuer><saml:Subject>`)],
  ['the Subject', (signed) => forged('</saml:Subject>', `${signed}</saml:Subject>`)],
  ['the SubjectConfirmation', (signed) => forged('</saml:SubjectConfirmation>', `${signed}</saml:SubjectConfirmation>`)],
  ['the Conditions', (signed) => forged('</saml:Conditions>', `${signed}</saml:Conditions>`)],
  [
    'the AuthnContext',
    (signed) => forged('</saml:AuthnContext>', `<saml:AuthnContextDecl>${signed}</saml:AuthnContextDecl></saml:AuthnContext>`),
  ],
  ['the end of the Response', (signed) => forged('</samlp:Response>', `${signed}</samlp:Response>`)],
];

describeAttacks('saml.xsw-newer', [
  ...places.map(
    ([place, park]): Attack => ({
      name: `the signed assertion parked in ${place}`,
      code: 'saml_assertion_count',
      because: 'several',
      attack: () => ({ xml: park(assertionIn(honest())) }),
      twin,
    }),
  ),
  ...places.map(
    ([place, park]): Attack => ({
      name: `the signed Response parked in ${place}`,
      code: 'saml_assertion_count',
      because: 'several',
      attack: () => ({ xml: park(honestResponse()) }),
      twin: () => ({ xml: honestResponse() }),
    }),
  ),
]);

// Not only assertions are signed: a refusal, or metadata, has a good signature and no assertion that would be counted.
const signedRefusal = () => signResponse(responseXml({ status: statusOf(statusCode('Responder')) }, ''));
/** A forged Response under the signature of that refusal. */
const borrowed = (signature: string, attributes: Partial<ResponsePieces> = evilAttributes) =>
  swap(responseXml(attributes, evilAssertion()), pieces.responseIssuer, `${pieces.responseIssuer}${signature}`);

describeAttacks('saml.xsw-newer', [
  {
    name: 'the signature of a signed refusal on a forged success of the same id',
    code: 'saml_signature_digest',
    because: 'Response',
    attack: () => ({ xml: borrowed(signatureIn(signedRefusal()), {}) }),
    twin,
  },
  {
    name: 'the signature of a signed refusal on a forged success',
    code: 'saml_signature_reference',
    because: 'another element',
    attack: () => ({ xml: borrowed(signatureIn(signedRefusal())) }),
    twin,
  },
  {
    name: 'a signed refusal in KeyInfo, its signature on a forged success',
    code: 'saml_signature_reference',
    because: 'another element',
    attack: () => {
      const signed = signedRefusal();
      const keyInfo = `<ds:KeyInfo>${withoutSignature(signed)}</ds:KeyInfo>`;
      return { xml: borrowed(inside(signatureIn(signed), 'ds:Signature', keyInfo)) };
    },
    twin,
  },
  {
    name: 'a signed refusal in KeyInfo, its signature on a forged success of the same id',
    code: 'saml_id_invalid',
    because: 'repeated',
    attack: () => {
      const signed = signedRefusal();
      const keyInfo = `<ds:KeyInfo>${withoutSignature(signed)}</ds:KeyInfo>`;
      return { xml: borrowed(inside(signatureIn(signed), 'ds:Signature', keyInfo), {}) };
    },
    twin,
  },
  {
    name: 'a signed refusal in an Object, its signature on a forged success',
    code: 'saml_signature_malformed',
    because: 'unknown part in Signature',
    attack: () => {
      const signed = signedRefusal();
      const object = `<ds:Object>${withoutSignature(signed)}</ds:Object>`;
      return { xml: borrowed(inside(signatureIn(signed), 'ds:Signature', object)) };
    },
    twin,
  },
  {
    name: 'a signed refusal in a StatusDetail, its signature on a forged success',
    code: 'saml_element_unexpected',
    because: 'Status',
    attack: () => {
      const signed = signedRefusal();
      const detail = `<samlp:StatusDetail>${withoutSignature(signed)}</samlp:StatusDetail></samlp:Status>`;
      const at = '</samlp:Status>';
      const forgery = borrowed(signatureIn(signed));
      return { xml: swap(forgery, at, detail) };
    },
    twin,
  },
]);
