import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { parseEmail } from '../../../broker/domain/email-domains.ts';
import { openAddress, sealAddress } from '../../../broker/login/asked-address.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const tenant = 'ten_acme' as TenantId;
const longest = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.exa`;

let storage: TestStorage;
const clock = createFakeClock();
beforeAll(async () => {
  storage = await openTestStorage({ clock });
});
afterAll(() => storage.close());

const seal = (text: string, of = tenant) => {
  const email = parseEmail(text);
  if (email === null) throw new Error(`no address: ${text}`);
  return sealAddress({ vault: storage.vault, clock }, of, email);
};
const open = (value: string, of = tenant) => openAddress({ vault: storage.vault, clock }, of, value);

test.each(['a@b.co', 'Ada@Borealis.example', 'ada@bücher.example', longest])('an address comes out as it is compared: %s', async (text) => {
  expect(await open(await seal(text))).toEqual(parseEmail(text));
});

test('the longest and the shortest are sealed to one length, and no two alike', async () => {
  const sealed = await Promise.all(['a@b.co', 'a@b.co', longest].map((text) => seal(text)));
  expect(longest).toHaveLength(251);
  expect(new Set(sealed.map((value) => value.length)).size).toBe(1);
  expect(new Set(sealed).size).toBe(3);
});

test('it waits for ten minutes', async () => {
  const sealed = await seal('a@b.co');
  clock.advance({ minutes: 10, ms: -1 });
  expect(await open(sealed)).not.toBeNull();
  clock.advance({ ms: 1 });
  expect(await open(sealed)).toBeNull();
});

test('it is of one tenant and one time', async () => {
  const sealed = await seal('a@b.co');
  await seal('a@b.co', 'ten_umbra' as TenantId);
  expect(await open(sealed, 'ten_umbra' as TenantId)).toBeNull();
  expect(await open(sealed.replace(/^[0-9a-z]+/, (at) => (Number.parseInt(at, 36) - 1).toString(36)))).toBeNull();
});

test('nothing else is one', async () => {
  for (const value of ['', 'a@b.co', '.', 'x.y', `${clock.now().toString(36)}.${'A'.repeat(400)}`]) expect(await open(value)).toBeNull();
});
