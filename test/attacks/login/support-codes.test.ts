/** A person's support code has to be there when their administrator asks for it, whatever else arrives in that minute. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { createRefusals } from '../../../broker/audit/refusals.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { loginHost } from '../../support/attacks/in-house.ts';
import { type BrowserPage, createTestBrowser, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { arrive, departFor } from '../../support/journey.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterEach(() => house.close());

/** What an administrator finds behind the code that a page shows. */
async function traceOf(page: BrowserPage) {
  const shown = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}/.exec(textOf(page))?.[0] ?? '';
  return house.broker.storage.traces.find(house.acme.id, shown.replaceAll('-', ''));
}

/** Somebody who proves an identity that this tenant does not let in. */
const stranger = { sub: 'x-1', email: 'x@elsewhere.example', name: 'Somebody Else' };
const refusedPerson = () => arrive(house, house.browser(), house.borealis, stranger);

function browserAt(remoteAddress: string): TestBrowser {
  const { app } = house.broker;
  return createTestBrowser(() => ({ inject: (request) => app.inject({ ...request, remoteAddress }) }), 'a browser');
}

/** A login that is begun and that the provider then refuses: it costs nothing, and its trace is that of a login under way. */
async function refusedByProvider(remoteAddress: string): Promise<BrowserPage> {
  const browser = browserAt(remoteAddress);
  const left = new URL((await departFor(browser, 'borealis')).url);
  const back = new URL(left.searchParams.get('redirect_uri') ?? '');
  const answer = { error: 'access_denied', state: left.searchParams.get('state') ?? '', iss: house.borealis.issuer };
  for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
  return browser.get(back.href);
}

describe('support codes crowded out', () => {
  const { attack, honest } = casesOf('login.support-codes');

  attack('not by answers of no login', async () => {
    const flood = [];
    for (let count = 0; count < 80; count += 1)
      flood.push(await house.browser().send('GET', `http://${loginHost}/callback/borealis?state=x&code=x`));
    expect(await traceOf(flood.at(-1) as BrowserPage)).toBeNull();
    expect(await traceOf(await refusedPerson())).toMatchObject({ code: 'customer_email_domain_refused' });
  });

  attack('not by logins that somebody begins only to break them', async () => {
    const flood = [];
    for (let count = 0; count < 70; count += 1) {
      const browser = house.browser();
      const back = new URL(house.borealis.authorize((await departFor(browser, 'borealis')).url));
      back.searchParams.set('code', 'made-up');
      flood.push(await browser.get(back.href));
    }
    expect(await traceOf(flood[0] as BrowserPage)).toMatchObject({ code: 'oidc_code_rejected' });
    expect(await traceOf(flood.at(-1) as BrowserPage)).toBeNull();
    expect(await traceOf(await refusedPerson())).toMatchObject({ code: 'customer_email_domain_refused' });
  });

  attack.each<[string, (count: number) => string]>([
    ['one address', () => '203.0.113.7'],
    ['the many addresses of one network', (count) => `2001:db8:1:2::${count.toString(16)}`],
    ['the many networks of one site', (count) => `2001:db8:1:${count.toString(16)}::1`],
  ])('not by refusals of the provider that somebody at %s has made', async (_what, from) => {
    const flood = [];
    for (let count = 0; count < 70; count += 1) flood.push(await refusedByProvider(from(count)));
    expect([await traceOf(flood[19] as BrowserPage), await traceOf(flood[20] as BrowserPage)]).toEqual([expect.anything(), null]);
    expect(await traceOf(await refusedByProvider('198.51.100.4'))).toMatchObject({ code: 'oidc_access_denied' });
  });

  attack.each(['stranger', 'under-way'] as const)(
    '%s: no more in a day than a tenant can bear, and of one address a tenth',
    async (standing) => {
      const { traces } = house.broker.storage;
      const refusals = createRefusals({ traces, log: house.log, clock: house.clock, random: systemRandom });
      const refusal = { tenant: house.acme.id, code: 'login_expired', because: 'x', step: 'callback', standing } as const;
      const isTraced = async (address: string) => {
        const code = await refusals.record({ ...refusal, address });
        return (await traces.find(house.acme.id, code.replaceAll('-', ''))) !== null;
      };
      const written = new Map<string, number>();
      for (let minute = 0; minute < 130; minute += 1) {
        house.clock.advance(60_000);
        const site = minute < 30 ? '203.0.113.7' : `198.51.100.${minute}`;
        for (let count = 0; count < 22; count += 1) if (await isTraced(site)) written.set(site, (written.get(site) ?? 0) + 1);
      }
      expect([written.get('203.0.113.7'), [...written.values()].reduce((sum, each) => sum + each, 0)]).toEqual([200, 2_000]);
      expect([await isTraced('192.0.2.1'), await isTraced('203.0.113.7')]).toEqual([false, false]);
      house.clock.advance(86_400_000);
      expect(await isTraced('203.0.113.7')).toBe(true);
    },
  );

  attack('not by messages at the portal’s door', async () => {
    const acs = 'http://acme.localhost:8080/saml/acs';
    for (let count = 0; count < 80; count += 1)
      await house.browser().post(acs, { SAMLResponse: 'PHg+' }, { origin: 'null', 'sec-fetch-site': 'cross-site' });
    expect(await traceOf(await refusedPerson())).toMatchObject({ code: 'customer_email_domain_refused' });
  });

  honest('one refusal has its trace, for its own tenant alone', async () => {
    const page = await refusedPerson();
    const trace = await traceOf(page);
    expect(trace).toMatchObject({ code: 'customer_email_domain_refused', connection: 'borealis' });
    expect(await house.broker.storage.traces.find(house.umbra.id, trace?.supportCode ?? '')).toBeNull();
  });
});
