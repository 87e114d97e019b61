import { describe, expect } from '@jest/globals';
import { soleValue } from '../../../broker/saml/assertion/attributes.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { deliver, describeAttacks } from '../../support/saml/attack.ts';
import { assertionXml, at, authnStatementOf, conditionsOf, now, pieces, requestId, responseXml, sp } from '../../support/saml/response.ts';
import {
  assertionAttributes,
  attributeStatement,
  audience,
  confirmedUntil,
  responseAttributes,
  said,
  validFrom,
} from '../../support/saml/said.ts';
import { signAssertion } from '../../support/saml/sign.ts';

const twin = said();

describeAttacks('saml.confirmation', [
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
]);

describeAttacks('saml.subject', [
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
]);

describeAttacks('saml.times', [
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
    attack: said(validFrom(-300, -60)),
    twin: said(validFrom(-300, -59)),
  },
  {
    name: 'conditions of tomorrow',
    code: 'saml_not_yet_valid',
    because: 'Conditions/@NotBefore',
    attack: said(validFrom(61, 300)),
    twin: said(validFrom(60, 300)),
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
    attack: said(validFrom(-60, 31_536_000)),
    twin: said(validFrom(-60, 28_800)),
  },
  {
    name: 'conditions that end before they begin',
    code: 'saml_conditions_invalid',
    because: 'Conditions window',
    attack: said(validFrom(50, 40)),
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
]);

describe('several values where one decides', () => {
  const { attack } = casesOf('saml.subject');
  const email = (...values: readonly string[]) =>
    `<saml:Attribute Name="email">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

  attack.each([
    ['in one attribute', email('alice@customer.example', 'ceo@customer.example')],
    ['in two attributes of one name', email('alice@customer.example') + email('ceo@customer.example')],
  ])('are all shown, and none of them chosen: %s', (_, attributes) => {
    const answer = deliver(said(attributeStatement(attributes))());
    if (!answer.ok) throw new Error(answer.because);
    expect(answer.assertion.attributes.get('email')).toEqual(['alice@customer.example', 'ceo@customer.example']);
    expect(soleValue(answer.assertion.attributes, 'email')).toMatchObject({ ok: false, code: 'saml_attribute_repeated' });
  });
});

describe('the same message again', () => {
  const { attack, honest } = casesOf('saml.replay');

  honest('its caller gets what it needs to take it once: the id, and how long to remember it', () => {
    expect(deliver(said(confirmedUntil(120))())).toMatchObject({
      ok: true,
      assertion: { id: '_assertion1', inResponseTo: requestId, notOnOrAfter: now + 120_000 },
    });
  });

  attack('is refused once nobody remembers its id any more', () => {
    const later = now + 120_000 + 60_000;
    expect(deliver({ ...said(confirmedUntil(120))(), now: later })).toMatchObject({ code: 'saml_expired' });
  });
});
