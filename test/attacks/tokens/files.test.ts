/** Files of hardware tokens that are bent on their way, run somewhere, or cost too much. */
import { afterEach, beforeEach, expect } from '@jest/globals';
import type { TenantId } from '../../../broker/domain/brands.ts';
import type { TokenFile } from '../../../broker/domain/ports/token-pool.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { type FactorBench, openFactorBench, secretHex } from '../../support/factors/bench.ts';
import { containerOf, containerPassword, passwordContainer, preSharedContainer, preSharedKey } from '../../support/factors/pskc.ts';

const { attack, honest } = casesOf('token.files');
const acme = 'acme' as TenantId;

let bench: FactorBench;
beforeEach(async () => {
  bench = await openFactorBench();
});
afterEach(() => bench.close());

const bring = (text: string, more: Partial<TokenFile> = {}) => bench.pool.import(acme, { text, ...more }, { leaveOutWrong: true });
const count = async () => (await bench.pool.count(acme)).all;

const [, cipher = ''] = /(AAECAwQF[A-Za-z0-9+/=]+)/.exec(preSharedContainer) ?? [];

attack.each([
  ['a secret exchanged under its MAC', preSharedContainer.replace(cipher, `BBECAwQF${cipher.slice(8)}`)],
  ['a MAC exchanged for another', preSharedContainer.replace('Su+NvtQf', 'Tu+NvtQf')],
  ['a MAC that is cut short', preSharedContainer.replace('Su+NvtQfmvfJzF6bmQiJqoLRExc=', 'Su+NvtQf')],
  ['an empty MAC', preSharedContainer.replace('Su+NvtQfmvfJzF6bmQiJqoLRExc=', '')],
  ['no MAC', preSharedContainer.replace(/<ValueMAC>.*<\/ValueMAC>/, '')],
  ['no method for the MAC', preSharedContainer.replace(/<MACMethod[\s\S]*<\/MACMethod>/, '')],
  ['a method for the MAC that nobody knows', preSharedContainer.replace('xmldsig#hmac-sha1', 'xmldsig#hmac-md5')],
  ['a cipher without a key', preSharedContainer.replaceAll('xmlenc#aes128-cbc', 'xmlenc#none')],
  [
    'two secrets in one key',
    preSharedContainer.replace('<Secret>', '<Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret><Secret>'),
  ],
])('a key container with %s brings no token', async (_, text) => {
  const outcome = await bring(text, { key: preSharedKey });
  expect(outcome.ok ? outcome.added : 0).toBe(0);
  expect(await count()).toBe(0);
});

attack.each([
  ['entities that grow', `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(100)}"><!ENTITY d "&b;&b;&b;&b;">]>${containerOf(1)}`],
  ['a file of this machine', `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${containerOf(1).replace('T-1', '&b;')}`],
  ['an entity of nobody', containerOf(1).replace('T-1', '&b;')],
  ['an instruction', containerOf(1).replace('<KeyPackage>', '<?php system("id") ?><KeyPackage>')],
  ['elements without end', `${'<a>'.repeat(100_000)}`],
  ['a million elements', `<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc">${'<a/>'.repeat(1_000_000)}</KeyContainer>`],
])('XML with %s is refused, and soon', async (_, text) => {
  const begun = performance.now();
  expect(await bring(text)).toMatchObject({ ok: false, because: 'xml' });
  expect(performance.now() - begun).toBeLessThan(10_000);
});

attack.each([
  ['a derivation that takes all day', '<IterationCount>1000<', '<IterationCount>2000000000<', 'not-a-key-container'],
  ['a derivation that takes an hour', '<IterationCount>1000<', '<IterationCount>900000000<', 'encryption'],
  ['no derivation at all', '<IterationCount>1000<', '<IterationCount>0<', 'encryption'],
  ['a key of one byte', '<KeyLength>16<', '<KeyLength>1<', 'encryption'],
  ['a key of a megabyte', '<KeyLength>16<', '<KeyLength>1000000<', 'encryption'],
])('a password with %s is not tried', async (_, from, to, because) => {
  expect(await bring(passwordContainer.replace(from, to), { password: containerPassword })).toMatchObject({ ok: false, because });
});

attack.each([
  ['=HYPERLINK("https://evil.example";"token")', 'formula'],
  ['+1234567', 'formula'],
  ["@SUM(1+1)*cmd|' /C calc'!A0", 'formula'],
  ['-2+3', 'formula'],
  ['<script>alert(1)</script>', 'serial'],
  ['../../etc/passwd', 'serial'],
  ["A1'; drop table oath_token; --", 'serial'],
])('a number like %s stays out of the pool', async (serial, because) => {
  const outcome = await bring(`B1,${secretHex}\n"${serial.replaceAll('"', '""')}",${secretHex}`);
  expect(outcome).toMatchObject({ ok: true, added: 1, problems: [{ line: 2, because }] });
  expect((await bench.pool.list(acme, null, 10)).map((token) => token.serial)).toEqual(['B1']);
});

attack('a file cannot exchange the secret of a token that is there', async () => {
  await bring(`A1,${secretHex}`);
  const before = await bench.storage.tokens.page(acme, null, 1);
  expect(await bring(`a-1,${Buffer.from('the secret of a thief').toString('hex')}`)).toMatchObject({ ok: true, added: 0, present: 1 });
  expect(await bench.storage.tokens.page(acme, null, 1)).toEqual(before);
});

attack('what is told about a file never holds a secret of it', async () => {
  const outcomes = [
    await bring(`A1,${secretHex}\nA1,${secretHex}\nA2,x${secretHex}`),
    await bring(preSharedContainer, { key: preSharedKey }),
    await bench.pool.list(acme, null, 10),
  ];
  const told = JSON.stringify(outcomes);
  for (const secret of [secretHex, Buffer.from(secretHex, 'hex').toString('base64'), '12345678901234567890'])
    expect(told).not.toContain(secret);
});

attack('what is in the database says neither number nor secret', async () => {
  await bring(`SN-4711-XYZ,${secretHex}`);
  const rows = JSON.stringify(await bench.storage.tokens.page(acme, null, 1), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const word of ['4711', 'XYZ', secretHex, '12345678901234567890', 'MTIzNDU2']) expect(rows).not.toContain(word);
});

honest('files as makers send them bring their tokens', async () => {
  expect(await bring(`A1,${secretHex}`)).toMatchObject({ added: 1 });
  expect(await bring(preSharedContainer, { key: preSharedKey })).toMatchObject({ added: 1 });
  expect(await bring(containerOf(2))).toMatchObject({ added: 2 });
});
