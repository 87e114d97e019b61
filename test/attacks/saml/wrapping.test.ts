import { describeAttacks, honest, twin } from '../../support/saml/attack.ts';
import { assertionIn, pieces, responseXml, signatureIn, swap } from '../../support/saml/response.ts';
import { signResponse } from '../../support/saml/sign.ts';
import { evilAssertion, evilResponse, inside, withoutSignature } from '../../support/saml/wrap.ts';

const honestResponse = () => signResponse(responseXml());
const responseTwin = () => ({ xml: honestResponse() });

describeAttacks('saml.xsw', [
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
]);
