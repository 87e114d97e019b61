import { describeAttacks } from '../../support/saml/attack.ts';
import { authnStatementOf, conditionsOf, sp } from '../../support/saml/response.ts';
import {
  assertionAttributes,
  attributeStatement,
  audience,
  responseAttributes,
  said,
  statusCode,
  statusOf,
} from '../../support/saml/said.ts';

const twin = said();

describeAttacks('saml.conditions', [
  {
    name: 'a condition that nobody knows',
    code: 'saml_condition_unsupported',
    attack: said({ conditions: conditionsOf(`${audience(sp)}<saml:Condition/>`) }),
    twin,
  },
  {
    name: 'a ban on vouching further',
    code: 'saml_condition_unsupported',
    because: 'ProxyRestriction',
    attack: said({ conditions: conditionsOf(`${audience(sp)}<saml:ProxyRestriction Count="0"/>`) }),
    twin: said({ conditions: conditionsOf(`${audience(sp)}<saml:OneTimeUse/>`) }),
  },
]);

describeAttacks('saml.status', [
  {
    name: 'a failed status around a good assertion',
    code: 'saml_provider_refused',
    because: 'Responder',
    attack: said({ status: statusOf(statusCode('Responder')) }),
    twin,
  },
  {
    name: 'a failed status with its reason',
    code: 'saml_provider_refused',
    because: 'Responder/AuthnFailed',
    attack: said({ status: statusOf(statusCode('Responder', statusCode('AuthnFailed'))) }),
    twin,
  },
  {
    name: 'a status with text of its own',
    code: 'saml_provider_refused',
    because: 'other',
    attack: said({ status: statusOf('<samlp:StatusCode Value="urn:evil"/>') }),
    twin,
  },
  { name: 'no status', code: 'saml_element_missing', because: 'Response/Status', attack: said({ status: '' }), twin },
  {
    name: 'a refusal below a success',
    code: 'saml_element_unexpected',
    because: 'StatusCode',
    attack: said({ status: statusOf(statusCode('Success', statusCode('RequestDenied'))) }),
    twin: said({ status: statusOf(`${statusCode('Success')}<samlp:StatusMessage>ok</samlp:StatusMessage>`) }),
  },
  {
    name: 'a success that merely begins like one',
    code: 'saml_provider_refused',
    attack: said({ status: statusOf(statusCode('Success2')) }),
    twin,
  },
]);

describeAttacks('saml.version', [
  {
    name: 'a Response of SAML 1.1',
    code: 'saml_version_unsupported',
    because: 'Response',
    attack: said(responseAttributes('2.0', '1.1')),
    twin,
  },
  {
    name: 'an assertion of SAML 1.1',
    code: 'saml_version_unsupported',
    because: 'Assertion',
    attack: said(assertionAttributes('2.0', '1.1')),
    twin,
  },
  { name: 'an assertion without version', code: 'saml_value_invalid', attack: said(assertionAttributes('Version="2.0" ', '')), twin },
]);

describeAttacks('saml.statements', [
  {
    name: 'no word about how the person signed in',
    code: 'saml_element_missing',
    because: 'Assertion/AuthnStatement',
    attack: said({ statements: '' }),
    twin,
  },
  {
    name: 'two words about how the person signed in',
    code: 'saml_element_unexpected',
    because: 'second AuthnStatement',
    attack: said({ statements: authnStatementOf('').repeat(2) }),
    twin,
  },
  {
    name: 'a sign-in without context',
    code: 'saml_element_missing',
    attack: said({ statements: authnStatementOf('').replace(/<saml:AuthnContext>.*<\/saml:AuthnContext>/, '') }),
    twin,
  },
  {
    name: 'an attribute without name',
    code: 'saml_value_invalid',
    because: 'Attribute/@Name',
    attack: said(attributeStatement('<saml:Attribute/>')),
    twin,
  },
  {
    name: 'an element that is no attribute value',
    code: 'saml_element_unexpected',
    because: 'Attribute',
    attack: said(attributeStatement('<saml:Attribute Name="email"><saml:NameID>x</saml:NameID></saml:Attribute>')),
    twin,
  },
]);
