import { beforeAll, describe, expect, test } from '@jest/globals';
import { decrypt } from 'xml-encryption';
import type { ResponseExpectation } from '../../../broker/saml/verify-response.ts';
import { deliver } from '../../support/saml/attack.ts';
import { aBuiltResponse } from '../../support/saml/build.ts';
import { ciphers, type EncryptOptions, encrypted, rsa15 } from '../../support/saml/encrypt.ts';
import { otherRsaKeys, pemOf, rsaKeys } from '../../support/saml/keys.ts';
import { assertionIn, assertionXml, pieces, responseXml, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

type Encryption = NonNullable<ResponseExpectation['encryption']>;

/** Our own keys of these tests; the provider's signing key is another one. */
const ours = otherRsaKeys();

function takes(differences: Partial<Encryption> = {}): { encryption: Encryption } {
  return { encryption: { keys: [ours.privateKey], required: false, allowCbc: false, ...differences } };
}

/** A Response with the assertion of a signed one, encrypted to us. */
async function encryptedResponse(options: EncryptOptions = {}, assertion = assertionIn(signAssertion(responseXml()))): Promise<string> {
  return responseXml({}, await encrypted(assertion, { to: ours.publicKey, ...options }));
}

const alice = { ok: true, assertion: { nameId: { value: 'alice' } } };
const unreadable = { ok: false, code: 'saml_decryption_failed', because: 'EncryptedAssertion' };

describe('an encrypted assertion', () => {
  test.each([
    ['AES-128-GCM', ciphers.gcm128, false],
    ['AES-256-GCM', ciphers.gcm256, false],
    ['AES-128-CBC', ciphers.cbc128, true],
    ['AES-256-CBC', ciphers.cbc256, true],
  ] as const)('that another product encrypted with %s is read', async (_name, cipher, allowCbc) => {
    expect(deliver({ xml: await encryptedResponse({ cipher }), expect: takes({ allowCbc }) })).toMatchObject(alice);
  });

  test('is read with either of two keys, the old and the new', async () => {
    const keys = [rsaKeys().privateKey, ours.privateKey];
    expect(deliver({ xml: await encryptedResponse(), expect: takes({ keys }) })).toMatchObject(alice);
    expect(deliver({ xml: await encryptedResponse(), expect: takes({ keys: keys.toReversed() }) })).toMatchObject(alice);
  });

  test('may be covered by the signature of the Response alone, or by both', async () => {
    const bare = signResponse(responseXml({}, await encrypted(assertionXml(), { to: ours.publicKey })));
    expect(deliver({ xml: bare, expect: { ...takes(), signed: 'response' } })).toMatchObject(alice);
    const both = signResponse(await encryptedResponse());
    expect(deliver({ xml: both, expect: { ...takes(), signed: 'both' } })).toMatchObject(alice);
  });

  test('with umlauts and specials says what was encrypted', async () => {
    const statements = swap(pieces.statements, 'alice@customer.example', 'Ä&lt;ö&amp;ß 東京');
    const assertion = assertionIn(signAssertion(responseXml({ statements })));
    const answer = deliver({ xml: await encryptedResponse({}, assertion), expect: takes() });
    expect(answer.ok && answer.assertion.attributes.get('email')).toEqual(['Ä<ö&ß 東京']);
  });
});

describe('a connection that encrypts', () => {
  test('refuses an assertion in the clear where it requires encryption', () => {
    const answer = deliver({ xml: signAssertion(responseXml()), expect: takes({ required: true }) });
    expect(answer).toMatchObject({ ok: false, code: 'saml_encryption_missing' });
  });

  test('takes an assertion in the clear where it only accepts encryption', () => {
    expect(deliver({ xml: signAssertion(responseXml()), expect: takes() })).toMatchObject(alice);
  });

  test.each([
    ['RSA 1.5, whatever the connection allows', { transport: rsa15 }, 'key transport'],
    ['AES-CBC without the switch', { cipher: ciphers.cbc256 }, 'content with CBC'],
    ['triple DES', { cipher: ciphers.tripleDes }, 'content'],
  ] as const)('refuses %s', async (_name, options, because) => {
    const allowCbc = !('cipher' in options && options.cipher === ciphers.cbc256);
    const answer = deliver({ xml: await encryptedResponse(options), expect: takes({ allowCbc }) });
    expect(answer).toMatchObject({ ok: false, code: 'saml_encryption_unsupported', because });
  });

  test('refuses RSA-OAEP with two different hashes', async () => {
    const xml = (await encryptedResponse())
      .replace('xmldsig#sha1', () => 'xmlenc#sha256')
      .replace('2000/09/xmlenc', () => '2001/04/xmlenc');
    expect(deliver({ xml, expect: takes() })).toMatchObject({
      ok: false,
      code: 'saml_encryption_unsupported',
      because: 'two hashes in RSA-OAEP',
    });
  });
});

describe('an attacker who can make ciphertext', () => {
  let good: string;
  beforeAll(async () => {
    good = await encryptedResponse();
  });

  test('signs nobody in without a signature inside', async () => {
    const xml = responseXml({}, await encrypted(assertionXml(), { to: ours.publicKey }));
    expect(deliver({ xml, expect: takes() })).toMatchObject({ ok: false, code: 'saml_signature_missing' });
  });

  test('gains nothing by the signature of a Response where the assertion must bear one', async () => {
    const xml = signResponse(responseXml({}, await encrypted(assertionXml(), { to: ours.publicKey })));
    expect(deliver({ xml, expect: { ...takes(), signed: 'assertion' } })).toMatchObject({ ok: false, code: 'saml_signature_missing' });
  });

  test.each([
    ['somebody else as reader', () => encryptedResponse({ to: rsaKeys().publicKey })],
    ['a changed content', async () => changedAt(good, 'content', -10)],
    ['a changed tag', async () => changedAt(good, 'content', -1)],
    ['a changed nonce', async () => changedAt(good, 'content', 0)],
    ['a changed key', async () => changedAt(good, 'key', 5)],
  ])('learns nothing from %s: the refusal is the same', async (_name, make) => {
    expect(deliver({ xml: await make(), expect: takes() })).toEqual(unreadable);
  });

  test('learns nothing from CBC: padding, bad XML, another document and a missing signature are told alike', async () => {
    const cbc = { cipher: ciphers.cbc256, to: ours.publicKey };
    const inside = [
      'no XML at all',
      '<a/>',
      assertionXml(),
      responseXml(),
      assertionIn(signAssertion(responseXml())).replace('alice', 'eve'),
    ];
    const contents = await Promise.all(inside.map((xml) => encrypted(xml, cbc)));
    const whole = await encryptedResponse(cbc);
    const messages = [
      ...contents.map((content) => responseXml({}, content)),
      ...[-1, -17, -33, 0, 20].map((at) => changedAt(whole, 'content', at)),
    ];
    for (const xml of messages) expect(deliver({ xml, expect: takes({ allowCbc: true }) })).toEqual(unreadable);
  });

  test('hides no second layer, no second assertion and no other document inside', async () => {
    const to = { to: ours.publicKey };
    const signed = assertionIn(signAssertion(responseXml()));
    const inside = [
      [await encrypted(signed, to), 'saml_root_unexpected'],
      [signResponse(responseXml()), 'saml_root_unexpected'],
      [
        signed.replace(
          '</saml:Assertion>',
          () => `${assertionXml({ assertionAttributes: swap(pieces.assertionAttributes, '_assertion1', '_assertion2') })}</saml:Assertion>`,
        ),
        'saml_assertion_count',
      ],
      [signed.replace('<saml:Subject>', () => '<saml:Subject><saml:EncryptedID/>'), 'saml_encryption_unsupported'],
      [`<!--x-->${signed}`, 'saml_xml_comment'],
      [`<!DOCTYPE a>${signed}`, 'saml_xml_doctype'],
    ] as const;
    for (const [xml, code] of inside) {
      const answer = deliver({ xml: responseXml({}, await encrypted(xml, to)), expect: takes() });
      expect(answer).toMatchObject({ ok: false, code });
    }
  });

  test('puts nothing beside the encrypted assertion', async () => {
    const one = await encrypted(assertionIn(signAssertion(responseXml())), { to: ours.publicKey });
    const clear = assertionIn(signAssertion(responseXml()));
    for (const [content, code] of [
      [`${one}${one}`, 'saml_encryption_unsupported'],
      [`${one}${clear}`, 'saml_assertion_count'],
      [`${clear}${one}`, 'saml_assertion_count'],
    ] as const)
      expect(deliver({ xml: responseXml({}, content), expect: takes() })).toMatchObject({ ok: false, code });
  });

  test('cannot have the broker fetch ciphertext from an address', () => {
    const xml = good.replace(
      /<(\w+:)?CipherValue[\s\S]*?CipherValue>/,
      () => '<xenc:CipherReference xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" URI="https://evil.example/"/>',
    );
    expect(xml).toContain('CipherReference');
    expect(deliver({ xml, expect: takes() })).toMatchObject({ ok: false, code: 'saml_element_missing' });
  });

  test('is refused altogether where the connection takes nothing encrypted', () => {
    expect(deliver({ xml: good })).toMatchObject({ ok: false, code: 'saml_encryption_unsupported', because: 'encrypted part' });
  });
});

describe('a Response of ours that is encrypted', () => {
  test.each(['assertion', 'response', 'both'] as const)('is read when %s is signed', (what) => {
    const { encoded, xml } = aBuiltResponse({ sign: { key: rsaKeys().privateKey, what }, encryptTo: ours.publicKey });
    expect(xml).not.toContain('alice');
    expect(deliver({ encoded, expect: { ...takes({ required: true }), signed: what } })).toMatchObject(alice);
  });

  test('is opened by another product', async () => {
    const { xml } = aBuiltResponse({ encryptTo: ours.publicKey });
    const opened = await new Promise<string>((resolve, reject) =>
      decrypt(xml, { key: pemOf(ours.privateKey) }, (error, result) => (error ? reject(error) : resolve(result))),
    );
    expect(opened).toContain('alice');
  });
});

/** Turns one byte of the base64 in a CipherValue: the first one is the key's, the second the content's. */
function changedAt(xml: string, which: 'key' | 'content', at: number): string {
  const values = [...xml.matchAll(/CipherValue>\s*([^<\s]+)\s*</g)].map((match) => match[1] ?? '');
  const value = which === 'key' ? values[0] : values[1];
  if (value === undefined) throw new Error('no CipherValue');
  const bytes = Buffer.from(value, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return swap(xml, value, bytes.toString('base64'));
}
