import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import { type House, openHouse, people, type TestPerson } from '../support/house.ts';
import { departFor, portals, postAnswer } from '../support/journey.ts';
import { signToken } from '../support/oidc/signing.ts';
import { createSamlProvider, type SamlAnswer, type SamlProvider } from '../support/saml/provider.ts';

const login = 'http://acme-login.localhost:8080';

let house: House;
let provider: SamlProvider;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
  provider = createSamlProvider({ entityId: 'https://idp.aurora.example/metadata', clock: house.clock });
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  const opened = settings.connections.map((each) =>
    each.protocol === 'oidc' && each.id === 'borealis' ? { ...each, loginFromProvider: true, backChannelLogout: true } : each,
  );
  const saml = (id: string, loginFromProvider: boolean) =>
    provider.connection({ id, name: id, loginFromProvider, domains: { mode: 'list', list: [`${id}.example`] } });
  await house.applySettings(house.acme, 2, { ...settings, connections: [...opened, saml('aurora', true), saml('closed', false)] });
});
afterAll(() => house.close());

describe('a sign-in that an OpenID provider begins', () => {
  const initiate = (query: Record<string, string>, connection = 'borealis') =>
    house.browser().send('GET', `${login}/initiate/${connection}?${new URLSearchParams(query)}`);

  test('becomes one of our own, at that provider, as soon as the person says so', async () => {
    const browser = house.browser();
    const link = `${login}/initiate/borealis?iss=${encodeURIComponent(house.borealis.issuer)}`;
    const asked = await browser.get(link);
    expect(textOf(asked)).toContain('Sign in with borealis?');
    expect(asked.headers.location).toBeUndefined();
    expect((await departFor(browser, 'borealis', link)).url).toContain(`${house.borealis.issuer}/authorize`);
  });

  test('may be posted', async () => {
    const page = await house
      .browser()
      .send('POST', `${login}/initiate/borealis`, { iss: house.borealis.issuer }, { origin: house.borealis.issuer });
    expect([page.status, page.headers.location]).toEqual([303, 'http://acme.localhost:8080/?connection=borealis']);
  });

  test.each([
    [
      'a page of the portal',
      `${portals}/../portal/6?x=1`,
      'http://acme.localhost:8080/servicedesk/customer/portal/6?x=1&connection=borealis',
    ],
    ['another site', 'https://attacker.example/x', 'http://acme.localhost:8080/?connection=borealis'],
    [
      'another site that begins like ours',
      'http://acme.localhost:8080.attacker.example/',
      'http://acme.localhost:8080/?connection=borealis',
    ],
    ['another site behind our name', 'http://acme.localhost:8080@attacker.example/', 'http://acme.localhost:8080/?connection=borealis'],
    ['our login host', `${login}/saml/slo`, 'http://acme.localhost:8080/?connection=borealis'],
    ['a path that is a host', 'http://acme.localhost:8080//attacker.example', 'http://acme.localhost:8080/?connection=borealis'],
    ['script', 'javascript:alert(1)', 'http://acme.localhost:8080/?connection=borealis'],
    ['another connection', `${portals}?connection=kestrel`, `${portals}?connection=borealis`],
  ])('leads to %s only as far as the portal goes', async (_, target_link_uri, location) => {
    const page = await initiate({ iss: house.borealis.issuer, target_link_uri });
    expect([page.status, page.headers.location]).toEqual([303, location]);
  });

  test.each([
    ['without the issuer', {}, 'borealis', 403],
    ['with another issuer', { iss: 'https://attacker.example' }, 'borealis', 403],
    ['at a connection that does not allow it', { iss: 'x' }, 'kestrel', 404],
    ['at a connection by SAML', { iss: 'x' }, 'aurora', 404],
    ['at no connection', { iss: 'x' }, 'nobody', 404],
  ])('is refused %s', async (_, query, connection, status) => {
    expect((await initiate(query, connection)).status).toBe(status);
  });
});

