import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseForm, parseQuery } from '../../../broker/http/fields.ts';
import { type House, openHouse } from '../../support/house.ts';

describe('fields', () => {
  test('are read with blanks, escapes, repetitions and empty values', () => {
    const text = 'a=1+2&b=%C3%A9&c=&d&a=3&__proto__=x';
    for (const parse of [parseForm, parseQuery]) {
      const fields = parse(text);
      expect(Object.entries(fields)).toEqual([
        ['a', ['1 2', '3']],
        ['b', 'é'],
        ['c', ''],
        ['d', ''],
        ['__proto__', 'x'],
      ]);
      expect(Object.getPrototypeOf(fields)).toBeNull();
    }
  });

  test('in an absurd number are read as none', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `x${index}=1`).join('&');
    expect(Object.keys(parseForm(many(1_000)))).toHaveLength(1_000);
    expect(Object.keys(parseForm(many(1_001)))).toHaveLength(0);
    expect(Object.keys(parseQuery(many(100)))).toHaveLength(100);
    expect(Object.keys(parseQuery(many(101)))).toHaveLength(0);
  });

  test('that are missing are none', () => {
    expect(Object.keys(parseQuery(''))).toHaveLength(0);
  });
});

describe('bodies', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'of type %s are not even read where people post forms',
    async (type) => {
      for (const [host, url] of [
        ['acme-login.localhost:8080', '/callback/borealis'],
        ['acme.localhost:8080', '/saml/acs'],
      ] as const) {
        const answer = await house.broker.app.inject({ method: 'POST', url, headers: { host, 'content-type': type }, payload: '{}' });
        expect(answer.statusCode).toBe(415);
      }
    },
  );

  test('with too many fields lack the one that is needed', async () => {
    const headers = { host: 'acme.localhost:8080', 'content-type': 'application/x-www-form-urlencoded' };
    const payload = `SAMLResponse=x${'&a=1'.repeat(2_000)}`;
    const answer = await house.broker.app.inject({ method: 'POST', url: '/saml/acs', headers, payload });
    expect(answer.statusCode).toBe(400);
  });
});
