import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createOidcConnector } from '../../../broker/connectors/oidc/connector.ts';
import type { Proven } from '../../../broker/domain/ports/connector.ts';
import { sandboxCompanies } from '../../../sandbox/oidc/people.ts';
import { createOidcProviders, type OidcProviders } from '../../../sandbox/oidc/providers.ts';
import { aBrowser, formAction } from '../../support/oidc/browser.ts';
import { createClientKeys } from '../../support/oidc/client-keys.ts';
import { aClock, aConnection, callbackUrl, place, reference, secretsOf } from '../../support/oidc/sign-in.ts';

const goodbye = place.addresses.postLogoutUri;
const clientSecret = 'the secret of the demo';
let providers: OidcProviders;

beforeAll(async () => {
  const client = { clientId: 'gatehouse', clientSecret, redirectUris: [callbackUrl], postLogoutRedirectUris: [goodbye] };
  providers = await createOidcProviders({ port: 0, clients: sandboxCompanies.map(({ key }) => ({ ...client, company: key })) });
});
afterAll(() => providers.close());

/** The broker's side of a login with one company, and a browser. */
function aVisit(company: string, browser = aBrowser()) {
  const issuer = providers.issuerOf(company);
  const outbound = createOutbound({ allow: [issuer], mode: 'development' });
  const connector = createOidcConnector({ keys: createClientKeys(), outbound, clock: aClock(), random: systemRandom });
  const connection = aConnection({ issuer, clientId: 'gatehouse' });
  const common = { ...place, connection, secrets: secretsOf(clientSecret), reference };

  async function leave(ask: { forceReauthentication?: boolean; loginHint?: string } = {}) {
    const departure = await connector.depart({ ...common, forceReauthentication: false, loginHint: null, ...ask });
    if (departure.kind !== 'redirect') throw new Error('expected a redirect');
    const page = await browser.open(departure.url);
    const arrive = (url: string): Promise<Proven> =>
      connector.complete({ ...common, memory: departure.memory, arrival: { method: 'GET', url, form: {} } });
    return { page, arrive };
  }
  return { issuer, browser, connector, common, leave };
}

async function signInAs(company: string, givenName: string, visit = aVisit(company)): Promise<Proven> {
  const { page, arrive } = await visit.leave();
  const person = sandboxCompanies.flatMap((each) => each.people).find((each) => each.givenName === givenName);
  const back = await visit.browser.open(formAction(page), { person: person?.id ?? '' });
  return arrive(back.url);
}

describe('each of the six people signs in at their own company', () => {
  test.each(sandboxCompanies.flatMap(({ key, people }) => people.map((person) => [person.givenName, key, person] as const)))(
    '%s of %s',
    async (givenName, company, person) => {
      expect(await signInAs(company, givenName)).toMatchObject({
        ok: true,
        identity: {
          subject: person.id,
          email: { address: person.email, verified: true },
          firstName: person.givenName,
          lastName: person.familyName,
          groups: person.groups,
          upstreamSession: { idToken: expect.any(String) },
        },
      });
    },
  );
});

describe('the sign-in page', () => {
  test('shows the people of that company only, without any script', async () => {
    const { page } = await aVisit('borealis').leave();
    expect(page.status).toBe(200);
    expect(page.body).toContain('Ada Aalto');
    expect(page.body).not.toContain('Dev Desai');
    expect(page.body).not.toContain('<script');
  });

  test('puts the expected person first', async () => {
    const { page } = await aVisit('borealis').leave({ loginHint: 'cleo@borealis.example' });
    expect(page.body.indexOf('Cleo Conti')).toBeLessThan(page.body.indexOf('Ada Aalto'));
  });

  test('lets a person go back', async () => {
    const { browser, leave } = aVisit('borealis');
    const { page, arrive } = await leave();
    const back = await browser.open(formAction(page), { cancel: 'yes' });
    expect(await arrive(back.url)).toMatchObject({ ok: false, code: 'oidc_access_denied' });
  });

  test('does not sign in somebody of another company', async () => {
    const { browser, leave } = aVisit('borealis');
    const { page, arrive } = await leave();
    const stranger = sandboxCompanies[1]?.people[0]?.id ?? '';
    const back = await browser.open(formAction(page), { person: stranger });
    expect(await arrive(back.url)).toMatchObject({ ok: false, code: 'oidc_access_denied' });
  });

  test('is over once it was used, and for other browsers', async () => {
    const { page } = await aVisit('borealis').leave();
    const elsewhere = await aBrowser().open(formAction(page));
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.body).toContain('This sign-in is over');
  });
});

describe('a session at the company', () => {
  test('signs in again without asking', async () => {
    const visit = aVisit('kestrel');
    await signInAs('kestrel', 'Eli', visit);
    const { page, arrive } = await visit.leave();
    expect(page.url).toContain(callbackUrl);
    expect(await arrive(page.url)).toMatchObject({ ok: true, identity: { firstName: 'Eli' } });
  });

  test('is not enough when a fresh sign-in is asked for', async () => {
    const visit = aVisit('kestrel');
    await signInAs('kestrel', 'Eli', visit);
    const { page, arrive } = await visit.leave({ forceReauthentication: true });
    expect(page.body).toContain('Please sign in again');
    const eli = sandboxCompanies[1]?.people.find((each) => each.givenName === 'Eli')?.id ?? '';
    const back = await visit.browser.open(formAction(page), { person: eli });
    expect(await arrive(back.url)).toMatchObject({ ok: true, identity: { assurance: { authTime: expect.any(Number) } } });
  });

  test('ends at the company when the broker asks for it, and the way leads back', async () => {
    const visit = aVisit('borealis');
    const proven = await signInAs('borealis', 'Bo', visit);
    if (proven.ok !== true) throw new Error('nobody was proven');
    const { upstreamSession: session } = proven.identity;
    const hop = await visit.connector.logout({ ...visit.common, session, state: 'our-state' });
    const page = await visit.browser.open(hop?.url ?? '');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const back = await visit.browser.open(formAction(page), { xsrf, logout: 'yes' });
    expect(back.url).toBe(`${goodbye}?state=our-state`);
    expect((await visit.leave()).page.body).toContain('Who are you?');
  });
});

describe('what the companies say', () => {
  test('an address can be made unverified, and verified again', async () => {
    providers.setEmailVerified('cleo@borealis.example', false);
    expect(await signInAs('borealis', 'Cleo')).toMatchObject({ ok: true, identity: { email: { verified: false } } });
    providers.setEmailVerified('cleo@borealis.example', true);
    expect(await signInAs('borealis', 'Cleo')).toMatchObject({ ok: true, identity: { email: { verified: true } } });
  });

  test('both pass every step of the connection test', async () => {
    for (const { key } of sandboxCompanies) {
      const { connector, common } = aVisit(key);
      const result = await connector.test(common);
      expect(result.checks.filter((check) => !check.ok)).toEqual([]);
    }
  });

  test('no other host is served', async () => {
    const page = await aBrowser().open(`http://nobody.localhost:${providers.port}/`);
    expect(page.status).toBe(404);
  });

  test('a redirect address that is not registered is not followed', async () => {
    const { issuer, browser } = aVisit('borealis');
    const page = await browser.open(
      `${issuer}/auth?client_id=gatehouse&response_type=code&scope=openid&redirect_uri=https://attacker.example/`,
    );
    expect(page.status).toBe(400);
    expect(page.body).toContain('That did not work');
  });
});
