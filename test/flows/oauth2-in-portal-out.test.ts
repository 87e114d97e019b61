import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Protocol } from '#contract/settings/connection';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../broker/adapters/net/outbound.ts';
import { createOAuth2Connector } from '../../broker/connectors/oauth2/connector.ts';
import type { Connector } from '../../broker/domain/ports/connector.ts';
import { textOf } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { portals, postAnswer } from '../support/journey.ts';
import { type GitHub, octocat, startGitHub } from '../support/oauth2/provider.ts';
import { gitHubConnection } from '../support/oauth2/sign-in.ts';

let house: House;
let provider: GitHub;
beforeAll(async () => {
  provider = await startGitHub();
  house = await openHouse({ policy: 'nobody', connections: ['kestrel'], secrets: { github: provider.clientSecret } });
  // The house was opened without an exception for this provider's address.
  const outbound = createOutbound({ allow: [provider.origin], mode: 'development' });
  (house.broker.connectors as Map<Protocol, Connector>).set('oauth2', createOAuth2Connector({ outbound, random: systemRandom }));
  await house.applySettings(house.acme, 2, { ...house.settingsOf('acme', []), connections: [gitHubConnection(provider)] });
});
afterAll(async () => {
  await house.close();
  await provider.close();
});

async function signIn() {
  const browser = house.browser();
  const left = await browser.get(portals);
  return { browser, page: await browser.get(provider.authorize(String(left.headers.location))) };
}

test('a customer signs in with an address that GitHub has verified, and stands in the portal', async () => {
  const { browser, page } = await signIn();
  const arrived = await postAnswer(browser, page);
  expect(arrived.url).toBe(portals);
  expect(textOf(arrived)).toContain('Ada Aalto');
});

test('somebody without a verified address of the domains is refused by name', async () => {
  provider.behave({}, { user: { ...octocat.user, id: 2 }, emails: [{ email: 'eve@elsewhere.example', primary: true, verified: true }] });
  const { page } = await signIn();
  expect([page.status, page.body.includes('SAMLResponse')]).toEqual([403, false]);
});

test('an answer that was used, or in another browser, gets nobody in', async () => {
  provider.behave({});
  const browser = house.browser();
  const left = await browser.get(portals);
  const back = provider.authorize(String(left.headers.location));
  expect((await house.browser().get(back)).status).toBe(403);
  expect((await browser.get(back)).body).toContain('SAMLResponse');
  expect((await browser.get(back)).status).toBeGreaterThanOrEqual(400);
});
