import { expect, test } from '@jest/globals';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { contextsToAsk, providerProved } from '../../../../broker/domain/policy/provider-proof.ts';
import { anEmailCodeConnection, anOAuth2Connection, aSamlConnection } from '../../../support/connections.ts';
import { aConnection } from '../../../support/settings.ts';

const now = Date.UTC(2026, 10, 21, 9);
const minute = 60_000;
const table = {
  contexts: [
    { value: 'urn:2fa', counts: 'any' as const },
    { value: 'phr', counts: 'phishing-resistant' as const },
  ],
  methods: [
    { value: 'mfa', counts: 'any' as const },
    { value: 'hwk', counts: 'strong' as const },
  ],
  maxAgeMinutes: 60,
  ask: [
    { value: 'phr', for: 'phishing-resistant' as const },
    { value: 'urn:2fa', for: 'any' as const },
  ],
};
const connection = aConnection({ assurance: table });
const told = (acr: string | null, amr: string[] = [], authTime: number | null = now - minute) => ({ assurance: { acr, amr, authTime } });
const proved = (...args: Parameters<typeof told>) => providerProved(connection, told(...args), now);

test('counts a value as the table says, and of several the strongest', () => {
  expect(proved('urn:2fa')).toBe('any');
  expect(proved('phr')).toBe('phishing-resistant');
  expect(proved(null, ['pwd', 'mfa'])).toBe('any');
  expect(proved('urn:2fa', ['hwk', 'mfa'])).toBe('strong');
});

test('takes what is not in the table for one factor, whatever it sounds like', () => {
  expect(proved(null)).toBe('none');
  expect(proved('urn:other', ['pwd', 'otp', 'MFA'])).toBe('none');
  // Contexts and methods are two lists: a name of one does not count in the other.
  expect(proved('mfa', ['phr'])).toBe('none');
});

test('takes everybody for one factor without a table', () => {
  const everything = told('phr', ['mfa', 'hwk']);
  for (const plain of [aConnection(), aSamlConnection(), anOAuth2Connection(), anEmailCodeConnection()])
    expect(providerProved(plain, everything, now)).toBe('none');
});

test('forgets a sign-in that is too old, comes from the future, or of which nobody knows when it was', () => {
  expect(proved('phr', [], null)).toBe('none');
  expect(proved('phr', [], now - 60 * minute)).toBe('phishing-resistant');
  expect(proved('phr', [], now - 60 * minute - 1)).toBe('none');
  expect(proved('phr', [], now + minute)).toBe('phishing-resistant');
  expect(proved('phr', [], now + 10 * minute)).toBe('none');
});

test('counts in SAML as well', () => {
  const saml = aSamlConnection({ assurance: { ...table, methodsAttribute: 'urn:methods' } });
  expect(providerProved(saml, told('urn:2fa', ['hwk']), now)).toBe('strong');
});

test('asks for what proves at least as much, in the order of the table', () => {
  expect(contextsToAsk(connection, 'any')).toEqual(['phr', 'urn:2fa']);
  expect(contextsToAsk(connection, 'strong')).toEqual(['phr']);
  expect(contextsToAsk(aConnection(), 'any')).toEqual([]);
  const silent: OidcConnection = aConnection({ assurance: { ...table, ask: [] } });
  expect(contextsToAsk(silent, 'any')).toEqual([]);
});