describe('an answer of a SAML provider that nobody asked for', () => {
  const person = { nameId: 'ada-1', attributes: { email: ['ada@aurora.example'] } };
  const unasked = (connection: string, change?: (xml: string) => string) =>
    provider.unsolicited({ acsUrl: `${login}/callback/${connection}`, issuer: `${login}/saml/connections/${connection}` }, person, change);
  const post = ({ action, fields }: SamlAnswer) =>
    house.browser().send('POST', action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });

  test('is put away, and the person begins where everybody does', async () => {
    const page = await post(unasked('aurora'));
    expect([page.status, page.headers.location]).toEqual([303, 'http://acme.localhost:8080/?connection=aurora']);
    expect(page.headers['set-cookie']).toBeUndefined();
    const { url } = await departFor(house.browser(), 'aurora', String(page.headers.location));
    expect(url).toContain('https://idp.example/sso?SAMLRequest=');
  });

  test('is refused where the connection does not allow it', async () => {
    expect((await post(unasked('closed'))).status).toBe(400);
  });

  test.each<[string, (xml: string) => string]>([
    ['for another audience', (xml) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example')],
    ['for another address', (xml) => xml.replace(/Recipient="[^"]*"/, 'Recipient="https://other.example/acs"')],
    ['of another provider', (xml) => xml.replaceAll('https://idp.aurora.example/metadata', 'https://idp.other.example')],
    ['that is over', (xml) => xml.replaceAll(/NotOnOrAfter="[^"]*"/g, 'NotOnOrAfter="2020-01-01T00:00:00Z"')],
    ['that answers a request after all', (xml) => xml.replace('<samlp:Response ', '<samlp:Response InResponseTo="_abc" ')],
  ])('is refused %s', async (_, change) => {
    expect((await post(unasked('aurora', change))).status).toBe(403);
  });

  test('is refused when it was changed after it was signed', async () => {
    const { action, fields } = unasked('aurora');
    const xml = Buffer.from(fields.SAMLResponse, 'base64').toString().replace('ada-1', 'eve-1');
    expect((await post({ action, fields: { ...fields, SAMLResponse: Buffer.from(xml).toString('base64') } })).status).toBe(403);
  });
});

describe('a sign-out that the provider tells by a call of its own', () => {
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  let tokens = 0;
  const token = (more: object) => {
    tokens += 1;
    const iat = Math.floor(house.clock.now() / 1000);
    const claims = { iss: house.borealis.issuer, aud: 'gatehouse', iat, exp: iat + 120, jti: `t${tokens}`, events: event, ...more };
    return signToken({ alg: 'RS256', typ: 'logout+jwt', kid: house.borealis.key.kid }, claims, house.borealis.key);
  };
  const call = (logout_token: string, connection = 'borealis', host = login) =>
    house.browser().send('POST', `${host}/backchannel/${connection}`, { logout_token }, {});

  async function signedIn(sid: string | null, person: TestPerson = people.ada) {
    const browser = house.browser();
    const iat = () => Math.floor(house.clock.now() / 1000);
    house.borealis.behave({
      claims: (claims) => ({ ...claims, iat: iat(), exp: iat() + 300, ...person, ...(sid === null ? {} : { sid }) }),
    });
    const { url } = await departFor(browser, 'borealis');
    await postAnswer(browser, await browser.get(house.borealis.authorize(url)));
    return { browser };
  }
  const isIn = async (browser: ReturnType<House['browser']>) => (await browser.send('GET', portals)).status === 200;

  test('ends the session that it names, and no other', async () => {
    const [one, two] = [await signedIn('sid-1'), await signedIn('sid-2')];
    expect([await isIn(one.browser), await isIn(two.browser)]).toEqual([true, true]);
    const answered = await call(token({ sid: 'sid-1', sub: people.ada.sub }));
    expect([answered.status, answered.headers['cache-control']]).toEqual([200, 'no-store']);
    expect([await isIn(one.browser), await isIn(two.browser)]).toEqual([false, true]);
  });

  test.each([
    ['its name', 'sid-9', { sid: 'sid-9' }, true],
    ['the person', 'sid-9', { sub: people.ada.sub }, true],
    ['the person, where it was never named', null, { sub: people.ada.sub, sid: 'sid-9' }, true],
    ['the name of another', 'sid-9', { sub: people.ada.sub, sid: 'sid-8' }, false],
    ['somebody else', 'sid-9', { sub: people.bo.sub }, false],
  ])('a session that is only about to begin ends by %s, or does not', async (_, sid, ended, isOver) => {
    const browser = house.browser();
    const iat = Math.floor(house.clock.now() / 1000);
    house.borealis.behave({
      claims: (claims) => ({ ...claims, iat, exp: iat + 300, ...people.ada, ...(sid === null ? {} : { sid }) }),
    });
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url);
    expect((await call(token(ended))).status).toBe(200);
    const page = await browser.get(back);
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual(isOver ? [409, false] : [200, true]);
  });

  test('ends every session of the person that it names', async () => {
    const [one, two, other] = [await signedIn('sid-3'), await signedIn(null), await signedIn('sid-4', people.bo)];
    expect((await call(token({ sub: people.ada.sub }))).status).toBe(200);
    expect([await isIn(one.browser), await isIn(two.browser), await isIn(other.browser)]).toEqual([false, false, true]);
  });

  test('ends with the named session those of the person that have no name', async () => {
    const [one, two] = [await signedIn(null), await signedIn('sid-5')];
    expect((await call(token({ sid: 'sid-6', sub: people.ada.sub }))).status).toBe(200);
    expect([await isIn(one.browser), await isIn(two.browser)]).toEqual([false, true]);
  });

  test('counts once', async () => {
    const logout = token({ sid: 'sid-8' });
    expect((await call(logout)).status).toBe(200);
    const { browser } = await signedIn('sid-8');
    const again = await call(logout);
    expect([again.status, JSON.parse(again.body)]).toMatchObject([400, { error: 'invalid_request' }]);
    expect(await isIn(browser)).toBe(true);
  });

  test('is refused for another connection, another tenant, or where it is switched off', async () => {
    const { browser } = await signedIn('sid-9');
    const logout = token({ sid: 'sid-9' });
    for (const [connection, host] of [
      ['kestrel', login],
      ['aurora', login],
      ['nobody', login],
      ['borealis', 'http://umbra-login.localhost:8080'],
    ] as const)
      expect((await call(logout, connection, host)).status).toBe(400);
    expect((await house.browser().send('POST', `${login}/backchannel/borealis`, {}, {})).status).toBe(400);
    expect((await house.browser().send('GET', `${login}/backchannel/borealis`)).status).toBe(404);
    expect(await isIn(browser)).toBe(true);
  });
});

test('our client keys are there for providers to fetch, at the login host only', async () => {
  const page = await house.browser().get(`${login}/oidc/jwks`);
  expect(JSON.parse(page.body)).toMatchObject({ keys: [{ kty: 'EC', use: 'sig', alg: 'ES256' }] });
  expect(page.body).not.toContain('"d"');
  expect((await house.browser().send('GET', 'http://acme.localhost:8080/oidc/jwks')).status).not.toBe(200);
});
