import { describe, expect, test } from '@jest/globals';
import { claimValues, redactJson, redactText } from '../../../broker/domain/redaction.ts';

const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"sub":"ada","x":1}').toString('base64url')}.${'s'.repeat(86)}`;

describe('JSON of a provider', () => {
  test('keeps what helps, and masks what opens something', () => {
    const redacted = redactJson({
      sub: 'ada',
      email: 'ada@borealis.example',
      email_verified: true,
      groups: ['crew', 'deck'],
      access_token: 'opaque-but-secret',
      refresh_token: 'x',
      id_token: jwt,
      client_secret: 'hush',
      at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng',
      nested: { deep: [{ apiKey: 'k', note: jwt, bearer: `Bearer ${jwt}` }] },
      session_state: 'abc',
    });
    const read = JSON.parse(redacted) as Record<string, unknown>;
    expect(read).toMatchObject({ sub: 'ada', email: 'ada@borealis.example', email_verified: true, groups: ['crew', 'deck'] });
    for (const secret of ['opaque-but-secret', 'hush', 'MTIz', jwt, '"k"', 'abc']) expect(redacted).not.toContain(secret);
    expect(read.access_token).toBe('[masked, 17 characters]');
  });

  test.each([
    ['a GitHub token', 'gho_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a Google token', 'ya29.a0AfH6SMBexampleexample'],
    ['a Slack token', `xoxp-${'1234567890-'.repeat(2)}`],
    ['an encrypted token', `eyJhbGciOiJSU0EtT0FFUCJ9.${'a'.repeat(20)}.${'b'.repeat(20)}.c.d`],
  ])('masks %s whatever it is called', (_what, token) => {
    expect(redactJson({ login: token })).not.toContain(token);
    expect(redactText(token)).toMatch(/^\[masked/);
  });

  test('cuts what is long, many or deep', () => {
    const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => ({ inner }), 'bottom');
    const redacted = redactJson({ text: 'x'.repeat(10_000), list: Array.from({ length: 5_000 }, (_, index) => index), deep });
    expect(redacted.length).toBeLessThan(6_000);
    expect(redacted).toContain('(10000 characters)');
    expect(redacted).toContain('[4700 more]');
    expect(redacted).not.toContain('bottom');
  });

  test.each([null, undefined, 'text', 7, true, [], {}])('%p is told as it is', (value) => {
    expect(redactJson(value)).toBe(JSON.stringify(value, null, 2) ?? 'null');
  });

  test('names that mean something to the language are names like others', () => {
    const odd = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x"}') as Record<string, unknown>;
    expect(claimValues(odd)).toMatchObject({ constructor: ['x'] });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

test('claims are values by name: lists one by one, objects in short, secrets masked', () => {
  expect(claimValues({ groups: ['a', 'b'], address: { locality: 'Oslo' }, age: 7, code: 'secret', none: null })).toEqual({
    groups: ['a', 'b'],
    address: ['{"locality":"Oslo"}'],
    age: ['7'],
    code: ['[masked, 6 characters]'],
    none: ['null'],
  });
});
