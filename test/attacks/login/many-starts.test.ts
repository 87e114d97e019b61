/** Sign-ins begun by the hundred, by somebody who tries to look like many. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { loginHost } from '../../support/attacks/in-house.ts';
import { type House, openHouse } from '../../support/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterEach(() => house.close());

const limit = 600;

/** One begun by this address; the message is junk, which counts as well. */
async function begin(remoteAddress: string, headers: Record<string, string> = {}): Promise<number> {
  const request = { method: 'GET', url: '/saml/sso?SAMLRequest=x', headers: { host: loginHost, ...headers }, remoteAddress } as const;
  return (await house.broker.app.inject(request)).statusCode;
}

async function beginMany(from: (count: number) => [string, Record<string, string>?]): Promise<void> {
  for (let count = 0; count < limit; count += 1) expect(await begin(...from(count))).toBe(400);
}

describe('one that looks like many', () => {
  const { attack, honest } = casesOf('http.limits');

  attack('by addresses that no proxy of ours has written is still one', async () => {
    await beginMany((count) => [
      '203.0.113.7',
      { 'x-forwarded-for': `198.51.100.${count % 250}`, forwarded: `for=198.51.100.${count % 250}` },
    ]);
    expect(await begin('203.0.113.7', { 'x-forwarded-for': '192.0.2.1', 'x-real-ip': '192.0.2.1', 'true-client-ip': '192.0.2.1' })).toBe(
      429,
    );
  });

  attack('by the many addresses of its own network is still one', async () => {
    await beginMany((count) => [`2001:db8:1:2::${count.toString(16)}`]);
    expect(await begin('2001:db8:1:2:ffff::1')).toBe(429);
    expect(await begin('2001:db8:1:3::1')).toBe(400);
  });

  attack('by writing its address in another way is still one', async () => {
    await beginMany((count) => [count % 2 ? '203.0.113.7' : '::ffff:203.0.113.7']);
    expect(await begin('::ffff:cb00:7107')).toBe(429);
  });

  honest('somebody else begins as ever', async () => {
    await beginMany(() => ['203.0.113.7']);
    expect(await begin('203.0.113.7')).toBe(429);
    expect(await begin('203.0.113.8')).toBe(400);
  });
});
