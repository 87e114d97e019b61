import { expect, test } from '@jest/globals';
import { addressRemark } from '#contract/settings/address-text';

test.each([
  'https://id.borealis.example',
  'https://id.borealis.example/saml?app=1',
  ' https://xn--bcher-kva.example/ ',
  'https://8.8.8.8/metadata',
  'https://10.borealis.example/',
  '',
])('nothing is said of %s', (address) => {
  expect(addressRemark(address)).toBeNull();
});

test.each([
  ['javascript:alert(1)', 'error', 'runs code'],
  ['DATA:text/html,x', 'error', 'runs code'],
  ['file:///C:/metadata.xml', 'error', 'a file on your computer'],
  ['ftp://id.borealis.example/', 'error', 'begins with https://'],
  ['id.borealis.example', 'error', 'begins with https://'],
  ['https://id borealis.example', 'error', 'a space'],
  ['https://', 'error', 'not a whole address'],
  ['https://ada:word@id.borealis.example', 'error', 'a user name'],
  ['http://id.borealis.example', 'warning', 'not protected'],
  ['https://localhost/', 'warning', 'inner network'],
  ['https://idp.corp/', 'warning', 'inner network'],
  ['https://idp/', 'warning', 'inner network'],
  ['https://127.0.0.1/', 'warning', 'inner network'],
  ['https://172.20.1.1/', 'warning', 'inner network'],
  ['https://169.254.169.254/', 'warning', 'inner network'],
  ['https://[::1]/', 'warning', 'inner network'],
  ['https://[fd12::1]/', 'warning', 'inner network'],
] as const)('of %s: %s, %s', (address, kind, words) => {
  expect(addressRemark(address)).toEqual({ kind, text: expect.stringContaining(words) });
});
