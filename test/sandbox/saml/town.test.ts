import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectionAddresses } from '#contract/settings/addresses';
import { readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { aurora } from '../../../sandbox/oidc/people.ts';
import { createSamlTown, type SamlTown } from '../../../sandbox/saml/town.ts';
import { type BrowserPage, createTestBrowser, formOn, textOf } from '../../support/browser.ts';
import { aParty } from '../../support/connections.ts';
import { doorOf } from '../../support/door.ts';
import { type House, openHouse } from '../../support/house.ts';
import { portals, postAnswer } from '../../support/journey.ts';
import { aSamlConnection } from '../../support/saml/connection.ts';

const login = 'http://acme-login.localhost:8080';
const ours = connectionAddresses(login, 'aurora');
const [greta] = aurora.people;

let house: House;
let town: SamlTown;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: [] });
  // The town signs with the time of this machine.
  house.clock.advance(Date.now() - house.clock.now());
  town = await createSamlTown({
    port: 0,
    services: [{ name: 'Acme Help', entityId: ours.entityId, acsUrl: ours.acsUrl, sloUrl: ours.logoutUrl }],
    identityProvider: async () => (await house.browser().get(`${login}/saml/applications/wiki`)).body,
  });
  const at = (path: string) => `http://aurora.localhost:${town.port}${path}`;
  const wiki = `http://wiki.localhost:${town.port}`;
  await house.applySettings(house.acme, 2, {
    ...house.settingsOf('acme', []),
    connections: [
      aSamlConnection({
        id: 'aurora',
        name: 'Aurora Lines',
        entityId: town.companyEntityId,
        signOn: { url: at('/sso'), binding: 'redirect' },
        logout: { url: at('/slo'), binding: 'redirect' },
        certificates: [town.certificate],
        domains: { mode: 'list', list: ['aurora.example'] },
      }),
    ],
    parties: [
      aParty({
        id: 'wiki',
        entityId: town.wiki.entityId,
        acs: [`${wiki}/acs`],
        logout: { url: `${wiki}/slo`, binding: 'redirect' },
        certificates: [town.wiki.certificate],
        signedRequests: true,
        attributes: [{ name: 'email', value: 'email' }],
      }),
    ],
  });
});
afterAll(async () => {
  await town.close();
  await house.close();
});

/** A browser that reaches both the house and the town. */
function aBrowser() {
  const there = doorOf(town.port);
  return createTestBrowser(
    () => ({ inject: (request) => (/^(aurora|wiki)\./.test(request.headers.host ?? '') ? there : house.broker.app).inject(request) }),
    'Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0',
  );
}

/** Chooses somebody on the company's page and brings the answer back. */
async function signInAt(browser: ReturnType<typeof aBrowser>, page: BrowserPage, id = greta?.id ?? '') {
  const form = formOn(page);
  return postAnswer(browser, await browser.post(form.action, { person: id }));
}

test('publishes metadata that the broker reads', async () => {
  const { body } = await aBrowser().get(town.companyEntityId);
  expect(readProviderMetadata({ bytes: Buffer.from(body), now: Date.now() })).toMatchObject({
    ok: true,
    entityId: town.companyEntityId,
    signingCertificates: [town.certificate],
  });
});

test('signs its people in to the portal', async () => {
  const browser = aBrowser();
  const asked = await browser.get(portals);
  expect(textOf(asked)).toContain('Greta Gauß');
  const page = await postAnswer(browser, await signInAt(browser, asked));
  expect([page.url, page.status]).toEqual([portals, 200]);
  expect(textOf(page)).toContain('Greta Gauß');
});

test('the wiki is told what is registered for it, by whoever signed in at the company', async () => {
  const browser = aBrowser();
  const wiki = `http://wiki.localhost:${town.port}/`;
  const asked = await browser.get(wiki);
  expect(textOf(asked)).toContain('Greta Gauß');
  const page = await postAnswer(browser, await signInAt(browser, asked, aurora.people[2]?.id));
  expect(page.url).toBe(wiki);
  expect(textOf(page)).toContain('ines@aurora.example');
  expect(textOf(page)).not.toContain('aurora-ground');
});

test('an exchanged certificate is published before it signs, and does not count where it is not registered', async () => {
  const browser = aBrowser();
  const at = (path: string) => `http://aurora.localhost:${town.port}${path}`;
  await browser.post(at('/keys/publish'), {});
  expect((await browser.get(town.companyEntityId)).body.match(/<md:KeyDescriptor/g)).toHaveLength(2);
  await browser.post(at('/keys/use'), {});
  const refused = await signInAt(browser, await browser.get(portals));
  expect(refused.status).toBeGreaterThanOrEqual(400);
  await browser.post(at('/keys/use'), {});
  await browser.post(at('/keys/retire'), {});
  expect((await browser.get(town.companyEntityId)).body).toContain(town.certificate);
});
