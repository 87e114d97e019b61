import { expect, test } from '@jest/globals';
import { callKey } from '../../../broker/admin/call-key.ts';

const call = { method: 'PUT', route: '/forge/v1/parts', body: { a: 1, b: [1, 2] } };

test('the same call has the same name, however its body was written', () => {
  expect(callKey('token', { ...call, body: { b: [1, 2], a: 1 } })).toBe(callKey('token', call));
});

test.each([
  ['token', 'other', call],
  ['method', 'token', { ...call, method: 'POST' }],
  ['route', 'token', { ...call, route: '/forge/v1/activate' }],
  ['body', 'token', { ...call, body: { a: 1, b: [2, 1] } }],
  ['absence of a body', 'token', { ...call, body: undefined }],
])('another %s makes another call', (_what, token, other) => {
  expect(callKey(token, other)).not.toBe(callKey('token', call));
});
