import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildErrorResponse, buildResponse } from '../../../broker/saml/build-response.ts';
import { canonicalise } from '../../../broker/saml/signature/canonicalise.ts';
import { parseXml } from '../../../broker/saml/xml/parse.ts';
import { deliver } from '../../support/saml/attack.ts';
import { aBuiltResponse, aResponseToBuild } from '../../support/saml/build.ts';
import { ecKeys, otherEcKeys, rsaKeys } from '../../support/saml/keys.ts';
import { acs, anExpectation, idp, now, requestId } from '../../support/saml/response.ts';

describe('a Response of ours', () => {
  for (const [kind, keys] of [
    ['RSA', rsaKeys()],
    ['ECDSA', ecKeys()],
  ] as const) {
    for (const what of ['assertion', 'response', 'both'] as const) {
      test(`is accepted when it is signed with ${kind} on ${what}`, () => {
        const { encoded } = aBuiltResponse({ sign: { key: keys.privateKey, what } });
        expect(deliver({ encoded, expect: { keys: [keys.publicKey], signed: what } })).toMatchObject({ ok: true });
      });
    }
  }

  test('says everything it was told to say', () => {
    const { encoded } = aBuiltResponse({
      nameId: { value: 'qm:1:2', format: 'urn:f', nameQualifier: 'q', spNameQualifier: 'sq' },
      attributes: [
        { name: 'displayName', values: ['Ada <Lovelace> & "Co"'] },
        { name: 'groups', values: [] },
        { name: 'none', values: [''] },
      ],
    });
    expect(deliver({ encoded })).toEqual({
      ok: true,
      assertion: {
        id: '_assertion1',
        issuer: idp,
        inResponseTo: requestId,
        nameId: { value: 'qm:1:2', format: 'urn:f', nameQualifier: 'q', spNameQualifier: 'sq' },
        sessionIndex: 'session1',
        authnInstant: now,
        authnContextClassRef: 'https://refeds.org/profile/mfa',
        attributes: new Map([
          ['displayName', ['Ada <Lovelace> & "Co"']],
          ['groups', []],
          ['none', ['']],
        ]),
        notOnOrAfter: now + 300_000,
        sessionNotOnOrAfter: now + 28_800_000,
      },
    });
  });

  test('is written in canonical form, so that what is built is what is signed', () => {
    for (const what of ['assertion', 'response', 'both'] as const) {
      const { xml } = aBuiltResponse({
        sign: { key: rsaKeys().privateKey, what, certificate: 'AAAA' },
        attributes: [{ name: 'a\t"<>&\n', values: ['\r\n <&> "'] }],
      });
      expect(canonicalise(parseXml(xml), [], null)).toBe(xml);
    }
  });

  test('is refused by a reader who pinned another key', () => {
    const { encoded } = aBuiltResponse({ sign: { key: ecKeys().privateKey, what: 'both' } });
    expect(deliver({ encoded, expect: { keys: [otherEcKeys().publicKey] } })).toMatchObject({ ok: false, code: 'saml_signature_wrong' });
  });

  test('carries its certificate where it is given one', () => {
    const { xml, encoded } = aBuiltResponse({ sign: { key: rsaKeys().privateKey, what: 'assertion', certificate: 'AAAA' } });
    expect(xml).toContain('<ds:X509Certificate>AAAA</ds:X509Certificate>');
    expect(deliver({ encoded })).toMatchObject({ ok: true });
  });

  test('refuses by name what XML cannot carry', () => {
    for (const value of ['a\u0000b', '\u001b[0m', '\ud800', '\uffff']) {
      const attributes = [{ name: 'displayName', values: ['fine', value] }];
      expect(buildResponse(aResponseToBuild({ attributes }))).toMatchObject({ ok: false, code: 'saml_xml_character' });
      expect(buildResponse(aResponseToBuild({ nameId: { value, format: null } }))).toMatchObject({ ok: false, code: 'saml_xml_character' });
    }
  });

  test('carries any name and any attribute exactly, or refuses it by name', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(
          '&',
          '<',
          '>',
          '"',
          "'",
          '\r',
          '\n',
          '\t',
          ' ',
          ']',
          ']]>',
          '\u0085',
          '\u2028',
          '\u0000',
          '\ud83d',
          '\ude00',
          'é',
          '&lt;',
          '<!--',
          '&#13;',
        ),
        maxLength: 8,
      }),
    );
    const attributeNames = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((name) => !name.includes(']]>'));
    fc.assert(
      fc.property(
        anyText,
        fc.dictionary(attributeNames, fc.array(anyText, { maxLength: 3 }), { maxKeys: 3, noNullPrototype: true }),
        (name, dictionary) => {
          const attributes = Object.entries(dictionary).map(([key, values]) => ({ name: key, values }));
          const built = buildResponse(
            aResponseToBuild({ nameId: { value: `n${name}`, format: null }, attributes, sign: { key: ecKeys().privateKey, what: 'both' } }),
          );
          if (!built.ok) {
            expect(built.code).toBe('saml_xml_character');
            return;
          }
          const answer = deliver({ encoded: built.encoded, expect: { keys: [ecKeys().publicKey], signed: 'both' } });
          if (!answer.ok) throw new Error(`${answer.code}: ${answer.because}`);
          expect(answer.assertion.nameId.value).toBe(`n${name}`);
          expect([...answer.assertion.attributes]).toEqual(attributes.map((each) => [each.name, each.values]));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a Response of ours that says no', () => {
  const no = (detail: 'NoPassive' | null, key = ecKeys().privateKey) =>
    buildErrorResponse({
      responseId: '_r',
      now,
      issuer: idp,
      recipient: acs,
      inResponseTo: requestId,
      status: 'Responder',
      detail,
      sign: { key },
    });

  test('is read as the refusal it is', () => {
    expect(deliver({ encoded: no('NoPassive').encoded })).toEqual({
      ok: false,
      code: 'saml_provider_refused',
      because: 'Responder/NoPassive',
    });
    expect(deliver({ encoded: no(null).encoded })).toMatchObject({ code: 'saml_provider_refused', because: 'Responder' });
  });

  test('is signed, in canonical form', () => {
    const { xml } = no('NoPassive');
    expect(xml).toContain('<ds:SignatureValue>');
    expect(canonicalise(parseXml(xml), [], null)).toBe(xml);
    expect(anExpectation().issuer).toBe(idp);
  });
});
