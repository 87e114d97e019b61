import { describe, expect, test } from '@jest/globals';
import { isGlobalAddress } from '../../../../broker/adapters/net/addresses.ts';
import { outboundExceptionsProblems } from '../../../../broker/adapters/net/exceptions.ts';
import { createGuard } from '../../../../broker/adapters/net/guard.ts';

describe('addresses of the public internet', () => {
  test.each(['8.8.8.8', '93.184.216.34', '100.63.255.255', '172.32.0.1', '223.255.255.255', '2606:4700::1111', '2a00:1450:4001::1'])(
    '%s is one',
    (address) => expect(isGlobalAddress(address)).toBe(true),
  );

  test.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2002:808:808::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '2a00:1450:4001::1%1',
    'example.com',
    '',
  ])('%s is none', (address) => expect(isGlobalAddress(address)).toBe(false));
});

describe('refusals before anything happens', () => {
  const guard = createGuard({
    allow: ['http://acme-jira.localhost:8081', 'https://inside.example:8443'],
    mode: 'development',
    lookup: async () => [],
  });

  test.each([
    'https://provider.example/path?query',
    'https://provider.example:443/',
    'https://8.8.8.8/',
    'http://acme-jira.localhost:8081/rest',
    'https://inside.example:8443/x',
  ])('%s may be tried', (url) => expect(guard.refusalOf(url)).toBeNull());

  test.each([
    ['no address at all', 'outbound.not-an-address'],
    ['/relative', 'outbound.not-an-address'],
    ['http://provider.example/', 'outbound.not-https'],
    ['ftp://provider.example/', 'outbound.not-https'],
    ['file:///etc/passwd', 'outbound.not-https'],
    ['data:text/plain,x', 'outbound.not-https'],
    ['https://provider.example:8443/', 'outbound.port'],
    ['https://inside.example/', null],
    ['https://inside.example:8444/', 'outbound.port'],
    ['https://user@provider.example/', 'outbound.credentials-in-address'],
    ['https://user:word@provider.example/', 'outbound.credentials-in-address'],
    ['https://127.0.0.1/', 'outbound.address-not-public'],
    ['https://2130706433/', 'outbound.address-not-public'],
    ['https://0x7f000001/', 'outbound.address-not-public'],
    ['https://0177.0.0.1/', 'outbound.address-not-public'],
    ['https://127.1/', 'outbound.address-not-public'],
    ['https://127.0.0.1./', 'outbound.address-not-public'],
    ['https://①②⑦.0.0.1/', 'outbound.address-not-public'],
    ['https://[::1]/', 'outbound.address-not-public'],
    ['https://[::ffff:127.0.0.1]/', 'outbound.address-not-public'],
    ['https://[::ffff:7f00:1]/', 'outbound.address-not-public'],
    ['https://[64:ff9b::7f00:1]/', 'outbound.address-not-public'],
    ['https://localhost/', 'outbound.address-not-public'],
    ['https://LOCALHOST./', 'outbound.address-not-public'],
    ['https://other.localhost/', 'outbound.address-not-public'],
    ['http://acme-jira.localhost:8082/', 'outbound.not-https'],
    ['https://acme-jira.localhost:8081/', 'outbound.port'],
  ])('%s: %s', (url, because) => expect(guard.refusalOf(url)).toBe(because));
});

describe("the operator's exceptions", () => {
  const messages = (allow: readonly string[], mode: 'production' | 'development') =>
    outboundExceptionsProblems(allow, mode).map(({ path, message }) => `${path} ${message}`);

  test('are exact origins', () => {
    expect(
      messages(['https://a.example', 'https://a.example:8443', 'http://[::1]:8080', 'http://acme-jira.localhost:8081'], 'development'),
    ).toEqual([]);
    expect(
      messages(
        [
          'a.example',
          'ftp://a.example',
          'https://*.example',
          'https://a.example/',
          'https://a.example/x',
          'https://A.example',
          'https://a.example:443',
        ],
        'development',
      ).length,
    ).toBe(7);
  });

  test('are neither http nor this machine in production', () => {
    expect(messages(['https://a.example', 'https://10.0.0.5:8443'], 'production')).toEqual([]);
    expect(messages(['http://a.example'], 'production')).toEqual(['/0 is http, which production does not allow']);
    expect(
      messages(
        [
          'https://localhost:1',
          'https://x.localhost',
          'https://127.0.0.1',
          'https://127.9.9.9',
          'https://[::1]',
          'https://0.0.0.0',
          'https://169.254.169.254',
          'https://[fe80::1]',
          'https://[::ffff:127.0.0.1]',
        ],
        'production',
      ).length,
    ).toBe(9);
  });
});
