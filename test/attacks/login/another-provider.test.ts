import { afterAll, beforeAll, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { arrive, departFor, postAnswer } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterAll(() => house.close());

/** Somebody of the other provider comes through the connection that Borealis once had. */
async function arriveWith(person: { sub: string; email: string; name: string }) {
  const browser = house.browser();
  house.signsIn(house.kestrel, person);
  const { url } = await departFor(browser, 'borealis');
  return browser.get(house.kestrel.authorize(url));
}

casesOf('login.connections').attack('a subject of another provider is another person, whatever the connection is called', async () => {
  const own = house.browser();
  const page = await postAnswer(own, await arrive(house, own, house.borealis, people.ada));
  expect(textOf(page)).toContain(people.ada.name);

  const { connections, ...rest } = house.settingsOf('acme', ['borealis']);
  const pointed = connections.map((connection) => ({ ...connection, issuer: house.kestrel.issuer }));
  await house.applySettings(house.acme, 2, { ...rest, connections: pointed });

  const taken = await arriveWith({ sub: people.ada.sub, email: 'mallory@kestrel.example', name: 'Mallory' });
  expect(taken.body).not.toContain('SAMLResponse');
  expect(house.log.lines.filter((line) => line.event === 'refused').at(-1)?.fields.code).toBe('customer_email_domain_refused');

  // Nor by the address: Ada's account is bound, and only an administrator binds it anew.
  const claimed = await arriveWith({ sub: 'other', email: people.ada.email, name: 'Mallory' });
  expect(claimed.body).not.toContain('SAMLResponse');
  expect(house.log.lines.filter((line) => line.event === 'refused').at(-1)?.fields.code).toBe('account_already_linked');
});
