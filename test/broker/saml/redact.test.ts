import { describe, expect, test } from '@jest/globals';
import { redactXml } from '../../../broker/saml/redact.ts';
import { verifyResponse } from '../../../broker/saml/verify-response.ts';
import type { Witness } from '../../../broker/saml/witness.ts';
import { parseXml } from '../../../broker/saml/xml/parse.ts';
import { ciphers, encrypted } from '../../support/saml/encrypt.ts';
import { otherRsaKeys } from '../../support/saml/keys.ts';
import { anExpectation, assertionIn, encode, now, responseXml } from '../../support/saml/response.ts';
import { signAssertion } from '../../support/saml/sign.ts';

const redacted = (xml: string) => redactXml(parseXml(xml));

describe('a message, redacted', () => {
  test('says everything but what proves and hides', async () => {
    const xml = signAssertion(responseXml());
    const text = redacted(xml);
    expect(text).toContain('alice');
    for (const [, secret] of xml.matchAll(/<(?:\w+:)?(?:SignatureValue|X509Certificate|DigestValue)>([^<]+)</g))
      expect(text).not.toContain(secret);
    expect(text).toMatch(/SignatureValue>\[masked, \d+ characters\]</);
    const hidden = responseXml({}, await encrypted(assertionIn(xml), { to: otherRsaKeys().publicKey }));
    for (const [, secret] of hidden.matchAll(/<(?:\w+:)?CipherValue>([^<]+)</g)) expect(redacted(hidden)).not.toContain(secret);
  });

  test('masks by local name, whatever prefix or namespace it stands in', () => {
    const text = redacted(
      '<a xmlns:x="urn:x"><x:SignatureValue>one</x:SignatureValue><CipherValue xmlns="urn:y"><b>two</b></CipherValue></a>',
    );
    expect(text).not.toMatch(/one|two/);
  });

  test('cuts long values, and ends where it is long enough', () => {
    expect(redacted(`<a b="${'x'.repeat(2_000)}">${'y'.repeat(2_000)}</a>`).length).toBeLessThan(800);
    const long = redacted(`<a>${`<b>${'z'.repeat(250)}</b>`.repeat(1_000)}</a>`);
    expect([long.length < 50_000, long.endsWith('... (cut)')]).toEqual([true, true]);
  });

  test('is escaped like XML', () => {
    expect(redacted('<a b="&quot;&lt;">&lt;script>&amp;</a>')).toBe('<a b="&quot;&lt;">&lt;script&gt;&amp;</a>');
  });
});

describe('a witness of the judgement', () => {
  function watch() {
    const passed: string[] = [];
    const documents: string[] = [];
    const witness: Witness = {
      passed: (check) => passed.push(check),
      found: () => undefined,
      dated: () => undefined,
      document: (kind) => documents.push(kind),
    };
    return { witness, passed, documents };
  }

  test.each([
    ['good', (xml: string) => xml],
    ['changed', (xml: string) => xml.replace('alice', 'eve')],
    ['for others', (xml: string) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>x')],
    ['no XML', () => '<a'],
  ])('changes nothing about a message that is %s', (_what, change) => {
    const encoded = encode(change(signAssertion(responseXml())));
    const { witness } = watch();
    const expect_ = anExpectation({});
    expect(verifyResponse({ encoded, now, expect: expect_, witness })).toEqual(verifyResponse({ encoded, now, expect: expect_ }));
  });

  test('is told no more of one broken CBC text than of another', async () => {
    const ours = otherRsaKeys();
    const insides = [signAssertion(responseXml()).slice(0, 400), '<a/>', 'no XML at all', assertionIn(responseXml())];
    const told = await Promise.all(
      insides.map(async (inside) => {
        const xml = responseXml({}, await encrypted(inside, { to: ours.publicKey, cipher: ciphers.cbc256 }));
        const { witness, passed, documents } = watch();
        const expect_ = anExpectation({ encryption: { keys: [ours.privateKey], required: false, allowCbc: true } });
        const answer = verifyResponse({ encoded: encode(xml), now, expect: expect_, witness });
        return { answer, passed, documents };
      }),
    );
    for (const each of told) expect(each).toEqual(told[0]);
    expect(told[0]).toMatchObject({ answer: { code: 'saml_decryption_failed' }, passed: ['message'], documents: ['saml-response'] });
  });
});
