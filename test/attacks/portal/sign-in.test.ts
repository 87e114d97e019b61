import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { SessionId } from '../../../broker/domain/brands.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { buildErrorResponse, type ResponseToBuild } from '../../../broker/saml/build-response.ts';
import { type Bench, type Browser, openBench, openBrokerSession } from '../../broker/portal/support/bench.ts';
import { aDesk, ada, bob, createFakeJira } from '../../broker/portal/support/fake-jira.ts';
import { anAnswer, encoded, loginKey, requestIdIn } from '../../broker/portal/support/login-host.ts';
import { casesOf } from '../../support/attacks/cases.ts';

let bench: Bench;
let acme: Tenant;
let key: KeyObject;
const crossSite = { origin: 'null', 'sec-fetch-site': 'cross-site' };
const home = '/servicedesk/customer/portals';

beforeEach(async () => {
  const jira = createFakeJira();
  jira.desks = [aDesk('6')];
  bench = await openBench({ jira: jira.source, saml: 'real' });
  acme = await bench.addTenant('acme');
  key = await loginKey(bench);
  await openBrokerSession(bench.storage, bench.clock.now(), { tenant: acme.id, id: 'broker-1' as SessionId, accountId: ada });
});
afterEach(() => bench.close());

async function depart(browser: Browser, path = home): Promise<string> {
  return requestIdIn((await browser.get(path)).headers.location as string);
}
const post = (browser: Browser, SAMLResponse: string, more: Record<string, string | string[]> = {}) =>
  browser.post('/saml/acs', { SAMLResponse, ...more }, crossSite);
const answerTo = (requestId: string, wish: Partial<ResponseToBuild> = {}) => encoded(anAnswer(bench, acme, requestId, key, wish));

async function expectNobody(browser: Browser) {
  expect(browser.cookies.has('__Host-session')).toBe(false);
  expect((await browser.get(home)).statusCode).toBe(302);
}

casesOf('portal.answers').honest('a good answer signs in, so that the refusals below are about what they change', async () => {
  const browser = bench.browser();
  const requestId = await depart(browser, '/servicedesk/customer/portal/6');
  const arrived = await post(browser, answerTo(requestId));
  expect(arrived.statusCode).toBe(200);
  expect(arrived.body).toContain('url=/servicedesk/customer/portal/6"');
  expect((await browser.get(home)).body).toContain('Ada Adams');
});

describe('answers that were not asked for by this browser', () => {
  const { attack } = casesOf('portal.unasked');

  attack('an unsolicited one', async () => {
    const browser = bench.browser();
    const refused = await post(browser, answerTo('_never-asked'));
    expect(refused.statusCode).toBe(403);
    expect(bench.refusals).toEqual([
      { code: 'portal_sign_in_unmatched', because: 'acs: no sign-in under way in this browser', step: 'portal-acs' },
    ]);
    await expectNobody(browser);
  });

  attack("an attacker's own good answer, planted in a victim's browser", async () => {
    const [attacker, victim] = [bench.browser(), bench.browser()];
    const planted = answerTo(await depart(attacker));
    await depart(victim);
    const refused = await post(victim, planted);
    expect([refused.statusCode, bench.refusals.at(-1)?.code]).toEqual([403, 'portal_sign_in_unmatched']);
    await expectNobody(victim);
    expect((await post(attacker, planted)).statusCode).toBe(200);
  });

  attack("the same while the victim is signed in leaves the victim's session alone", async () => {
    const [attacker, victim] = [bench.browser(), bench.browser()];
    await post(victim, answerTo(await depart(victim)));
    const before = victim.cookies.get('__Host-session');
    const refused = await post(
      victim,
      answerTo(await depart(attacker), { nameId: { value: bob, format: anAnswer(bench, acme, '', key).nameId.format } }),
    );
    expect(refused.statusCode).toBe(403);
    expect(victim.cookies.get('__Host-session')).toBe(before);
    expect((await victim.get(home)).body).toContain('Ada Adams');
  });

  attack("a victim's answer in the attacker's browser", async () => {
    const [attacker, victim] = [bench.browser(), bench.browser()];
    const stolen = answerTo(await depart(victim));
    await depart(attacker);
    expect((await post(attacker, stolen)).statusCode).toBe(403);
    await expectNobody(attacker);
  });

  attack('one that is older than ten minutes', async () => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    bench.clock.advance({ minutes: 10 });
    expect((await post(browser, answerTo(requestId))).statusCode).toBe(403);
    await expectNobody(browser);
  });
});

