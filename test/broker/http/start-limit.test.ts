import { expect, test } from '@jest/globals';
import { createStartLimit } from '../../../broker/http/start-limit.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

test('one address may begin six hundred sign-ins a minute and tenant, and goes on in the next', () => {
  const clock = createFakeClock();
  const limit = createStartLimit({ clock });
  for (let count = 0; count < 600; count += 1) limit.assertRoom('acme', '192.0.2.1');
  expect(() => limit.assertRoom('acme', '192.0.2.1')).toThrow('too_many_requests');
  limit.assertRoom('acme', '192.0.2.2');
  limit.assertRoom('umbra', '192.0.2.1');
  clock.advance({ minutes: 1 });
  limit.assertRoom('acme', '192.0.2.1');
});

test('it keeps a bounded number of addresses', () => {
  const limit = createStartLimit({ clock: createFakeClock() });
  for (let count = 0; count < 25_000; count += 1) limit.assertRoom('acme', `address ${count}`);
  limit.assertRoom('acme', 'address 1');
});

test('whoever has had enough is not forgotten because many others come', () => {
  const limit = createStartLimit({ clock: createFakeClock() });
  for (let count = 0; count < 600; count += 1) limit.assertRoom('acme', '192.0.2.1');
  for (let count = 0; count < 9_999; count += 1) limit.assertRoom('acme', `address ${count}`);
  expect(() => limit.assertRoom('acme', '192.0.2.1')).toThrow('too_many_requests');
});

test('what the limit of a network is, all its addresses have together', () => {
  const limit = createStartLimit({ clock: createFakeClock(), perMinute: 2 });
  limit.assertRoom('acme', '2001:db8:1:2::1');
  limit.assertRoom('acme', '2001:db8:1:2::2');
  expect(() => limit.assertRoom('acme', '2001:db8:1:2::3')).toThrow('too_many_requests');
  limit.assertRoom('acme', '2001:db8:1:3::1');
});
