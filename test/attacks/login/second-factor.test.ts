import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, somebody } from '../../support/attacks/in-house.ts';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, arrive, codeOf, keyOn, postAnswer, signIn } from '../../support/journey.ts';
import { askAsPortal } from '../../support/party-request.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterAll(() => house.close());

let revision = 1;
async function demandOf(preset: 'everybody' | 'nobody'): Promise<void> {
  revision += 1;
  await house.applySettings(house.acme, revision, { ...house.settingsOf('acme', ['borealis']), policy: { preset } });
}

describe('somebody with a stolen company password and a set-up page from before', () => {
  casesOf('login.enrolment').attack('cannot confirm it once the person has an app of their own', async () => {
    await demandOf('everybody');
    const person = somebody();
    const thief = house.browser();
    const early = await arrive(house, thief, house.borealis, person);
    const theirs = keyOn(early);
    const { codes } = await signIn(house, house.browser(), house.borealis, person);
    const late = await answer(thief, early, { answer: codeOf(house, theirs) });
    expect(late.body).not.toContain('SAMLResponse');
    expect(textOf(late)).toContain('Confirm that it is you');
    expect(textOf(late)).not.toMatch(/[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/);
    // The person's recovery codes are still good.
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    const switched = await browser.post(page.url, { token: formOn(page).fields.token ?? '', method: 'recovery-code' });
    expect(formOn(await answer(browser, switched, { answer: codes[0] ?? '' })).fields).toHaveProperty('SAMLResponse');
  });
});

describe('a second factor asked of a session', () => {
  casesOf('login.step-up').attack('does not bring a session back that ended in the meantime', async () => {
    await demandOf('nobody');
    const person = somebody();
    const browser = house.browser();
    await arrive(house, browser, house.borealis, person);
    const { url } = await askAsPortal(house, { requestedContexts: ['https://refeds.org/profile/mfa'] });
    const page = await browser.get(url);
    expect(textOf(page)).toContain('Set up your second step');
    await house.broker.storage.sessions.endOtherConnections(house.acme.id, []);
    const refused = await answer(browser, page, { answer: codeOf(house, keyOn(page)) });
    expect(refused.status).toBe(410);
    expect(refused.body).not.toContain('SAMLResponse');
    expect(lastRefusal(house)).toBe('login_expired');
  });
});

describe('signing out', () => {
  casesOf('login.logout').attack('with a link that somebody else made signs only them out', async () => {
    await demandOf('nobody');
    const victim = house.browser();
    await arrive(house, victim, house.borealis, somebody());
    const before = victim.cookies(loginHost).get('__Host-sso');
    expect(before).toBeDefined();
    const attacker = house.browser();
    const page = await postAnswer(attacker, await arrive(house, attacker, house.borealis, somebody()));
    const form = formOn(page);
    const leaving = await attacker.send('POST', form.action, form.fields);
    const link = (/http-equiv="refresh" content="0; url=([^"]+)"/.exec(leaving.body)?.[1] ?? '').replaceAll('&amp;', '&');
    expect(link).toContain('/saml/slo?');
    await victim.send('GET', link);
    expect(victim.cookies(loginHost).get('__Host-sso')).toBe(before);
  });

  casesOf('login.logout').attack('happens by the form only: the address that one returns to forgets nothing', async () => {
    await demandOf('nobody');
    const victim = house.browser();
    await postAnswer(victim, await arrive(house, victim, house.borealis, somebody()));
    const before = victim.cookies('acme.localhost:8080').get('__Host-session');
    expect(before).toBeDefined();
    await victim.send('GET', 'http://acme.localhost:8080/saml/slo');
    expect(victim.cookies('acme.localhost:8080').get('__Host-session')).toBe(before);
  });
});
