import { describe, expect, test } from '@jest/globals';
import { askedBy, contextOf } from '../../../broker/relying/contexts.ts';

const mfa = 'https://refeds.org/profile/mfa';
const aal2 = 'http://idmanagement.gov/ns/assurance/aal/2';
const keys = `${aal2}?phishing_resistant=true`;
const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const unspecified = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';
const exact = (...classRefs: string[]) => askedBy({ comparison: 'exact', classRefs });

describe('what an application asks for', () => {
  test.each([
    [[mfa], 'any'],
    [[aal2], 'strong'],
    [[keys], 'phishing-resistant'],
    [[password], 'none'],
    // Any one of them is an answer.
    [[keys, mfa], 'any'],
    [['urn:unknown', aal2], 'strong'],
  ])('%j is a demand for %s', (classRefs, strength) => {
    expect(exact(...(classRefs as string[]))?.strength).toBe(strength);
  });

  test('is nothing where nothing was asked, and refused where nobody here can give it', () => {
    expect(askedBy(null)).toEqual({ strength: 'none', contexts: [] });
    expect([
      exact('urn:unknown'),
      askedBy({ comparison: 'maximum', classRefs: [mfa] }),
      askedBy({ comparison: 'better', classRefs: [mfa] }),
    ]).toEqual([null, null, null]);
  });
});

describe('what the answer names', () => {
  test.each([
    ['none', [], unspecified],
    ['any', [], mfa],
    ['phishing-resistant', [], mfa],
    ['strong', [aal2], aal2],
    ['strong', [keys, aal2, mfa], aal2],
    ['any', [keys, aal2, mfa], mfa],
    ['phishing-resistant', [mfa, keys], keys],
    ['none', [password], password],
  ] as const)('%s reached, %j asked for: %s', (reached, asked, named) => {
    expect(contextOf(reached, asked)).toBe(named);
  });

  test('is never more than was reached', () => {
    for (const reached of ['none', 'any', 'strong'] as const) expect(contextOf(reached, [keys])).not.toBe(keys);
    for (const reached of ['none', 'any'] as const) expect(contextOf(reached, [aal2])).not.toBe(aal2);
    expect(contextOf('none', [mfa])).not.toBe(mfa);
  });
});
