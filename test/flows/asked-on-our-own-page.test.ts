import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import type { Protocol } from '#contract/settings/connection';
import { refuse } from '../../broker/domain/app-error.ts';
import { connectionOf } from '../../broker/domain/connection.ts';
import type { Connector, FormDeparture } from '../../broker/domain/ports/connector.ts';
import { formOn, textOf } from '../support/browser.ts';
import { anEmailCodeConnection } from '../support/connections.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { answer, portals, postAnswer } from '../support/journey.ts';

/** A connection without a provider, as far as the login room sees it: it asks twice, and signs out by a form. */
const asking: Connector = {
  protocol: 'email-code',
  async depart({ addresses, reference, connection }) {
    connectionOf('email-code', connection);
    return ask('email', addresses.redirectUri, reference);
  },
  referenceOf: ({ form }) => form.reference ?? null,
  async complete({ addresses, reference, memory, arrival }) {
    const again = (asks: FormDeparture['asks'], email: string, problem: FormDeparture['problem'] = null) =>
      ({ ok: 'again', departure: { ...ask(asks, addresses.redirectUri, reference), problem, memory: { email } } }) as const;
    const { email = '' } = memory;
    if (email === '') return again('code', arrival.form.email ?? '');
    if (arrival.form.code !== '123456') return again('code', email, refuse('second_factor_wrong', 'test.code'));
    return { ok: true, identity: identityOf(email) };
  },
  logout: async ({ state }) => ({ kind: 'post', url: 'https://id.guests.example/slo', fields: { RelayState: state } }),
  test: async () => ({ ok: true, checks: [] }),
};

function ask(asks: FormDeparture['asks'], url: string, reference: string): FormDeparture {
  return { kind: 'form', url, asks, fields: { reference }, problem: null, memory: { email: '' } };
}

const identityOf = (address: string) => ({
  connection: 'guests',
  issuer: 'urn:gatehouse:email-code:guests',
  subject: address,
  email: { address, verified: true },
  firstName: null,
  lastName: null,
  displayName: null,
  groups: null,
  attributes: {},
  assurance: { acr: null, amr: [], authTime: null },
  upstreamSession: { sid: null, idToken: null, nameId: null },
});

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['kestrel'] });
  (house.broker.connectors as Map<Protocol, Connector>).set('email-code', asking);
  const settings = house.settingsOf('acme', []);
  const guests = anEmailCodeConnection({ domains: { mode: 'list', list: ['borealis.example'] } });
  await house.applySettings(house.acme, 2, { ...settings, connections: [guests] });
});
afterAll(() => house.close());

test('a connection may ask on a page of ours, again after a wrong answer, and the person gets in', async () => {
  const browser = house.browser();
  const first = await browser.get(portals);
  expect(textOf(first)).toContain('E-mail address');
  expect(formOn(first).action).toBe('http://acme-login.localhost:8080/callback/guests');

  const second = await answer(browser, first, { email: people.ada.email });
  expect(textOf(second)).toContain('Code from the message');
  const wrong = await answer(browser, second, { code: '000000' });
  expect(wrong.status).toBe(422);
  expect(textOf(wrong)).toContain(errorWords.second_factor_wrong.text);
  // Each answer passes a step: the page of the one before is of no use any more.
  const [before] = [...browser.cookies('acme-login.localhost:8080')].filter(([name]) => name.startsWith('__Host-tx-'));
  const answered = await answer(browser, wrong, { code: '123456' });
  expect((await postAnswer(browser, answered)).url).toBe(portals);
  browser.cookies('acme-login.localhost:8080').set(...(before ?? ['', '']));
  expect((await answer(browser, second, { code: '123456' })).status).toBe(409);
});

test('the page asks again from the start when it is loaded again, and another browser gets nowhere with it', async () => {
  const browser = house.browser();
  const first = await browser.get(portals);
  const again = await browser.get(first.url);
  expect(textOf(again)).toContain('E-mail address');
  const form = formOn(again);
  expect((await house.browser().post(form.action, { ...form.fields, email: people.bo.email })).status).toBe(403);
});

test('a sign-out that goes on by a form is posted, and nowhere else', async () => {
  const browser = house.browser();
  const code = await answer(browser, await browser.get(portals), { email: people.ada.email });
  const page = await postAnswer(browser, await answer(browser, code, { code: '123456' }));
  const out = [...page.body.matchAll(/<form[\s\S]*?<\/form>/g)].findIndex(([form]) => form.includes('/logout'));
  const form = formOn(page, out);
  const left = await browser.post(form.action, form.fields);
  const hop = formOn(left);
  expect([hop.action, Object.keys(hop.fields)]).toEqual(['https://id.guests.example/slo', ['RelayState']]);
  expect(left.headers['content-security-policy']).toContain('form-action https://id.guests.example');
  const back = await browser.get(`http://acme-login.localhost:8080/logout/return?state=${hop.fields.RelayState}`);
  expect(textOf(back)).toContain('signed out');
});
