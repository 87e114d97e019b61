/** Encrypted assertions: what hides in them, what is claimed about them, and what their refusals must not tell. */
import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { describe, expect } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import type { ResponseExpectation } from '../../../broker/saml/verify-response.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { attackClasses } from '../../support/attacks/classes.ts';
import { deliver } from '../../support/saml/attack.ts';
import { ciphers, type EncryptOptions, encrypted, oaep, rsa15 } from '../../support/saml/encrypt.ts';
import { otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import { assertionIn, assertionXml, pieces, responseXml, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

type Wanted = Partial<ResponseExpectation> & { readonly allowCbc?: boolean; readonly required?: boolean; readonly off?: boolean };

/** Our own key; the provider signs with another one. */
const ours = otherRsaKeys();
const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const signed = assertionIn(signAssertion(responseXml()));

const judge = (xml: string, { allowCbc = false, required = false, off = false, ...expectation }: Wanted = {}) =>
  deliver({ xml, expect: { ...(!off && { encryption: { keys: [ours.privateKey], required, allowCbc } }), ...expectation } });
const around = (inner: string, options: EncryptOptions = {}) => encrypted(inner, { to: ours.publicKey, ...options });
const message = async (inner = signed, options: EncryptOptions = {}) => responseXml({}, await around(inner, options));

/** What other products write, by hand, so that each part may be another. */
interface Parts {
  readonly transport?: string;
  readonly digest?: string;
  readonly mask?: string;
  readonly cipher?: string;
  readonly more?: string;
  readonly oaepHash?: string;
  readonly to?: typeof ours.publicKey;
  readonly keyBytes?: number;
  readonly inner?: string;
}
function byHand(parts: Parts = {}): string {
  const { transport = oaep, digest, mask, cipher = `${xenc11}aes256-gcm`, oaepHash = 'sha1', to = ours.publicKey } = parts;
  const key = randomBytes(parts.keyBytes ?? 32);
  const nonce = randomBytes(12);
  const aes = createCipheriv('aes-256-gcm', Buffer.concat([key, Buffer.alloc(32)]).subarray(0, 32), nonce);
  const content = Buffer.concat([nonce, aes.update(parts.inner ?? signed, 'utf8'), aes.final(), aes.getAuthTag()]);
  const padding = transport === rsa15 ? { padding: constants.RSA_PKCS1_PADDING } : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash };
  const wrapped = publicEncrypt({ key: to, ...padding }, key);
  const method = `<xenc:EncryptionMethod Algorithm="${transport}">${digest === undefined ? '' : `<ds:DigestMethod Algorithm="${digest}"/>`}${mask === undefined ? '' : `<xenc11:MGF xmlns:xenc11="${xenc11}" Algorithm="${mask}"/>`}${parts.more ?? ''}</xenc:EncryptionMethod>`;
  const value = (bytes: Buffer) => `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
  return `<saml:EncryptedAssertion xmlns:xenc="${xenc}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedData Type="${xenc}Element"><xenc:EncryptionMethod Algorithm="${cipher}"/><ds:KeyInfo><xenc:EncryptedKey>${method}${value(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>${value(content)}</xenc:EncryptedData></saml:EncryptedAssertion>`;
}
const hand = (parts?: Parts, change: (xml: string) => string = (xml) => xml) => responseXml({}, change(byHand(parts)));
const keyOf = (xml: string) => /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/.exec(xml)?.[0] ?? '';
const dataOf = (xml: string) => /<xenc:EncryptedData.*<\/xenc:EncryptedData>/.exec(xml)?.[0] ?? '';

type Case = readonly [name: string, code: SamlErrorCode, attack: () => unknown, twin?: () => unknown];
const honestTwin = () => judge(hand());

describe(attackClasses['saml.encrypted'][0], () => {
  const { attack, honest } = casesOf('saml.encrypted');
  const sha256 = `${xenc}sha256`;
  const list: readonly Case[] = [
    ['RSA 1.5', 'saml_encryption_unsupported', () => judge(hand({ transport: rsa15 }))],
    ['RSA 1.5 where CBC is allowed', 'saml_encryption_unsupported', () => judge(hand({ transport: rsa15 }), { allowCbc: true })],
    ['RSA 1.5 of another product', 'saml_encryption_unsupported', async () => judge(await message(signed, { transport: rsa15 }))],
    [
      'OAEP by name and RSA 1.5 in fact',
      'saml_decryption_failed',
      () => judge(responseXml({}, byHand({ transport: rsa15 }).replace(rsa15, `${xenc}rsa-oaep-mgf1p`))),
    ],
    ['a key wrapped with AES', 'saml_encryption_unsupported', () => judge(hand({ transport: `${xenc}kw-aes256` }))],
    ['a transport that nobody knows', 'saml_encryption_unsupported', () => judge(hand({ transport: 'urn:x' }))],
    ['no transport', 'saml_value_invalid', () => judge(hand({}, (xml) => xml.replace(` Algorithm="${xenc}rsa-oaep-mgf1p"`, '')))],
    [
      'OAEP with two different hashes',
      'saml_encryption_unsupported',
      () => judge(hand({ digest: sha256, oaepHash: 'sha256' })),
      () => judge(hand({ transport: `${xenc11}rsa-oaep`, digest: sha256, mask: `${xenc11}mgf1sha256`, oaepHash: 'sha256' })),
    ],
    [
      'OAEP with a mask where it has none to choose',
      'saml_encryption_unsupported',
      () => judge(hand({ mask: `${xenc11}mgf1sha1` })),
      () => judge(hand({ transport: `${xenc11}rsa-oaep`, mask: `${xenc11}mgf1sha1` })),
    ],
    [
      'OAEP with SHA-256 and a mask of SHA-1',
      'saml_encryption_unsupported',
      () => judge(hand({ transport: `${xenc11}rsa-oaep`, digest: sha256, mask: `${xenc11}mgf1sha1`, oaepHash: 'sha256' })),
    ],
    ['OAEP with MD5', 'saml_encryption_unsupported', () => judge(hand({ digest: 'http://www.w3.org/2001/04/xmldsig-more#md5' }))],
    ['OAEP with a hash named like a member of every object', 'saml_encryption_unsupported', () => judge(hand({ digest: 'constructor' }))],
    ['OAEP with a mask of no name', 'saml_encryption_unsupported', () => judge(hand({ transport: `${xenc11}rsa-oaep`, mask: 'urn:x' }))],
    ['OAEP with a label', 'saml_encryption_unsupported', () => judge(hand({ more: `<xenc:OAEPparams>AAAA</xenc:OAEPparams>` }))],
    ['OAEP by name of one hash and by another in fact', 'saml_decryption_failed', () => judge(hand({ oaepHash: 'sha256' }))],
    [
      'AES-CBC without the switch',
      'saml_encryption_unsupported',
      async () => judge(await message(signed, { cipher: ciphers.cbc256 })),
      async () => judge(await message(signed, { cipher: ciphers.cbc256 }), { allowCbc: true }),
    ],
    [
      'AES-128-CBC without the switch',
      'saml_encryption_unsupported',
      async () => judge(await message(signed, { cipher: ciphers.cbc128 })),
      async () => judge(await message(signed, { cipher: ciphers.cbc128 }), { allowCbc: true }),
    ],
    [
      'triple DES',
      'saml_encryption_unsupported',
      async () => judge(await message(signed, { cipher: ciphers.tripleDes }), { allowCbc: true }),
    ],
    ['a content cipher that nobody knows', 'saml_encryption_unsupported', () => judge(hand({ cipher: 'urn:x' }))],
    ['no content cipher', 'saml_value_invalid', () => judge(hand({}, (xml) => xml.replace(` Algorithm="${xenc11}aes256-gcm"`, '')))],
    [
      'a content cipher with a key size of its own',
      'saml_encryption_unsupported',
      () => judge(hand({}, (xml) => xml.replace(`aes256-gcm"/>`, `aes256-gcm"><xenc:KeySize>128</xenc:KeySize></xenc:EncryptionMethod>`))),
    ],
    [
      'GCM read as CBC',
      'saml_decryption_failed',
      () =>
        judge(
          hand({}, (xml) => xml.replace(`${xenc11}aes256-gcm`, `${xenc}aes256-cbc`)),
          { allowCbc: true },
        ),
    ],
    ['a key of 128 bits for a cipher of 256', 'saml_decryption_failed', () => judge(hand({ keyBytes: 16 }))],
    ['an empty key', 'saml_decryption_failed', () => judge(hand({ keyBytes: 0 }))],
    [
      'two keys',
      'saml_encryption_unsupported',
      () => judge(hand({}, (xml) => swap(xml, '</xenc:EncryptedKey>', `</xenc:EncryptedKey>${keyOf(xml)}`))),
    ],
    [
      'a second key for somebody else',
      'saml_encryption_unsupported',
      () =>
        judge(hand({}, (xml) => swap(xml, '</xenc:EncryptedKey>', `</xenc:EncryptedKey>${keyOf(byHand({ to: rsaKeys().publicKey }))}`))),
    ],
    [
      'a second key beside the content',
      'saml_encryption_unsupported',
      () => judge(hand({}, (xml) => swap(xml, '</xenc:EncryptedData>', `</xenc:EncryptedData>${keyOf(xml)}`))),
      () => judge(hand({}, (xml) => swap(swap(xml, keyOf(xml), ''), '</xenc:EncryptedData>', `</xenc:EncryptedData>${keyOf(xml)}`))),
    ],
    ['no key', 'saml_encryption_unsupported', () => judge(hand({}, (xml) => xml.replace(keyOf(xml), '')))],
    [
      'a key to be fetched',
      'saml_encryption_unsupported',
      () => judge(hand({}, (xml) => xml.replace(keyOf(xml), '<ds:RetrievalMethod URI="https://evil.example/key"/>'))),
    ],
    [
      'a content to be fetched',
      'saml_element_missing',
      () =>
        judge(
          hand({}, (xml) =>
            xml.replace(
              /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>(?=<\/xenc:CipherData><\/xenc:EncryptedData>)/,
              '<xenc:CipherReference URI="file:///etc/passwd"/>',
            ),
          ),
        ),
    ],
    [
      'two contents',
      'saml_encryption_unsupported',
      () => judge(hand({}, (xml) => swap(xml, '</saml:EncryptedAssertion>', `${dataOf(xml)}</saml:EncryptedAssertion>`))),
    ],
    ['two encrypted assertions', 'saml_encryption_unsupported', () => judge(responseXml({}, byHand() + byHand()))],
    ['one in the clear before it', 'saml_assertion_count', () => judge(responseXml({}, signed + byHand()))],
    ['one in the clear behind it', 'saml_assertion_count', () => judge(responseXml({}, byHand() + signed))],
    ['an empty one', 'saml_encryption_unsupported', () => judge(responseXml({}, '<saml:EncryptedAssertion/>'))],
    [
      'one in another namespace',
      'saml_element_missing',
      () =>
        judge(
          hand({}, (xml) =>
            xml
              .replaceAll('saml:EncryptedAssertion', 'x:EncryptedAssertion')
              .replace('<x:EncryptedAssertion', '<x:EncryptedAssertion xmlns:x="urn:x"'),
          ),
        ),
    ],
    [
      'one in the Status',
      'saml_element_unexpected',
      () => judge(responseXml({ status: swap(pieces.status, '</samlp:Status>', `${byHand()}</samlp:Status>`) }, '')),
    ],
    [
      'content of another type',
      'saml_encryption_unsupported',
      () => judge(hand({}, (xml) => xml.replace(`${xenc}Element"`, `${xenc}Content"`))),
    ],
    [
      'content that is no base64',
      'saml_value_invalid',
      () =>
        judge(
          hand({}, (xml) =>
            xml.replace(/(<xenc:CipherValue>)(?=[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/, '$1!'),
          ),
        ),
    ],
    [
      'empty content',
      'saml_decryption_failed',
      () =>
        judge(
          hand({}, (xml) =>
            xml.replace(/(<xenc:CipherValue>)[^<]*(?=<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/, '$1AAAA'),
          ),
        ),
    ],
    [
      'where none may be',
      'saml_encryption_unsupported',
      () => judge(hand(), { off: true }),
      () => judge(responseXml({}, signed), { off: true }),
    ],
    [
      'none where one must be',
      'saml_encryption_missing',
      () => judge(responseXml({}, signed), { required: true }),
      () => judge(hand(), { required: true }),
    ],
    [
      'an encrypted name where the assertion must be',
      'saml_encryption_unsupported',
      () => judge(signAssertion(responseXml({ nameId: '<saml:EncryptedID/>' })), { required: true }),
    ],
    [
      'an encrypted attribute',
      'saml_encryption_unsupported',
      () =>
        judge(
          hand({
            inner: assertionIn(
              signAssertion(
                responseXml({
                  statements: swap(pieces.statements, '</saml:AttributeStatement>', '<saml:EncryptedAttribute/></saml:AttributeStatement>'),
                }),
              ),
            ),
          }),
        ),
    ],
    [
      'an assertion encrypted twice',
      'saml_root_unexpected',
      () =>
        judge(
          hand({
            inner: byHand().replace(
              '<saml:EncryptedAssertion',
              '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
            ),
          }),
        ),
    ],
    [
      'an unsigned assertion inside',
      'saml_signature_missing',
      () => judge(hand({ inner: assertionXml() })),
      () => judge(signResponse(hand({ inner: assertionXml() }))),
    ],
    [
      'an unsigned assertion inside a signed Response, where the assertion must be signed',
      'saml_signature_missing',
      () => judge(signResponse(hand({ inner: assertionXml() })), { signed: 'assertion' }),
      () => judge(hand(), { signed: 'assertion' }),
    ],
    [
      'a signed assertion inside, where the Response must be signed',
      'saml_signature_missing',
      () => judge(hand(), { signed: 'response' }),
      () => judge(signResponse(hand()), { signed: 'response' }),
    ],
    [
      'one encrypted after the Response was signed',
      'saml_signature_digest',
      () => judge(signResponse(responseXml()).replace(/<saml:Assertion.*<\/saml:Assertion>/, byHand({ inner: assertionXml() }))),
      () => judge(signResponse(hand())),
    ],
    [
      'content exchanged under the signature of a Response',
      'saml_signature_digest',
      () => judge(signResponse(hand()).replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/, dataOf(byHand()))),
      () => judge(signResponse(hand())),
    ],
    [
      'an assertion signed by a stranger inside',
      'saml_signature_wrong',
      () => judge(hand({ inner: assertionIn(signAssertion(responseXml(), { key: ours.privateKey })) })),
    ],
    ['a changed assertion inside', 'saml_signature_digest', () => judge(hand({ inner: signed.replace('alice', 'mallory') }))],
    ['two assertions inside', 'saml_xml_malformed', () => judge(hand({ inner: signed + signed }))],
    [
      'an assertion within an assertion inside',
      'saml_assertion_count',
      () =>
        judge(
          hand({
            inner: swap(
              assertionXml(),
              '<saml:Subject>',
              `<saml:Advice>${signed.replaceAll('_assertion1', '_inner')}</saml:Advice><saml:Subject>`,
            ),
          }),
        ),
    ],
    ['a Response inside', 'saml_root_unexpected', () => judge(hand({ inner: signAssertion(responseXml()) }))],
    ['a document type inside', 'saml_xml_doctype', () => judge(hand({ inner: `<!DOCTYPE a>${signed}` }))],
    ['an entity inside', 'saml_xml_entity', () => judge(hand({ inner: signed.replace('alice', '&a;') }))],
    ['a comment inside', 'saml_xml_comment', () => judge(hand({ inner: signed.replace('alice', 'ali<!-- -->ce') }))],
    [
      'a prefix that is declared outside only',
      'saml_xml_namespace',
      () => judge(hand({ inner: signed.replace(' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', '') })),
    ],
    ['no XML inside', 'saml_xml_malformed', () => judge(hand({ inner: 'alice' }))],
    ['nothing inside', 'saml_decryption_failed', () => judge(hand({ inner: '' }))],
    [
      'somebody else’s assertion inside, for another audience',
      'saml_audience_mismatch',
      () =>
        judge(
          hand({
            inner: assertionIn(
              signAssertion(
                responseXml({ conditions: swap(pieces.conditions, 'https://acme-login.example/saml/metadata', 'https://other.example') }),
              ),
            ),
          }),
        ),
    ],
  ];
  for (const [name, code, run, twin = honestTwin] of list) {
    attack(`refuses ${name}`, async () => expect(await run()).toMatchObject({ ok: false, code }));
    honest(`takes the honest twin of ${name}`, async () =>
      expect(await twin()).toMatchObject({ ok: true, assertion: { nameId: { value: 'alice' } } }),
    );
  }
});

describe(attackClasses['saml.decryption-oracle'][0], () => {
  const { attack, honest } = casesOf('saml.decryption-oracle');
  const unreadable = { ok: false, code: 'saml_decryption_failed', because: 'EncryptedAssertion' };
  const changed = (xml: string, which: 'key' | 'content', at: number) => {
    const values = [...xml.matchAll(/<[a-z]+:CipherValue>([^<]+)</g)].map(([, value]) => value ?? '');
    const value = values[which === 'key' ? 0 : 1] ?? '';
    const bytes = Buffer.from(value, 'base64');
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    return swap(xml, value, bytes.toString('base64'));
  };

  attack.each<[string, () => string]>([
    ['for somebody else', () => hand({ to: rsaKeys().publicKey })],
    ['with a changed key', () => changed(hand(), 'key', 7)],
    ['with a key of zeros', () => hand({}, (xml) => xml.replace(/(<xenc:CipherValue>)[^<]*/, `$1${Buffer.alloc(256).toString('base64')}`))],
    [
      'with a key that is too long',
      () => hand({}, (xml) => xml.replace(/(<xenc:CipherValue>)[^<]*/, `$1${Buffer.alloc(300, 1).toString('base64')}`)),
    ],
    ['with a key of one byte', () => hand({}, (xml) => xml.replace(/(<xenc:CipherValue>)[^<]*/, '$1AA=='))],
    ['with the key of another message', () => hand({}, (xml) => swap(xml, keyOf(xml), keyOf(byHand())))],
    ['with a changed nonce', () => changed(hand(), 'content', 0)],
    ['with a changed content', () => changed(hand(), 'content', 40)],
    ['with a changed tag', () => changed(hand(), 'content', -1)],
    ['with a content key of the wrong length', () => hand({ keyBytes: 24 })],
  ])('GCM %s is refused as every other', (_, write) => {
    expect(judge(write())).toEqual(unreadable);
  });

  attack.each<[string, (good: string) => string | Promise<string>]>([
    ['with a changed last byte (its padding)', (good) => changed(good, 'content', -1)],
    ['with a changed block before the last', (good) => changed(good, 'content', -17)],
    ['with a changed first block', (good) => changed(good, 'content', 0)],
    ['with a changed block in the middle', (good) => changed(good, 'content', 300)],
    [
      'cut by a block',
      (good) =>
        good.replace(
          /(CipherValue>)([^<]+)(<\/[a-z]+:CipherValue>\s*<\/[a-z]+:CipherData>\s*<\/[a-z]+:EncryptedData>)/,
          (_, a: string, b: string, c: string) => `${a}${Buffer.from(b, 'base64').subarray(0, -16).toString('base64')}${c}`,
        ),
    ],
    ['with a changed key', (good) => changed(good, 'key', 3)],
    ['around no XML', () => message('no XML', { cipher: ciphers.cbc256 })],
    ['around another document', () => message('<a/>', { cipher: ciphers.cbc256 })],
    ['around an unsigned assertion', () => message(assertionXml(), { cipher: ciphers.cbc256 })],
    ['around a forged assertion', () => message(signed.replace('alice', 'mallory'), { cipher: ciphers.cbc256 })],
    ['around a document type', () => message(`<!DOCTYPE a>${signed}`, { cipher: ciphers.cbc256 })],
  ])('CBC %s is refused as every other', async (_, write) => {
    expect(judge(await write(await message(signed, { cipher: ciphers.cbc256 })), { allowCbc: true })).toEqual(unreadable);
  });

  honest.each([['gcm256'], ['gcm128'], ['cbc256'], ['cbc128']] as const)('%s opens', async (cipher) => {
    expect(judge(await message(signed, { cipher: ciphers[cipher] }), { allowCbc: true })).toMatchObject({ ok: true });
  });
});
