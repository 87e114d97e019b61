import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BrokerProcess, type BundledBroker, bundleBroker, environmentOf } from '../support/broker-process.ts';
import type { Door } from '../support/browser.ts';
import { holdsWhatWasTold, signPeopleIn, toldNothing } from '../support/crash-course.ts';
import { type House, openHouse } from '../support/house.ts';

const kills = 24;
/** Of a broker, in requests: those of two people who sign in twice each, and sign out. */
const longestLife = 70;
/** A request takes about as long. */
const longestRequestMs = 12;

let bundled: BundledBroker;
let house: House;
let folder: string;
let path: string;

beforeAll(async () => {
  bundled = bundleBroker();
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-killed-'));
  path = join(folder, 'gatehouse.sqlite');
  house = await openHouse({ database: { kind: 'sqlite', path } });
  await house.broker.close();
}, 60_000);
afterAll(async () => {
  bundled.remove();
  await house.close();
  rmSync(folder, { recursive: true });
});

test(`whatever somebody was told holds after the broker was killed at any moment, ${kills} times`, async () => {
  const env = environmentOf(house.config, path);
  let people = 0;
  const somebody = (company: string) => () => {
    people += 1;
    return { sub: `p-${people}`, email: `p-${people}@${company}.example`, name: `Person ${people}` };
  };
  const all = toldNothing();
  let coming = bundled.standby({ env });
  let broker = await coming.serve();
  for (let kill = 0; kill < kills; kill += 1) {
    coming = bundled.standby({ env });
    const told = toldNothing();
    const door = mortal(broker);
    const atWork = [house.borealis, house.kestrel].map((provider, index) =>
      signPeopleIn(house, door, provider, somebody(index === 0 ? 'borealis' : 'kestrel'), told).catch((error: unknown) => error),
    );
    for (const ended of await Promise.all(atWork)) expect(String(ended)).toMatch(/ECONNRE(SET|FUSED)|socket hang up|EPIPE/);

    broker = await coming.serve();
    await holdsWhatWasTold(house, broker, told);
    for (const kind of ['enrolled', 'spent', 'consumed', 'ended'] as const) (all[kind] as unknown[]).push(...told[kind]);
  }
  expect(await broker.stop()).toBe(0);

  for (const told of Object.values(all) as readonly unknown[][]) expect(told.length).toBeGreaterThan(kills / 4);
  const file = new DatabaseSync(path, { readOnly: true });
  const count = (query: string) => file.prepare(query).get()?.n as number;
  expect(file.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(count('select count(*) as n from account_binding')).toBeGreaterThanOrEqual(all.enrolled.length);
  expect(count("select count(*) as n from (select 1 from mfa_factor where state = 'active' group by subject having count(*) > 1)")).toBe(0);
  file.close();
}, 180_000);

/** A broker that is killed somewhere within one of the requests that it is given. */
function mortal(broker: BrokerProcess): Door {
  let left = 1 + Math.floor(Math.random() * longestLife);
  return {
    inject(request) {
      left -= 1;
      if (left === 0) setTimeout(() => void broker.kill(), Math.random() * longestRequestMs);
      return broker.inject(request);
    },
  };
}
