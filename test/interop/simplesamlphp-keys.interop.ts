import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BrowserPage, textOf } from '../support/browser.ts';
import { addressOf } from './support/people.ts';
import type { Told } from './support/simplesamlphp-application.ts';
import { openStreet, type Street } from './support/street.ts';
import { answerOf, onward, readPage, visitBy } from './support/visit.ts';

let street: Street;
beforeAll(async () => {
  street = await openStreet({ relations: [{ id: 'watchful' }, { id: 'asleep' }], applications: { viewer: {} } });
}, 60_000);
afterAll(() => street?.close());

async function signIn(company: string): Promise<BrowserPage> {
  const browser = street.broker.browser();
  const form = await visitBy(browser, street.intranet.page('viewer'), company);
  return onward(browser, await answerOf(browser, form, addressOf('ada', company)));
}
const companyOf = (page: BrowserPage) => readPage<Told>(page).told.attributes.company;

test('SimpleSAMLphp exchanges its key, and who reads its metadata in time is never kept out', async () => {
  expect(companyOf(await signIn('watchful'))).toEqual(['watchful']);

  street.provider.announceNextKey();
  const [before] = street.connections;
  const published = (await street.provider.connections()).find(({ id }) => id === 'watchful');
  if (before?.protocol !== 'saml' || published === undefined) throw new Error('no connection');
  expect(published.certificates).toHaveLength(2);
  expect(published.certificates).toContain(before.certificates[0]);
  for (const text of published.certificates)
    expect(new X509Certificate(Buffer.from(text, 'base64')).publicKey.asymmetricKeyType).toBe('rsa');
  const connections = street.connections.map((each) => (each.id === 'watchful' ? published : each));
  await street.broker.apply({ connections, parties: street.parties });
  expect(companyOf(await signIn('watchful'))).toEqual(['watchful']);

  street.provider.takeNextKey();
  expect(companyOf(await signIn('watchful'))).toEqual(['watchful']);
  const refused = await signIn('asleep');
  expect([refused.status, refused.url.startsWith(street.broker.login), textOf(refused)]).toEqual([
    403,
    true,
    expect.stringContaining('Support code'),
  ]);
});
