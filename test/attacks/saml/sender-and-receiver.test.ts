import { describeAttacks } from '../../support/saml/attack.ts';
import { acs, conditionsOf, idp, pieces, requestId, responseXml, sp } from '../../support/saml/response.ts';
import { audience, issuer, responseAttributes, said, saidByResponse } from '../../support/saml/said.ts';
import { signResponse } from '../../support/saml/sign.ts';

const twin = said();

describeAttacks('saml.issuer', [
  {
    name: 'an assertion of another provider',
    code: 'saml_issuer_mismatch',
    because: 'Assertion/Issuer',
    attack: said({ assertionIssuer: issuer('https://other.example') }),
    twin,
  },
  {
    name: 'a Response of another provider',
    code: 'saml_issuer_mismatch',
    because: 'Response/Issuer',
    attack: said({ responseIssuer: issuer('https://other.example') }),
    twin,
  },
  {
    name: 'an assertion without issuer',
    code: 'saml_element_missing',
    because: 'Assertion/Issuer',
    attack: () => ({ xml: signResponse(responseXml({ assertionIssuer: '' })) }),
    twin,
  },
  {
    name: 'a signed Response without issuer',
    code: 'saml_issuer_mismatch',
    because: 'Response without Issuer',
    attack: () => ({ xml: signResponse(responseXml({ responseIssuer: '' }), { first: true }) }),
    twin: saidByResponse({}),
  },
  {
    name: 'an issuer that differs in white space',
    code: 'saml_issuer_mismatch',
    attack: said({ assertionIssuer: issuer(` ${idp} `) }),
    twin,
  },
  {
    name: 'an issuer that differs in case',
    code: 'saml_issuer_mismatch',
    attack: said({ assertionIssuer: issuer(idp.toUpperCase()) }),
    twin,
  },
  {
    name: 'an issuer of another format',
    code: 'saml_issuer_mismatch',
    because: 'Issuer/@Format',
    attack: said({ assertionIssuer: issuer(idp, ' Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"') }),
    twin: said({ assertionIssuer: issuer(idp, ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"') }),
  },
]);

describeAttacks('saml.audience', [
  {
    name: 'an assertion for another application',
    code: 'saml_audience_mismatch',
    attack: said({ conditions: conditionsOf(audience('https://other.example')) }),
    twin,
  },
  {
    name: 'an assertion for nobody in particular',
    code: 'saml_audience_mismatch',
    because: 'no AudienceRestriction',
    attack: said({ conditions: conditionsOf('') }),
    twin,
  },
  {
    name: 'two audience restrictions, one of them without us',
    code: 'saml_audience_mismatch',
    attack: said({ conditions: conditionsOf(audience(sp) + audience('https://other.example')) }),
    twin: said({ conditions: conditionsOf(audience(sp) + audience('https://other.example', sp)) }),
  },
  { name: 'an empty audience restriction', code: 'saml_audience_mismatch', attack: said({ conditions: conditionsOf(audience()) }), twin },
  {
    name: 'an audience that merely begins like ours',
    code: 'saml_audience_mismatch',
    attack: said({ conditions: conditionsOf(audience(`${sp}.evil.example`)) }),
    twin,
  },
]);

describeAttacks('saml.delivery', [
  {
    name: 'an assertion for another address',
    code: 'saml_recipient_mismatch',
    attack: said({ confirmation: pieces.confirmation.replace(acs, 'https://other.example/acs') }),
    twin,
  },
  {
    name: 'an assertion without recipient',
    code: 'saml_value_invalid',
    because: 'SubjectConfirmationData/@Recipient',
    attack: said({ confirmation: pieces.confirmation.replace(`Recipient="${acs}"`, '') }),
    twin,
  },
  {
    name: 'a Response for another address',
    code: 'saml_destination_mismatch',
    attack: said(responseAttributes(acs, 'https://other.example/acs')),
    twin,
  },
  {
    name: 'a Response for an address that begins like ours',
    code: 'saml_destination_mismatch',
    attack: said(responseAttributes(acs, `${acs}/../evil`)),
    twin,
  },
  {
    name: 'a signed Response without destination',
    code: 'saml_destination_mismatch',
    because: 'Response without Destination',
    attack: saidByResponse(responseAttributes(`Destination="${acs}"`, '')),
    twin: said(responseAttributes(`Destination="${acs}"`, '')),
  },
]);

describeAttacks('saml.in-response-to', [
  {
    name: 'an answer to the request of somebody else',
    code: 'saml_request_mismatch',
    because: 'SubjectConfirmationData/@InResponseTo',
    attack: said({ confirmation: pieces.confirmation.replace(requestId, '_request2') }),
    twin,
  },
  {
    name: 'an unsolicited assertion in a Response dressed up as an answer',
    code: 'saml_request_mismatch',
    because: 'SubjectConfirmationData/@InResponseTo',
    attack: said({ confirmation: pieces.confirmation.replace(`InResponseTo="${requestId}"`, '') }),
    twin,
  },
  {
    name: 'a Response to the request of somebody else',
    code: 'saml_request_mismatch',
    because: 'Response/@InResponseTo',
    attack: said(responseAttributes(requestId, '_request2')),
    twin,
  },
  {
    name: 'an unsolicited Response',
    code: 'saml_request_mismatch',
    because: 'Response/@InResponseTo',
    attack: said(responseAttributes(`InResponseTo="${requestId}"`, '')),
    twin,
  },
  {
    name: 'a Response to one open request with an assertion for another',
    code: 'saml_request_mismatch',
    because: 'two requests',
    attack: () => ({ ...said(responseAttributes(requestId, '_request2'))(), expect: { inResponseTo: [requestId, '_request2'] } }),
    twin: () => ({ ...twin(), expect: { inResponseTo: ['_request2', requestId] } }),
  },
  {
    name: 'any answer when nothing was asked',
    code: 'saml_request_mismatch',
    attack: () => ({ ...twin(), expect: { inResponseTo: [] } }),
    twin,
  },
]);
