import { describe, expect, jest } from '@jest/globals';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { casesOf } from '../../support/attacks/cases.ts';
import { deliver } from '../../support/saml/attack.ts';
import { otherRsaKeys } from '../../support/saml/keys.ts';
import { responseXml, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

/** Work is counted, not timed: how many elements are canonicalised while a message is judged. */
function canonicalisations(xml: string): number {
  const counted = jest.spyOn(ExclusiveCanonicalization.prototype, 'process');
  try {
    deliver({ xml });
    return counted.mock.calls.length;
  } finally {
    counted.mockRestore();
  }
}

describe('what a message may cost', () => {
  const { attack, honest } = casesOf('saml.limits');

  honest('an honest one costs two canonicalisations per signature', () => {
    const [one, two] = [signAssertion(responseXml()), signResponse(signAssertion(responseXml()))];
    expect(canonicalisations(one)).toBe(2);
    expect(canonicalisations(two)).toBe(4);
  });

  attack('one of a stranger costs its SignedInfo, not its content', () => {
    const xml = signAssertion(responseXml(), { key: otherRsaKeys().privateKey });
    expect(canonicalisations(xml)).toBe(1);
  });

  attack('many references cost nothing, however many they are', () => {
    const signed = signAssertion(responseXml());
    const reference = /<ds:Reference[\s\S]*<\/ds:Reference>/.exec(signed)?.[0] ?? '';
    for (const count of [2, 50, 400]) {
      const xml = swap(signed, reference, reference.repeat(count));
      expect(canonicalisations(xml)).toBe(0);
    }
  });

  attack('junk costs nothing', () => {
    const signed = signAssertion(responseXml());
    expect(canonicalisations(swap(signed, '<samlp:Status>', `${'<x/>'.repeat(5_000)}<samlp:Status>`))).toBe(0);
    expect(canonicalisations(responseXml())).toBe(0);
  });
});
