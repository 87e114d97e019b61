import { describe, expect, test } from '@jest/globals';
import { isSameIssuer, issuerOf } from '../../../broker/domain/issuer.ts';
import { anEmailCodeConnection, anOAuth2Connection } from '../../support/connections.ts';
import { aSamlConnection } from '../../support/saml/connection.ts';
import { aConnection } from '../../support/settings.ts';

describe('the issuer of a connection', () => {
  test('is one with or without a slash at the end, and no other address', () => {
    expect(isSameIssuer('https://idp.example/', 'https://idp.example')).toBe(true);
    expect(isSameIssuer('https://idp.example', 'https://idp.example.org')).toBe(false);
    expect(isSameIssuer('https://idp.example/a', 'https://idp.example/b')).toBe(false);
  });

  test('is what the provider calls itself', () => {
    expect(issuerOf(aConnection({ issuer: 'https://idp.example/realm' }))).toBe('https://idp.example/realm');
    expect(issuerOf(aSamlConnection({ entityId: 'urn:borealis' }))).toBe('urn:borealis');
  });

  test('is the place that tells who somebody is where the protocol names none, and differs between two behind one host', () => {
    const [one, other] = ['one', 'other'].map((realm) =>
      issuerOf(anOAuth2Connection({ userInfoUrl: `https://api.example/${realm}?v=2`, subject: 'user.id' })),
    );
    expect(one).toBe('https://api.example/one?v=2#user.id');
    expect(other).toBe('https://api.example/other?v=2#user.id');
  });

  test('is the connection itself where people are asked for a code by e-mail', () => {
    expect(issuerOf(anEmailCodeConnection({ id: 'guests' }))).not.toBe(issuerOf(anEmailCodeConnection({ id: 'visitors' })));
  });
});
