import { describeAttacks, honest, twin } from '../../support/saml/attack.ts';
import { pieces, responseXml, swap } from '../../support/saml/response.ts';
import { signAssertion } from '../../support/saml/sign.ts';

describeAttacks('saml.foreign-content', [
  {
    name: 'a success without assertion',
    code: 'saml_assertion_count',
    because: 'none',
    attack: () => ({ xml: responseXml({}, '') }),
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
]);

describeAttacks('saml.encrypted', [
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
]);