describe('answers that come again', () => {
  const { attack } = casesOf('portal.replay');

  attack('are refused in the same browser', async () => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    const sign = [...browser.cookies].find(([name]) => name.startsWith('__Host-sp-')) as [string, string];
    const answer = answerTo(requestId);
    await post(browser, answer);
    // The cookie was cleared; even with it put back by hand the assertion counts once.
    browser.cookies.delete('__Host-session');
    browser.cookies.set(...sign);
    const again = await post(browser, answer);
    expect([again.statusCode, bench.refusals.at(-1)?.code]).toEqual([409, 'portal_sign_in_used']);
    await expectNobody(browser);
  });

  attack('are refused in another browser with every cookie copied', async () => {
    const [browser, thief] = [bench.browser(), bench.browser()];
    const requestId = await depart(browser);
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    const answer = answerTo(requestId);
    await post(browser, answer);
    expect((await post(thief, answer)).statusCode).toBe(409);
    await expectNobody(thief);
  });

  attack('one of two at the same moment wins', async () => {
    const [browser, thief] = [bench.browser(), bench.browser()];
    const requestId = await depart(browser);
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    const answer = answerTo(requestId);
    const both = await Promise.all([post(browser, answer), post(thief, answer)]);
    expect(both.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('answers that are not good', () => {
  const { attack } = casesOf('portal.answers');

  const wrong: [string, (answer: ResponseToBuild) => Partial<ResponseToBuild>][] = [
    [
      'signed by nobody we know',
      () => ({ sign: { what: 'assertion', key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey } }),
    ],
    ['of another issuer', () => ({ issuer: 'http://umbra-login.localhost:8080/saml/metadata' })],
    ['for another audience', () => ({ audience: 'http://umbra-login.localhost:8080/saml/portal' })],
    ['for another address', () => ({ recipient: 'http://umbra.localhost:8080/saml/acs' })],
    ['too old', ({ now }) => ({ now: now - 7 * 60_000 })],
    ['from the future', ({ now }) => ({ now: now + 5 * 60_000 })],
    ['with a name that is no account', ({ nameId }) => ({ nameId: { ...nameId, value: 'ada" OR reporter = "x' } })],
    [
      'with a name of another format',
      ({ nameId }) => ({ nameId: { ...nameId, format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' } }),
    ],
    ['without a session', () => ({ sessionIndex: '' })],
    ['with two names of the person', () => ({ attributes: [{ name: 'displayName', values: ['Ada', 'Bob'] }] })],
    ['with a session that has ended', ({ now }) => ({ sessionNotOnOrAfter: now - 2 * 60_000 })],
  ];

  attack.each(wrong)('%s', async (_, wish) => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    const refused = await post(browser, answerTo(requestId, wish(anAnswer(bench, acme, requestId, key))));
    expect([refused.statusCode, bench.refusals.at(-1)?.code]).toEqual([403, 'portal_sign_in_unproven']);
    await expectNobody(browser);
  });

  attack("signed with the portal's own key", async () => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    const own = (await bench.keys.current(acme.id, 'portal', 'ecdsa-p256')).privateKey;
    await post(browser, answerTo(requestId, { sign: { what: 'assertion', key: own } }));
    expect(bench.refusals.at(-1)).toMatchObject({
      code: 'portal_sign_in_unproven',
      because: expect.stringContaining('saml_signature_wrong'),
    });
    await expectNobody(browser);
  });

  attack('signed with the key of another tenant', async () => {
    const umbra = await bench.addTenant('umbra');
    const browser = bench.browser();
    await post(browser, answerTo(await depart(browser), { sign: { what: 'assertion', key: await loginKey(bench, umbra.id) } }));
    expect(bench.refusals.at(-1)?.because).toContain('saml_signature_wrong');
    await expectNobody(browser);
  });

  attack('changed after signing', async () => {
    const browser = bench.browser();
    const answer = Buffer.from(answerTo(await depart(browser)), 'base64').toString('utf8');
    const changed = answer.replace('qm:ada', 'qm:bob');
    expect(changed).not.toBe(answer);
    expect((await post(browser, Buffer.from(changed).toString('base64'))).statusCode).toBe(403);
    await expectNobody(browser);
  });

  attack.each([
    ['', 400],
    ['%%%', 403],
    ['PHg+', 403],
    ['A'.repeat(360 * 1024), 403],
    ['A'.repeat(500 * 1024), 413],
  ])('junk %#', async (junk, status) => {
    const browser = bench.browser();
    await depart(browser);
    expect((await post(browser, junk)).statusCode).toBe(status);
    await expectNobody(browser);
  });

  attack('two in one form', async () => {
    const browser = bench.browser();
    const answer = answerTo(await depart(browser));
    const refused = await browser.post('/saml/acs', { SAMLResponse: [answer, answer] }, crossSite);
    expect(refused.statusCode).toBe(400);
    await expectNobody(browser);
  });

  attack('in the address instead of a form', async () => {
    const browser = bench.browser();
    const answer = answerTo(await depart(browser));
    expect((await browser.get(`/saml/acs?SAMLResponse=${encodeURIComponent(answer)}`)).statusCode).toBe(404);
    await expectNobody(browser);
  });

  attack('at the portal of another tenant', async () => {
    await bench.addTenant('umbra');
    const [here, there] = [bench.browser('acme'), bench.browser('umbra')];
    const answer = answerTo(await depart(here));
    for (const [name, value] of here.cookies) there.cookies.set(name, value);
    await post(there, answer);
    expect(bench.refusals.at(-1)).toMatchObject({ code: 'portal_sign_in_unmatched', because: 'acs: no sign-in under way in this browser' });
    await expectNobody(there);
  });

  attack('for a broker session that has ended signs in to nothing', async () => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    await bench.storage.sessions.endBroker(acme.id, 'broker-1' as SessionId);
    expect((await post(browser, answerTo(requestId))).statusCode).toBe(403);
    expect(bench.refusals.at(-1)).toMatchObject({ code: 'portal_sign_in_refused', because: 'acs: its broker session has ended' });
    expect((await browser.get(home)).statusCode).toBe(302);
  });
});

describe('the login host says no', () => {
  const { attack } = casesOf('portal.answers');

  attack('kindly, and nobody is signed in', async () => {
    const browser = bench.browser();
    const inResponseTo = await depart(browser);
    const { responseId, now, issuer, recipient } = anAnswer(bench, acme, inResponseTo, key);
    const no = buildErrorResponse({
      responseId,
      now,
      issuer,
      recipient,
      inResponseTo,
      status: 'Responder',
      detail: 'AuthnFailed',
      sign: { key },
    });
    const page = await post(browser, no.encoded);
    expect(page.statusCode).toBe(403);
    expect(page.body).toContain('You were not signed in');
    expect(bench.refusals.at(-1)).toMatchObject({ code: 'portal_sign_in_refused', because: expect.stringContaining('AuthnFailed') });
    await expectNobody(browser);
  });
});
