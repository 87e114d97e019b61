import { expect, test } from '@jest/globals';
import { networksOf } from '../../../broker/domain/networks.ts';

const networks = [
  { id: 'office', name: 'Office', ranges: ['203.0.113.0/24', '2001:db8::/32'] },
  { id: 'door', name: 'The door', ranges: ['203.0.113.7'] },
];

test.each<[string | null, string[]]>([
  ['203.0.113.7', ['office', 'door']],
  ['203.0.113.8', ['office']],
  ['203.0.114.1', []],
  ['::ffff:203.0.113.7', ['office', 'door']],
  ['2001:db8::1', ['office']],
  ['2001:db9::1', []],
  ['unknown', []],
  ['203.0.113.7:443', []],
  [null, []],
])('%s is in %j', (address, expected) => {
  expect(networksOf(address, networks)).toEqual(expected);
});
