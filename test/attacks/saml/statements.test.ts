import { describe, expect, test } from '@jest/globals';
import { soleValue } from '../../../broker/saml/assertion/attributes.ts';
import { type Attack, deliver, describeAttacks } from '../../support/saml/attack.ts';
import {
  acs,
  assertionXml,
  at,
  authnStatementOf,
  conditionsOf,
  confirmationOf,
  idp,
  now,
  pieces,
  type ResponsePieces,
  requestId,
  responseXml,
  sp,
} from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

/** Said and signed by the provider itself: here it is the content that must not pass. */
const said = (differences: Partial<ResponsePieces>) => () => ({ xml: signAssertion(responseXml(differences)) });
const saidByResponse = (differences: Partial<ResponsePieces>) => () => ({ xml: signResponse(responseXml(differences)) });
const twin = said({});
const audience = (...names: readonly string[]) =>
  `<saml:AudienceRestriction>${names.map((name) => `<saml:Audience>${name}</saml:Audience>`).join('')}</saml:AudienceRestriction>`;
const status = (codes: string) => `<samlp:Status>${codes}</samlp:Status>`;
const code = (name: string, content = '') =>
  `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}">${content}</samlp:StatusCode>`;
const responseAttributes = (from: string, to: string) => ({ responseAttributes: pieces.responseAttributes.replace(from, to) });
const assertionAttributes = (from: string, to: string) => ({ assertionAttributes: pieces.assertionAttributes.replace(from, to) });
const window = (from: number, to: number) => ({
  conditions: conditionsOf(audience(sp), `NotBefore="${at(from)}" NotOnOrAfter="${at(to)}"`),
});
const confirmedUntil = (to: number) => ({
  confirmation: confirmationOf(`Recipient="${acs}" InResponseTo="${requestId}" NotOnOrAfter="${at(to)}"`),
});
const issuer = (name: string, attributes = '') => `<saml:Issuer${attributes}>${name}</saml:Issuer>`;
const email = (...values: readonly string[]) =>
  `<saml:Attribute Name="email">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;
const statements = (attributes: string) => ({
  statements: `${authnStatementOf('')}<saml:AttributeStatement>${attributes}</saml:AttributeStatement>`,
});

const attacks: readonly Attack[] = [
  // Issuer
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
  // Audience
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
  // Where it was delivered
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
  // Which request it answers
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
  // Confirmation
  {
    name: 'a holder-of-key confirmation',
    code: 'saml_confirmation_invalid',
    because: 'method',
    attack: said({ confirmation: pieces.confirmation.replace('cm:bearer', 'cm:holder-of-key') }),
    twin,
  },
  {
    name: 'a sender-vouches confirmation',
    code: 'saml_confirmation_invalid',
    because: 'method',
    attack: said({ confirmation: pieces.confirmation.replace('cm:bearer', 'cm:sender-vouches') }),
    twin,
  },
  {
    name: 'a subject without confirmation',
    code: 'saml_element_missing',
    because: 'Subject/SubjectConfirmation',
    attack: said({ confirmation: '' }),
    twin,
  },
  {
    name: 'a confirmation without data',
    code: 'saml_element_missing',
    because: 'SubjectConfirmation/SubjectConfirmationData',
    attack: said({ confirmation: '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>' }),
    twin,
  },
  {
    name: 'two confirmations',
    code: 'saml_element_unexpected',
    because: 'Subject',
    attack: said({ confirmation: pieces.confirmation.repeat(2) }),
    twin,
  },
  {
    name: 'a name inside the confirmation',
    code: 'saml_element_missing',
    attack: said({
      confirmation: pieces.confirmation.replace(
        '<saml:SubjectConfirmationData',
        '<saml:NameID>bob</saml:NameID><saml:SubjectConfirmationData',
      ),
    }),
    twin,
  },
  {
    name: 'a confirmation that begins later',
    code: 'saml_confirmation_invalid',
    because: 'SubjectConfirmationData/@NotBefore',
    attack: said({ confirmation: pieces.confirmation.replace('Recipient', `NotBefore="${at(-60)}" Recipient`) }),
    twin,
  },
  // Subject
  { name: 'an assertion about nobody', code: 'saml_element_missing', because: 'Subject/NameID', attack: said({ nameId: '' }), twin },
  { name: 'an empty name', code: 'saml_value_invalid', because: 'NameID', attack: said({ nameId: '<saml:NameID> </saml:NameID>' }), twin },
  { name: 'two names', code: 'saml_element_missing', attack: said({ nameId: pieces.nameId.repeat(2) }), twin },
  {
    name: 'no subject',
    code: 'saml_element_missing',
    because: 'Assertion/Subject',
    attack: () => ({ xml: signAssertion(responseXml({}, assertionXml().replace(/<saml:Subject>.*<\/saml:Subject>/, ''))) }),
    twin,
  },
  // Times
  {
    name: 'a confirmation that has expired',
    code: 'saml_expired',
    because: 'SubjectConfirmationData/@NotOnOrAfter',
    attack: said(confirmedUntil(-60)),
    twin: said(confirmedUntil(-59)),
  },
  {
    name: 'a confirmation that never expires',
    code: 'saml_value_invalid',
    attack: said({ confirmation: pieces.confirmation.replace(/ NotOnOrAfter="[^"]*"/, '') }),
    twin,
  },
  {
    name: 'conditions that have expired',
    code: 'saml_expired',
    because: 'Conditions/@NotOnOrAfter',
    attack: said(window(-300, -60)),
    twin: said(window(-300, -59)),
  },
  {
    name: 'conditions of tomorrow',
    code: 'saml_not_yet_valid',
    because: 'Conditions/@NotBefore',
    attack: said(window(61, 300)),
    twin: said(window(60, 300)),
  },
  {
    name: 'an assertion without conditions',
    code: 'saml_element_missing',
    because: 'Assertion/Conditions',
    attack: said({ conditions: '' }),
    twin,
  },
  {
    name: 'conditions without beginning',
    code: 'saml_value_invalid',
    attack: said({ conditions: conditionsOf(audience(sp), `NotOnOrAfter="${at(300)}"`) }),
    twin,
  },
  {
    name: 'conditions without end',
    code: 'saml_value_invalid',
    attack: said({ conditions: conditionsOf(audience(sp), `NotBefore="${at(-60)}"`) }),
    twin,
  },
  {
    name: 'conditions that last for a year',
    code: 'saml_conditions_invalid',
    because: 'Conditions window too long',
    attack: said(window(-60, 31_536_000)),
    twin: said(window(-60, 28_800)),
  },
  {
    name: 'conditions that end before they begin',
    code: 'saml_conditions_invalid',
    because: 'Conditions window',
    attack: said(window(50, 40)),
    twin,
  },
  {
    name: 'an assertion of the future',
    code: 'saml_not_yet_valid',
    because: 'Assertion/@IssueInstant',
    attack: said(assertionAttributes(at(0), at(61))),
    twin: said(assertionAttributes(at(0), at(60))),
  },
  {
    name: 'a Response of the future',
    code: 'saml_not_yet_valid',
    because: 'Response/@IssueInstant',
    attack: said(responseAttributes(at(0), at(61))),
    twin: said(responseAttributes(at(0), at(60))),
  },
  {
    name: 'a sign-in of the future',
    code: 'saml_not_yet_valid',
    because: 'AuthnStatement/@AuthnInstant',
    attack: said({ statements: authnStatementOf('', at(61)) }),
    twin: said({ statements: authnStatementOf('', at(60)) }),
  },
  {
    name: 'a session that has ended',
    code: 'saml_session_ended',
    attack: said({ statements: authnStatementOf(`SessionNotOnOrAfter="${at(-60)}"`) }),
    twin: said({ statements: authnStatementOf(`SessionNotOnOrAfter="${at(600)}"`) }),
  },
  {
    name: 'a time without zone',
    code: 'saml_value_invalid',
    attack: said(assertionAttributes(at(0), at(0).replace('Z', ''))),
    twin: said(assertionAttributes(at(0), at(0).replace('Z', '.123456Z'))),
  },
  {
    name: 'a time in another zone',
    code: 'saml_value_invalid',
    attack: said(assertionAttributes(at(0), at(0).replace('Z', '+14:00'))),
    twin,
  },
  {
    name: 'the 30th of February',
    code: 'saml_value_invalid',
    attack: said(assertionAttributes(at(0), '2026-02-30T00:00:00Z')),
    twin: said(assertionAttributes(at(0), '2026-02-28T00:00:00Z')),
  },
  {
    name: 'a message kept for ten minutes',
    code: 'saml_expired',
    attack: () => ({ ...twin(), now: now + 600_000 }),
    twin: () => ({ ...twin(), now: now + 359_000 }),
  },
  // Conditions that bind us
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
  // Status
  {
    name: 'a failed status around a good assertion',
    code: 'saml_provider_refused',
    because: 'Responder',
    attack: said({ status: status(code('Responder')) }),
    twin,
  },
  {
    name: 'a failed status with its reason',
    code: 'saml_provider_refused',
    because: 'Responder/AuthnFailed',
    attack: said({ status: status(code('Responder', code('AuthnFailed'))) }),
    twin,
  },
  {
    name: 'a status with text of its own',
    code: 'saml_provider_refused',
    because: 'other',
    attack: said({ status: status('<samlp:StatusCode Value="urn:evil"/>') }),
    twin,
  },
  { name: 'no status', code: 'saml_element_missing', because: 'Response/Status', attack: said({ status: '' }), twin },
  {
    name: 'a refusal below a success',
    code: 'saml_element_unexpected',
    because: 'StatusCode',
    attack: said({ status: status(code('Success', code('RequestDenied'))) }),
    twin: said({ status: status(`${code('Success')}<samlp:StatusMessage>ok</samlp:StatusMessage>`) }),
  },
  {
    name: 'a success that merely begins like one',
    code: 'saml_provider_refused',
    attack: said({ status: status(code('Success2')) }),
    twin,
  },
  // Version
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
  // Statements
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
    attack: said(statements('<saml:Attribute/>')),
    twin,
  },
  {
    name: 'an element that is no attribute value',
    code: 'saml_element_unexpected',
    because: 'Attribute',
    attack: said(statements('<saml:Attribute Name="email"><saml:NameID>x</saml:NameID></saml:Attribute>')),
    twin,
  },
];

describe('what an assertion says', () => {
  describeAttacks(attacks);

  test('makes two e-mail addresses visible instead of choosing one', () => {
    for (const attributes of [
      email('alice@customer.example', 'ceo@customer.example'),
      email('alice@customer.example') + email('ceo@customer.example'),
    ]) {
      const answer = deliver(said(statements(attributes))());
      if (!answer.ok) throw new Error(answer.because);
      expect(answer.assertion.attributes.get('email')).toEqual(['alice@customer.example', 'ceo@customer.example']);
      expect(soleValue(answer.assertion.attributes, 'email')).toMatchObject({ ok: false, code: 'saml_attribute_repeated' });
    }
  });

  test('gives the caller what it needs to take an assertion once: its id, and how long to remember it', () => {
    const twice = [0, 1].map(() => deliver({ ...said(confirmedUntil(120))() }));
    expect(twice).toMatchObject(
      twice.map(() => ({ ok: true, assertion: { id: '_assertion1', inResponseTo: requestId, notOnOrAfter: now + 120_000 } })),
    );
    expect(deliver({ ...said(confirmedUntil(120))(), now: now + 180_000 })).toMatchObject({ code: 'saml_expired' });
  });
});
