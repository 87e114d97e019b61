import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { type House, openHouse } from '../support/house.ts';
import { departFor } from '../support/journey.ts';
import { certificateOf } from '../support/saml/connection.ts';
import { type KeyPair, otherRsaKeys, rsaKeys } from '../support/saml/keys.ts';
import { type MetadataPlace, openMetadataPlace } from '../support/saml/metadata-place.ts';
import { createSamlProvider, type SamlProvider } from '../support/saml/provider.ts';
import { excC14n, signAssertion } from '../support/saml/sign.ts';

const entityId = 'https://idp.aurora.example/metadata';
const oldHome = 'https://idp.aurora.example/sso';
const newHome = 'https://login.aurora.example/sso';
const day = 86_400_000;

const [first, second, third] = [rsaKeys(), otherRsaKeys(), generateKeyPairSync('rsa', { modulusLength: 2048 })];
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

let house: House;
let place: MetadataPlace;
let provider: SamlProvider;
let people = 0;
let revision = 1;

beforeAll(async () => {
  place = await openMetadataPlace();
  house = await openHouse({ connections: ['borealis'], policy: 'nobody', brokers: 2, database: 'postgres', outbound: [place.origin] });
  provider = createSamlProvider({ entityId, clock: house.clock });
}, 60_000);
afterAll(async () => {
  await house.close();
  await place.close();
});

async function connect(more: Partial<SamlConnection> = {}): Promise<SamlConnection> {
  const aurora = provider.connection({
    id: 'aurora',
    domains: { mode: 'list', list: ['aurora.example'] },
    signOn: { url: oldHome, binding: 'redirect' },
    logout: null,
    certificates: [certificateOf(first)],
    metadata: { url: place.url, takeOver: 'certificates', signedBy: null },
    ...more,
  });
  const settings = house.settingsOf('acme', ['borealis']);
  await house.applySettings(house.acme, ++revision, { ...settings, connections: [...settings.connections, aurora] });
  return aurora;
}

const publish = (keys: readonly KeyPair[], signOn = oldHome) =>
  place.publish({ entityId, certificates: keys.map((each) => certificateOf(each)), signOn });

/** Time passes, and whichever broker comes first does what is due. */
async function pass(ms: number): Promise<void> {
  house.clock.advance(ms);
  for (const broker of house.brokers) await broker.jobs.runDue();
}

/**
 * Somebody new signs in at both brokers in turn, with an answer that these keys sign; tells where people were sent to.
 * `meanwhile` happens when all have left and nobody is back.
 */
async function signIn(keys: KeyPair, meanwhile: () => Promise<unknown> = async () => {}): Promise<{ at: string; statuses: number[] }> {
  const left = [];
  for (const broker of [0, 1]) {
    const browser = house.browser(broker);
    left.push({ browser, url: (await departFor(browser, 'aurora')).url });
  }
  await meanwhile();
  const statuses: number[] = [];
  for (const { browser, url } of left) {
    const name = `p${++people}`;
    const person = { nameId: name, attributes: { email: [`${name}@aurora.example`], displayName: [name] } };
    const sign = (xml: string) => signAssertion(xml, { key: keys.privateKey, transforms: [enveloped, excC14n] });
    const { action, fields } = provider.answer(url, person, { sign });
    const page = await browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });
    statuses.push(page.body.includes('SAMLResponse') ? page.status : 0);
  }
  const [at = ''] = new Set(left.map(({ url }) => `${new URL(url).origin}${new URL(url).pathname}`));
  return { at, statuses };
}

const fine = (at: string) => ({ at, statuses: [200, 200] });
const refusedEverywhere = (at: string) => ({ at, statuses: [0, 0] });
const statusOf = async () => (await house.broker.upkeep.list(house.acme)).metadata.find(({ connection }) => connection === 'aurora');
const kinds = async () => (await statusOf())?.changes.map(({ kind }) => kind);

