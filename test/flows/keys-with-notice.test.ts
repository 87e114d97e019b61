import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type House, openHouse } from '../support/house.ts';
import { arrive, portals, postAnswer } from '../support/journey.ts';
import { anApplication, askByAddress, takenBy } from '../support/saml/application.ts';

const day = 86_400_000;
const wiki = anApplication();

let house: House;
let people = 0;

beforeAll(async () => {
  house = await openHouse({ connections: ['borealis'], policy: 'nobody', brokers: 2, database: 'postgres' });
  await house.applySettings(house.acme, 2, { ...house.settingsOf('acme', ['borealis']), parties: [wiki] });
}, 60_000);
afterAll(() => house.close());

async function pass(ms: number): Promise<void> {
  house.clock.advance(ms);
  for (const broker of house.brokers) await broker.jobs.runDue();
}

const somebody = () => {
  people += 1;
  return { sub: `k-${people}`, email: `k${people}@borealis.example`, name: 'Kay Keys' };
};

/** Somebody new signs in at the portal and at the application, through both brokers; tells the statuses and what the wiki says. */
async function signIns(): Promise<unknown> {
  const results: unknown[] = [];
  for (const broker of [0, 1]) {
    const browser = house.browser(broker);
    results.push((await postAnswer(browser, await arrive(house, browser, house.borealis, somebody()))).url);
    const asked = askByAddress(house, wiki);
    const page = await browser.get(asked.url);
    results.push((await takenBy(house, wiki, page, asked.id)).action);
  }
  return results;
}
const fine = [portals, wiki.acs[0], portals, wiki.acs[0]];

test('our keys are exchanged with notice to applications, and nobody is refused on any day of it', async () => {
  const rsaKeys = async () =>
    (await house.broker.keyRotation.list(house.acme.id)).signing.filter(
      ({ purpose, algorithm }) => purpose === 'login' && algorithm === 'rsa-2048',
    );
  await pass(60_000);
  expect(await signIns()).toEqual(fine);
  const [first] = await rsaKeys();

  await pass(334 * day);
  expect([await signIns(), (await rsaKeys()).length]).toEqual([fine, 1]);

  // Applications may have our certificate by hand, so an administrator begins it: the successor stands in the metadata for
  // thirty days, and the first one signs.
  await pass(1.5 * day);
  expect(await rsaKeys()).toHaveLength(1);
  await house.broker.keyRotation.rotateSigning(house.acme.id, ['login'], { aheadMs: 30 * day, overlapMs: 7 * day });
  await pass(60_000);
  const [, second] = await rsaKeys();
  expect(((second?.signsFrom ?? 0) - house.clock.now()) / day).toBeCloseTo(30, 2);
  expect(await signIns()).toEqual(fine);
  const { expiring } = await house.broker.upkeep.list(house.acme);
  expect(expiring.find(({ kind, name }) => kind === 'own-key' && name === 'login (rsa-2048)')).toMatchObject({
    daysLeft: 29,
    severity: 'soon',
  });
  for (let passed = 0; passed < 31; passed += 5) {
    await pass(5 * day);
    expect(await signIns()).toEqual(fine);
  }

  // The successor signs; a week later nothing is left of the first.
  await pass(7 * day);
  expect(await signIns()).toEqual(fine);
  await house.broker.storage.signingKeys.sweep(house.clock.now());
  const left = (await rsaKeys()).map(({ id }) => id);
  expect([left.includes(first?.id ?? ''), left.includes(second?.id ?? '')]).toEqual([false, true]);
  expect(
    house.log.lines.filter(({ event }) => event === 'expiry.near' || event === 'job.failed').map(({ fields }) => fields.purpose),
  ).toEqual(expect.arrayContaining(['own-key']));
  expect(house.log.lines.filter(({ event }) => event.endsWith('failed'))).toEqual([]);
}, 60_000);
