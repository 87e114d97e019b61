import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, arrive, codeOf, keyOn, postAnswer, signIn } from '../../support/journey.ts';
import { askAsPortal } from '../../support/party-request.ts';

const login = 'acme-login.localhost:8080';
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

let made = 0;
function somebody() {
  made += 1;
  return { sub: `f-${made}`, email: `f${made}@borealis.example`, name: `Factor ${made}` };
}

function lastRefusal(): unknown {
  return house.log.lines.filter((line) => line.event === 'refused').at(-1)?.fields.code;
}

describe('somebody with a stolen company password and a set-up page from before', () => {
  test('cannot confirm it once the person has an app of their own', async () => {
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

describe('guessing from many logins at once', () => {
  test('a right code after ten wrong ones is not taken, however close together they came', async () => {
    await demandOf('everybody');
    const person = somebody();
    const { key } = await signIn(house, house.browser(), house.borealis, person);
    house.clock.advance(60_000);
    const guesses = [];
    for (let count = 0; count < 40; count += 1) {
      const browser = house.browser();
      guesses.push({ browser, page: await arrive(house, browser, house.borealis, person) });
    }
    const right = codeOf(house, key);
    const wrong = right === '123456' ? '654321' : '123456';
    const outcomes = await Promise.all(
      guesses.map(({ browser, page }, index) => answer(browser, page, { answer: index === 20 ? right : wrong })),
    );
    expect(outcomes.filter((page) => page.body.includes('SAMLResponse'))).toHaveLength(0);
  });
});

describe('a second factor asked of a session', () => {
  test('does not bring a session back that ended in the meantime', async () => {
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
    expect(lastRefusal()).toBe('login_expired');
  });
});

describe('guessing recovery codes', () => {
  test('counts as every other wrong answer, with words of its own', async () => {
    await demandOf('everybody');
    const person = somebody();
    const { codes } = await signIn(house, house.browser(), house.borealis, person);
    const browser = house.browser();
    const asked = await arrive(house, browser, house.borealis, person);
    let page = await browser.post(asked.url, { token: formOn(asked).fields.token ?? '', method: 'recovery-code' });
    for (let count = 0; count < 5; count += 1) page = await answer(browser, page, { answer: '0000-0000-0000-0000' });
    expect(textOf(page)).toContain('That recovery code is not right');
    expect((await answer(browser, page, { answer: codes[0] ?? '' })).status).toBe(403);
    expect(lastRefusal()).toBe('second_factor_exhausted');
  });
});

describe('signing out', () => {
  test('with a link that somebody else made signs only them out', async () => {
    await demandOf('nobody');
    const victim = house.browser();
    await arrive(house, victim, house.borealis, somebody());
    const before = victim.cookies(login).get('__Host-sso');
    expect(before).toBeDefined();
    const attacker = house.browser();
    const page = await postAnswer(attacker, await arrive(house, attacker, house.borealis, somebody()));
    const form = formOn(page);
    const leaving = await attacker.send('POST', form.action, form.fields);
    const link = (/http-equiv="refresh" content="0; url=([^"]+)"/.exec(leaving.body)?.[1] ?? '').replaceAll('&amp;', '&');
    expect(link).toContain('/saml/slo?');
    await victim.send('GET', link);
    expect(victim.cookies(login).get('__Host-sso')).toBe(before);
  });

  test('happens by the form only: the address that one returns to forgets nothing', async () => {
    await demandOf('nobody');
    const victim = house.browser();
    await postAnswer(victim, await arrive(house, victim, house.borealis, somebody()));
    const before = victim.cookies('acme.localhost:8080').get('__Host-session');
    expect(before).toBeDefined();
    await victim.send('GET', 'http://acme.localhost:8080/saml/slo');
    expect(victim.cookies('acme.localhost:8080').get('__Host-session')).toBe(before);
  });
});
