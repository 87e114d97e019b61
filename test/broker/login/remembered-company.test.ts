import { expect, test } from '@jest/globals';
import { rememberedAt, signedOutMark } from '../../../broker/login/remembered-company.ts';

const now = 1_800_000_000_000;

test.each<[string, number | null, string]>([
  ['has signed in there', null, 'settled'],
  ['was sent there this moment, as its other windows are', now - 2_999, 'settled'],
  ['was sent there and is back', now - 3_000, 'left'],
  ['was sent there, and that login may still last', now - 599_999, 'left'],
  ['was sent there once', now - 600_000, 'settled'],
  ['has a clock of the future', now + 5_000, 'settled'],
  ['has signed out', signedOutMark, 'signed-out'],
])('a browser that %s', (_, leftAt, trust) => {
  expect(rememberedAt({ connection: 'borealis', leftAt }, now)).toEqual({ connection: 'borealis', trust });
});

test('a browser that remembers nothing', () => {
  expect(rememberedAt(null, now)).toBeNull();
});