describe('a provider that exchanges its certificate and then moves', () => {
  test('is signed in with at every step, by both brokers', async () => {
    await connect();
    publish([first]);
    await pass(60_000);
    expect(await statusOf()).toMatchObject({ fault: null, changes: [], staged: null });
    expect(await signIn(first)).toEqual(fine(oldHome));

    // A second certificate is announced: it is trusted beside the first, before anything is signed with it.
    publish([first, second]);
    expect(await signIn(second)).toEqual(refusedEverywhere(oldHome));
    expect(await signIn(second, () => house.broker.upkeep.refresh(house.acme, 'aurora'))).toEqual(fine(oldHome));
    await pass(7 * 3_600_000);
    expect(await kinds()).toEqual(['certificate-added']);
    expect(await signIn(first)).toEqual(fine(oldHome));
    expect(await signIn(second)).toEqual(fine(oldHome));

    // The first is published no more: it is trusted for the overlap, and then it is not.
    publish([second]);
    await pass(7 * 3_600_000);
    expect(await kinds()).toEqual(['certificate-added', 'certificate-retiring']);
    expect(await signIn(first)).toEqual(fine(oldHome));
    expect(await signIn(second)).toEqual(fine(oldHome));
    await pass(6 * day);
    expect(await signIn(first)).toEqual(fine(oldHome));
    await pass(1.5 * day);
    expect(await kinds()).toEqual(['certificate-added', 'certificate-retired']);
    expect(await signIn(first)).toEqual(refusedEverywhere(oldHome));
    expect(await signIn(second)).toEqual(fine(oldHome));

    // It moves: that waits for an administrator, and until then people are sent where they were sent before.
    publish([second], newHome);
    await pass(7 * 3_600_000);
    const waiting = await statusOf();
    expect(waiting?.changes.find(({ kind }) => kind === 'sign-on')).toEqual({
      kind: 'sign-on',
      from: { url: oldHome, binding: 'redirect' },
      to: { url: newHome, binding: 'redirect' },
      standing: 'waiting',
    });
    expect(await signIn(second)).toEqual(fine(oldHome));

    // Whoever has left for the old address comes back from it.
    const approval = () => house.broker.upkeep.approve(house.acme, 'aurora', waiting?.staged ?? '', 'admin-1');
    expect(await signIn(second, approval)).toEqual(fine(oldHome));
    expect(await statusOf()).toMatchObject({ staged: null, taken: { by: 'admin-1' } });
    expect(await signIn(second)).toEqual(fine(newHome));

    // Back again, and on once more.
    await house.broker.upkeep.dismiss(house.acme, 'aurora', waiting?.staged ?? '');
    expect(await signIn(second)).toEqual(fine(oldHome));
    await pass(7 * 3_600_000);
    expect(await signIn(second)).toEqual(fine(oldHome));
    await house.broker.upkeep.approve(house.acme, 'aurora', waiting?.staged ?? '', 'admin-1');

    // The settings catch up: nothing lies over them any more.
    await connect({ signOn: { url: newHome, binding: 'redirect' }, certificates: [certificateOf(second)] });
    expect(await signIn(second)).toEqual(fine(newHome));
    await pass(60_000);
    expect(await statusOf()).toMatchObject({ fault: null, changes: [], staged: null, taken: null });
    expect(await signIn(second)).toEqual(fine(newHome));
  }, 60_000);

  test('that is taken over by itself moves without anybody, but never becomes another', async () => {
    const everything = { url: place.url, takeOver: 'everything', signedBy: null } as const;
    publish([second, third], oldHome);
    await connect({ signOn: { url: newHome, binding: 'redirect' }, certificates: [certificateOf(second)], metadata: everything });
    await pass(7 * 3_600_000);
    expect(await statusOf()).toMatchObject({ staged: null, taken: { by: null } });
    expect(await signIn(third)).toEqual(fine(oldHome));

    place.publish({ entityId: 'https://evil.example/metadata', certificates: [certificateOf(first)], signOn: 'https://evil.example/' });
    await pass(7 * 3_600_000);
    expect(await statusOf()).toMatchObject({ fault: { code: 'metadata_entity_changed' } });
    expect(await kinds()).toContain('entity-id');
    expect(await signIn(first)).toEqual(refusedEverywhere(oldHome));
    expect(await signIn(third)).toEqual(fine(oldHome));
  }, 60_000);
});
