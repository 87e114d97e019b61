import { describe, expect, test } from '@jest/globals';
import { readTokenContainer } from '../../../../broker/factors/oath-token/read-container.ts';
import { readKeyContainer } from '../../../../broker/saml/pskc/read.ts';
import {
  containerOf,
  containerPassword,
  passwordContainer,
  plainContainer,
  preSharedContainer,
  preSharedKey,
} from '../../../support/factors/pskc.ts';

const read = (text: string, more: { password?: string; key?: Uint8Array } = {}) => readTokenContainer({ text, ...more }, readKeyContainer);
const secret = new TextEncoder().encode('12345678901234567890');

describe('key containers of RFC 6030', () => {
  test('figure 2: a key that is not encrypted', async () => {
    expect(await read(plainContainer)).toMatchObject({
      ok: true,
      format: 'pskc',
      tokens: [{ serial: '12345678', kind: 'hotp', digits: 6, algorithm: 'sha1', counter: 0, secret }],
    });
  });

  test('figure 6: a key that was handed over beforehand', async () => {
    expect(await read(preSharedContainer, { key: preSharedKey })).toMatchObject({
      ok: true,
      problems: [],
      tokens: [{ serial: '987654321', kind: 'hotp', digits: 8, counter: 0, secret }],
    });
  });

  test('figure 7: a password', async () => {
    expect(await read(passwordContainer, { password: containerPassword })).toMatchObject({
      ok: true,
      problems: [],
      tokens: [{ serial: '987654321', kind: 'hotp', digits: 8, secret }],
    });
  });

  test('tokens with a clock, and another hash', async () => {
    const outcome = await read(containerOf(2));
    expect(outcome).toMatchObject({
      tokens: [
        { serial: 'T1', kind: 'totp', periodSeconds: 60, algorithm: 'sha256', digits: 6 },
        { serial: 'T2', kind: 'totp' },
      ],
    });
  });

  test('comments are no part of it', async () => {
    expect(await read(plainContainer.replace('<KeyPackage>', '<!-- batch 7 --><KeyPackage>'))).toMatchObject({ ok: true });
  });

  test('many keys are read in a breath', async () => {
    expect(await read(containerOf(3_000))).toMatchObject({ ok: true, tokens: { length: 3_000 } });
  });
});

describe('a key container that cannot be opened', () => {
  test.each([
    ['a password that is missing', passwordContainer, {}, 'needs-password'],
    ['a key that is missing', preSharedContainer, { password: containerPassword }, 'needs-key'],
    ['a wrong password', passwordContainer, { password: 'qwertz' }, 'wrong-password'],
    ['a wrong key', preSharedContainer, { key: Buffer.alloc(16, 1) }, 'wrong-password'],
    ['a key of another length', preSharedContainer, { key: Buffer.alloc(32, 1) }, 'wrong-password'],
    [
      'a certificate instead of a key',
      preSharedContainer.replace('<ds:KeyName>Pre-shared-key</ds:KeyName>', '<ds:X509Data/>'),
      {},
      'encryption',
    ],
    ['a derivation that takes all day', passwordContainer.replace('>1000<', '>999999999<'), { password: 'x' }, 'encryption'],
    ['another root', '<a/>', {}, 'not-a-key-container'],
    ['no keys', containerOf(0), {}, 'empty'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${containerOf(1)}`, {}, 'xml'],
    ['a document type behind the declaration', containerOf(1).replace('?>', '?><!DOCTYPE a SYSTEM "file:///etc/passwd">'), {}, 'xml'],
    ['what ends too early', containerOf(1).slice(0, 300), {}, 'xml'],
  ] as const)('is refused for %s', async (_, text, given, because) => {
    expect(await read(text, given)).toEqual({ ok: false, because, line: null });
  });
});

describe('a key that gives no token', () => {
  const problemOf = async (text: string, more = {}) => {
    const outcome = await read(text, more);
    return outcome.ok ? outcome.problems : outcome;
  };

  test('for a MAC that is missing, whatever the value says', async () => {
    const bare = preSharedContainer.replace(/<ValueMAC>.*<\/ValueMAC>/, '');
    expect(await problemOf(bare, { key: preSharedKey })).toEqual({ ok: false, because: 'wrong-password', line: null });
  });

  test('for a value that was changed, beside one that was not', async () => {
    const changed = preSharedContainer.replace('AAECAwQF', 'AQECAwQF').replace('987654321', '111111111');
    const [, good = ''] = /(<KeyPackage>[\s\S]*<\/KeyPackage>)/.exec(preSharedContainer) ?? [];
    const both = changed.replace('</KeyContainer>', `${good}</KeyContainer>`);
    expect(await problemOf(both, { key: preSharedKey })).toEqual([{ line: 1, because: 'mac' }]);
  });

  test.each([
    ['an algorithm that is no one-time password', containerOf(1).replace('pskc:totp', 'pskc:pin'), 'unsupported'],
    ['a policy that is not understood', containerOf(1, { key: '<Policy><PINPolicy PINUsageMode="Append"/></Policy>' }), 'unsupported'],
    ['codes that are no digits', containerOf(1).replace('DECIMAL', 'HEXADECIMAL'), 'unsupported'],
    ['seven digits', containerOf(1).replace('Length="6"', 'Length="7"'), 'digits'],
    ['a period of 15 seconds', containerOf(1).replace('>60<', '>15<'), 'period'],
    ['a secret of eight bytes', containerOf(1).replace('MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', 'MTIzNDU2Nzg='), 'secret-length'],
    ['a secret that is no base64', containerOf(1).replace('MTIzNDU2', '?TIzNDU2'), 'secret'],
    ['a number of markup', containerOf(1).replace('T-1', '&lt;script&gt;'), 'serial'],
    ['a hash of long ago', containerOf(1).replace('SHA256', 'MD5'), 'algorithm'],
  ])('for %s', async (_, text, because) => {
    expect(await problemOf(text)).toEqual([{ line: 1, because }]);
  });

  test('for a number that came before', async () => {
    expect(await problemOf(containerOf(2).replace('T-2', 't 1'))).toEqual([{ line: 2, because: 'twice' }]);
  });
});
