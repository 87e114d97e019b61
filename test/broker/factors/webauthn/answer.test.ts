import { describe, expect, test } from '@jest/globals';
import { assertedIn, createdIn, longestAnswer } from '../../../../broker/factors/webauthn/answer.ts';

const created = {
  id: 'a2V5',
  rawId: 'a2V5',
  type: 'public-key',
  response: { clientDataJSON: 'e30', attestationObject: 'oA', transports: ['usb', 'telepathy', 7] },
};
const asserted = {
  id: 'a2V5',
  rawId: 'a2V5',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA', userHandle: null },
};

describe('the answer of a browser', () => {
  test('keeps nothing that is not looked at', () => {
    const text = JSON.stringify({ ...created, clientExtensionResults: { credProps: { rk: true } }, more: 1 });
    expect(createdIn(text)).toEqual({
      ...created,
      clientExtensionResults: {},
      response: { ...created.response, transports: ['usb'] },
    });
  });

  test('may say whose key it is, or leave it out', () => {
    expect(assertedIn(JSON.stringify(asserted))?.response).not.toHaveProperty('userHandle');
    const named = { ...asserted, response: { ...asserted.response, userHandle: 'YWRh' } };
    expect(assertedIn(JSON.stringify(named))?.response.userHandle).toBe('YWRh');
  });

  test.each([
    ['nothing', ''],
    ['a code', '123456'],
    ['half of it', JSON.stringify(created).slice(0, -2)],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['no response', JSON.stringify({ ...created, response: null })],
    ['a list as response', JSON.stringify({ ...created, response: [] })],
    ['another kind of credential', JSON.stringify({ ...created, type: 'password' })],
    ['two names', JSON.stringify({ ...created, rawId: 'b3RoZXI' })],
    ['a name that is no text', JSON.stringify({ ...created, id: 7, rawId: 7 })],
    ['a name that is too long', JSON.stringify({ ...created, id: 'A'.repeat(1365), rawId: 'A'.repeat(1365) })],
    ['base64 of another kind', JSON.stringify({ ...created, response: { ...created.response, clientDataJSON: 'e3+/' } })],
    ['bytes that are missing', JSON.stringify({ ...created, response: { clientDataJSON: 'e30' } })],
    ['more than any key says', JSON.stringify({ ...created, more: 'x'.repeat(longestAnswer) })],
  ])('is none: %s', (_, text) => {
    expect([createdIn(text), assertedIn(text)]).toEqual([null, null]);
  });

  test('of one kind is none of the other', () => {
    expect([createdIn(JSON.stringify(asserted)), assertedIn(JSON.stringify(created))]).toEqual([null, null]);
  });
});
