import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SessionId } from '../../../broker/domain/brands.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import type { ResponseToBuild } from '../../../broker/saml/build-response.ts';
import { openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { buildLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { type Bench, type Browser, inputValue, openBench, openBrokerSession } from '../../broker/portal/support/bench.ts';
import { aDesk, ada, createFakeJira } from '../../broker/portal/support/fake-jira.ts';
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

describe('hand-edited cookies of a sign-in', () => {
  const { attack } = casesOf('portal.cookies');

  const edits: [string, (value: string, time: string) => string][] = [
    ['its seal', (value) => `${value.slice(0, -2)}${value.endsWith('AA') ? 'BB' : 'AA'}`],
    ['its time', (value, time) => value.replace(time, (Number.parseInt(time, 36) + 1).toString(36))],
    ['all of it', () => 'x'],
  ];

  attack.each(edits)('open nothing after a change of %s', async (_, edit) => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    const [name, value] = [...browser.cookies][0] as [string, string];
    browser.cookies.set(name, edit(value, value.split('.')[0] as string));
    expect((await post(browser, answerTo(requestId))).statusCode).toBe(403);
    await expectNobody(browser);
  });

  attack('open nothing under another name', async () => {
    const browser = bench.browser();
    const requestId = await depart(browser);
    const [name, value] = [...browser.cookies][0] as [string, string];
    browser.cookies.delete(name);
    browser.cookies.set('__Host-sp-AAAAAAAAAAAA', value);
    expect((await post(browser, answerTo(requestId))).statusCode).toBe(403);
  });

  attack('do not show where the person wanted to go', async () => {
    const browser = bench.browser();
    await depart(browser, '/servicedesk/customer/portal/6?secret=1');
    expect(JSON.stringify([...browser.cookies])).not.toContain('secret');
    expect(Buffer.from(([...browser.cookies.values()][0] ?? '').split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain(
      'secret',
    );
  });
});

describe('where people are sent', () => {
  const { attack } = casesOf('portal.return-paths');

  attack.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/.//evil.example', 'javascript:alert(1)'])(
    'after signing in, never elsewhere: destination=%s',
    async (destination) => {
      const browser = bench.browser();
      const requestId = await depart(browser, `/servicedesk/customer/user/login?destination=${encodeURIComponent(destination)}`);
      const arrived = await post(browser, answerTo(requestId));
      const next = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(arrived.body)?.[1] ?? '';
      expect(new URL(next, acme.portalOrigin).origin).toBe(acme.portalOrigin);
      const signedIn = await browser.get(`/servicedesk/customer/user/login?destination=${encodeURIComponent(destination)}`);
      expect(new URL(signedIn.headers.location as string, acme.portalOrigin).origin).toBe(acme.portalOrigin);
    },
  );

  attack('RelayState leads nowhere', async () => {
    const browser = bench.browser();
    const arrived = await post(browser, answerTo(await depart(browser)), { RelayState: 'https://evil.example/' });
    expect(arrived.statusCode).toBe(200);
    expect(arrived.body).not.toContain('evil.example');
  });
});

describe('signing out', () => {
  test('asks the login host in a signed message about this very session', async () => {
    const browser = bench.browser();
    await post(browser, answerTo(await depart(browser)));
    const page = await browser.get(home);
    const gone = await browser.post('/servicedesk/customer/user/logout', { csrf: inputValue(page.body, 'csrf') });
    const url = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(gone.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const opened = openLogoutRequest(new URL(url).search.slice(1));
    const keys = (await bench.keys.trusted(acme.id, 'portal', 'ecdsa-p256')).map((one) => one.publicKey);
    const proof = opened.ok && opened.prove({ keys, now: bench.clock.now(), destination: `${acme.loginOrigin}/saml/slo` });
    expect(proof).toMatchObject({ ok: true, request: { sessionIndexes: ['broker-1'], nameId: { value: ada } } });
  });

  casesOf('redirect.logout-response').attack('takes the answer of the login host, and writes a forged one down', async () => {
    const good = {
      id: '_l1',
      now: bench.clock.now(),
      issuer: `${acme.loginOrigin}/saml/metadata`,
      destination: `${acme.portalOrigin}/saml/slo`,
      inResponseTo: '_x',
      outcome: 'success',
      relayState: null,
      key,
    } as const;
    const path = (url: string) => url.slice(acme.portalOrigin.length);
    expect((await bench.browser().get(path(buildLogoutResponse(good)))).body).toContain('You are signed out');
    expect(bench.refusals).toEqual([]);
    const forged = buildLogoutResponse({ ...good, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey });
    expect((await bench.browser().get(path(forged))).body).toContain('You are signed out');
    expect(bench.refusals).toEqual([{ code: 'saml_signature_wrong', because: expect.any(String), step: 'portal-slo' }]);
  });
});
