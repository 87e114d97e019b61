import { describe, expect, test } from '@jest/globals';
import { buildLogoutRequest, openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { buildLogoutResponse, verifyLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { kindOfQuery } from '../../../broker/saml/message/query.ts';
import { ecKeys } from '../../support/saml/keys.ts';
import { logoutResponseXml, portal, signedQuery, slo } from '../../support/saml/redirect.ts';
import { now, swap } from '../../support/saml/response.ts';

const { privateKey: key, publicKey } = ecKeys();
const queryOf = (url: string) => new URL(url).search.slice(1);
const nameId = { value: 'qm:1', format: 'urn:f', nameQualifier: null, spNameQualifier: 'sq' };

describe('logout', () => {
  test('a request survives the way, and names the session', () => {
    const url = buildLogoutRequest({ id: '_l', now, issuer: portal, destination: slo, nameId, sessionIndex: 's1', relayState: 'r', key });
    const opened = openLogoutRequest(queryOf(url));
    if (!opened.ok) throw new Error(opened.because);
    expect(opened.issuer).toBe(portal);
    expect(opened.prove({ keys: [publicKey], now, destination: slo })).toEqual({
      ok: true,
      request: { id: '_l', issuer: portal, nameId, sessionIndexes: ['s1'], relayState: 'r' },
    });
  });

  test('a request without session means all of them', () => {
    const url = buildLogoutRequest({ id: '_l', now, issuer: portal, destination: slo, nameId, sessionIndex: null, relayState: null, key });
    const opened = openLogoutRequest(queryOf(url));
    expect(opened.ok && opened.prove({ keys: [publicKey], now, destination: slo })).toMatchObject({
      ok: true,
      request: { sessionIndexes: [], relayState: null },
    });
  });

  test.each([
    ['success', 'Success', null],
    ['partial', 'Success', 'PartialLogout'],
    ['failed', 'Responder', null],
  ] as const)('an answer of %s survives the way', (outcome, status, detail) => {
    const url = buildLogoutResponse({ id: '_r', now, issuer: portal, destination: slo, inResponseTo: '_l', outcome, relayState: 'r', key });
    const expectation = { issuer: portal, keys: [publicKey], now, destination: slo, inResponseTo: '_l' };
    expect(verifyLogoutResponse(queryOf(url), expectation)).toEqual({ ok: true, inResponseTo: '_l', status, detail, relayState: 'r' });
  });

  test.each([
    [
      'words and details beside the code',
      '</samlp:Status>',
      '<samlp:StatusMessage>bye</samlp:StatusMessage><samlp:StatusDetail><x/></samlp:StatusDetail></samlp:Status>',
      { ok: true },
    ],
    [
      'a second code',
      '</samlp:Status>',
      '<samlp:StatusCode Value="urn:x"/></samlp:Status>',
      { ok: false, code: 'saml_element_unexpected' },
    ],
    ['what the schema does not know in a status', '</samlp:Status>', '<x/></samlp:Status>', { ok: false, code: 'saml_element_unexpected' }],
    [
      'an element in its words',
      '</samlp:Status>',
      '<samlp:StatusMessage>bye<x/></samlp:StatusMessage></samlp:Status>',
      { ok: false, code: 'saml_value_not_text' },
    ],
    [
      'two reasons below the code',
      'Success"/>',
      'Success"><samlp:StatusCode Value="urn:x"/><samlp:StatusCode Value="urn:y"/></samlp:StatusCode>',
      { ok: false },
    ],
  ])('an answer with %s', (_what, from, to, expected) => {
    const query = signedQuery(swap(logoutResponseXml(), from, to), key, { name: 'SAMLResponse' });
    const expectation = { issuer: portal, keys: [publicKey], now, destination: slo, inResponseTo: '_logout1' };
    expect(verifyLogoutResponse(query, expectation)).toMatchObject(expected);
  });

  test('one address can tell a request from an answer', () => {
    expect(kindOfQuery('SAMLRequest=a')).toEqual({ ok: true, kind: 'request' });
    expect(kindOfQuery('SAMLResponse=a')).toEqual({ ok: true, kind: 'response' });
    expect(kindOfQuery('x=1')).toMatchObject({ ok: false, code: 'saml_message_missing' });
  });
});
