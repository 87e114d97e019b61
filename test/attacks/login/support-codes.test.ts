/** A person's support code has to be there when their administrator asks for it, whatever else arrives in that minute. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { loginHost } from '../../support/attacks/in-house.ts';
import { type BrowserPage, textOf } from '../../support/browser.ts';
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
