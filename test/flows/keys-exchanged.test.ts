import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import type { Config } from '../../broker/config/config.ts';
import { Secret } from '../../broker/domain/secret.ts';
import { type BrowserPage, formOn, type TestBrowser } from '../support/browser.ts';
import { type Fleet, openFleet, startTraffic } from '../support/fleet.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, portals, postAnswer, signIn } from '../support/journey.ts';

const minute = 60_000;
const metadata = 'http://acme-login.localhost:8080/saml/metadata';
const people = ['ada', 'bo', 'cy'].map((name) => ({ sub: `k-${name}`, email: `${name}@borealis.example`, name: 'Kay Keys' }));

/** Somebody who was there before any key was exchanged. */
interface Regular {
  readonly person: TestPerson;
  readonly browser: TestBrowser;
  readonly key: string;
  readonly codes: string[];
}

describe.each(['sqlite', 'postgres'] as const)('while people sign in through two brokers over one %s', (kind) => {
  let house: House;
  let fleet: Fleet;
  let traffic: ReturnType<typeof startTraffic>;
  let folder: string;
  let config: Config;
  let regulars: Regular[];

  beforeAll(async () => {
    folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gatehouse-keys-'));
    const place = { kind: 'sqlite', path: join(folder, 'broker.db') } as const;
    house = await openHouse({ connections: ['borealis'], database: kind === 'sqlite' ? place : kind });
    config = house.config;
    fleet = await openFleet(house, config);
    regulars = [];
    for (const person of people) {
      const browser = fleet.browser();
      regulars.push({ person, browser, ...(await signIn(house, browser, house.borealis, person)) });
    }
    traffic = startTraffic(house, fleet);
  }, 120_000);
  afterAll(async () => {
    await traffic.stop().catch(() => 0);
    await fleet.close();
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (with_: Config, ...argv: string[]) => fleet.run(with_, argv, (move) => traffic.between(async () => move()));
  const pass = (ms: number) => traffic.between(async () => house.clock.advance(ms));
  const certificates = async () => (await fleet.browser().get(metadata)).body.match(/<ds:X509Certificate>/g)?.length;

  /** Arrived at the second factor, to go on later. */
  async function startOne(name: string): Promise<{ browser: TestBrowser; page: BrowserPage }> {
    const browser = fleet.browser();
    const person = { sub: `u-${name}`, email: `under-way-${name}@borealis.example`, name: 'Uma Underway' };
    return { browser, page: await traffic.between(() => arrive(house, browser, house.borealis, person)) };
  }

  async function finishOne({ browser, page }: Awaited<ReturnType<typeof startOne>>): Promise<string> {
    const { answered } = await enrol(house, browser, page);
    return (await postAnswer(browser, answered)).url;
  }

  /** Their sessions still stand, and where they sign in anew their app or a recovery code is taken. */
  async function regularsAreKnown(): Promise<void> {
    await pass(minute);
    for (const { person, browser, key, codes } of regulars) {
      expect(await browser.get(portals)).toMatchObject({ status: 200, url: portals });
      const other = fleet.browser();
      const asked = await traffic.between(() => arrive(house, other, house.borealis, person));
      const answered = await answer(other, asked, { answer: codeOf(house, key) });
      expect((await postAnswer(other, answered)).url).toBe(portals);
      const third = fleet.browser();
      const page = await traffic.between(() => arrive(house, third, house.borealis, person));
      const form = await third.post(formOn(page).action, { ...formOn(page).fields, method: 'recovery-code' });
      expect((await postAnswer(third, await answer(third, form, { answer: codes.pop() ?? '' }))).url).toBe(portals);
    }
  }

  test('signing keys are exchanged: both are published, and none of the sign-ins fails', async () => {
    const started = await startOne('signing');
    expect(await certificates()).toBe(1);
    expect(await run(config, 'keys', 'rotate', 'signing', '--tenant', 'acme')).toMatchObject({ code: 0 });
    await traffic.more(3);
    await pass(3_000);
    expect(await certificates()).toBe(2);
    await traffic.more(3);
    expect(await finishOne(started)).toBe(portals);
    // From here on the new key signs.
    await pass(minute);
    await traffic.more(3);
    await pass(61 * minute);
    expect(await certificates()).toBe(1);
    await traffic.more(3);
    await regularsAreKnown();
  }, 120_000);

  test('the data key is exchanged: what is under way goes on, and the old version is destroyed', async () => {
    const started = await startOne('data');
    expect(await run(config, 'keys', 'rotate', 'data', '--tenant', 'acme')).toMatchObject({
      code: 0,
      said: expect.stringContaining('the old version stays'),
    });
    await traffic.more(3);
    expect(await finishOne(started)).toBe(portals);
    const ended = await run(config, 'keys', 'rotate', 'data', '--tenant', 'acme', '--wait');
    expect(ended).toMatchObject({ code: 0, said: expect.stringContaining('Everything is sealed under version 2') });
    await traffic.more(3);
    await pass(6 * minute);
    await traffic.more(3);
    await regularsAreKnown();
  }, 120_000);

  test('the master key is exchanged, broker by broker', async () => {
    const next = new Secret(Buffer.from(systemRandom.bytes(32)).toString('base64'));
    const both = { ...config, masterKeyAlso: next };
    const swapped = { ...config, masterKey: next, masterKeyAlso: config.masterKey };
    const alone = { ...config, masterKey: next, masterKeyAlso: null };
    const started = await startOne('master');
    for (const step of [both, swapped]) {
      for (const index of [0, 1] as const) {
        await fleet.restart(index, step);
        await traffic.more(3);
      }
    }
    await expect(run(alone, 'keys', 'list')).resolves.toMatchObject({
      code: 1,
      said: expect.stringContaining('is not the key that this database was sealed with'),
    });
    expect((await run(swapped, 'keys', 'list')).said).toMatch(/MASTER_KEY_ALSO \S+ wraps [1-9]/);
    const rotated = await Promise.all([run(swapped, 'keys', 'rotate', 'master'), run(swapped, 'keys', 'rotate', 'master')]);
    expect(rotated.map(({ code }) => code)).toEqual([0, 0]);
    await traffic.more(3);
    expect((await run(swapped, 'keys', 'rotate', 'master')).said).toContain('take it from every broker');
    for (const index of [0, 1] as const) {
      await fleet.restart(index, alone);
      await traffic.more(3);
    }
    expect(await finishOne(started)).toBe(portals);
    await regularsAreKnown();
    await expect(run(config, 'keys', 'list')).resolves.toMatchObject({ code: 1 });
  }, 120_000);

  test('and everybody got in', async () => {
    expect(await traffic.stop()).toBeGreaterThan(40);
    expect(house.log.lines.filter(({ level, event }) => level === 'error' || event === 'refused')).toEqual([]);
  });

  test('a signing key that somebody else may have ends at once: portal sessions too, but nobody is asked again', async () => {
    const [regular] = regulars;
    if (regular === undefined) throw new Error('nobody');
    expect(await run(fleet.config(), 'keys', 'rotate', 'signing', '--tenant', 'acme', '--purpose', 'login', '--now')).toMatchObject({
      code: 0,
      said: expect.stringContaining('is trusted no more'),
    });
    const answered = await regular.browser.get(portals);
    expect(answered.url).toContain('acme-login.localhost');
    expect(await postAnswer(regular.browser, answered)).toMatchObject({ status: 200, url: portals });
    expect(await certificates()).toBe(1);
  });
});
