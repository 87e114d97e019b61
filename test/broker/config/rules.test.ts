import { describe, expect, test } from '@jest/globals';
import { baseUrlFault, isLoopbackHost, listOf, nearestName, originOf, proxyFault } from '../../../broker/config/rules.ts';

test.each([
  'localhost',
  'LOCALHOST'.toLowerCase(),
  'acme.localhost',
  'localhost.',
  '127.0.0.1',
  '127.1.2.3',
  '[::1]',
  '::1',
  '0.0.0.0',
  '[::]',
  '[::ffff:7f00:1]',
])('%s is this machine', (host) => {
  expect(isLoopbackHost(host)).toBe(true);
});

test.each(['localhost.example', '128.0.0.1', '10.0.0.1', '[::2]', '1270.0.0.1', 'example.com'])('%s is another machine', (host) => {
  expect(isLoopbackHost(host)).toBe(false);
});

test.each([
  ['https://a.example', 'https://a.example'],
  ['https://A.example:443/', 'https://a.example'],
  ['http://a.example:8080', 'http://a.example:8080'],
  ['https://a.example/path', null],
  ['https://a.example?x', null],
  ['https://u:p@a.example', null],
  ['ftp://a.example', null],
  ['a.example', null],
  ['', null],
])('the origin of "%s" is %s', (text, origin) => {
  expect(originOf(text)).toBe(origin);
});

test('lists are separated by commas or spaces', () => {
  expect(listOf(' a, b  c,,d ')).toEqual(['a', 'b', 'c', 'd']);
  expect(listOf(undefined)).toEqual([]);
});

describe('the own address', () => {
  test.each([
    ['https://help.example', 'production'],
    ['https://help.example', 'development'],
    ['http://localhost:8080', 'development'],
  ] as const)('%s is good in %s', (url, mode) => {
    expect(baseUrlFault(url, mode)).toBeNull();
  });

  test.each([
    ['http://help.example', 'production'],
    ['http://localhost:8080', 'production'],
    ['http://help.example', 'development'],
    ['https://192.0.2.7', 'production'],
    ['https://[2001:db8::1]', 'development'],
    ['http://127.0.0.1:8080', 'development'],
  ] as const)('%s is refused in %s', (url, mode) => {
    expect(baseUrlFault(url, mode)).not.toBeNull();
  });
});

test.each([
  ['10.0.0.7', true],
  ['10.0.0.0/8', true],
  ['2001:db8::/32', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0/8', false],
  ['proxy.example', false],
  ['10.0.0.0/', false],
])('the proxy %s: %s', (entry, good) => {
  expect(proxyFault(entry) === null).toBe(good);
});

test('an unknown name is recognised by what it was meant to be', () => {
  const known = ['GATEHOUSE_MODE', 'BASE_URL', 'MASTER_KEY'];
  expect(nearestName('GATEHOUSE_MOED', known)).toBe('GATEHOUSE_MODE');
  expect(nearestName('GATEHOUSE_BASE_URL', known)).toBe('BASE_URL');
  expect(nearestName('GATEHOUSE_COLOUR_OF_DOORS', known)).toBeNull();
});
