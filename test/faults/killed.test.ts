import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DatabasePlace } from '../../broker/domain/ports/database-place.ts';
import { type BrokerProcess, type BundledBroker, bundleBroker, environmentOf } from '../support/broker-process.ts';
import type { Door } from '../support/browser.ts';
import { addTo, holdsWhatWasTold, signPeopleIn, type Told, toldNothing } from '../support/crash-course.ts';
import { eventually } from '../support/eventually.ts';
import { type House, openHouse } from '../support/house.ts';
import { freshDatabase, placeOf } from '../support/postgres.ts';
import { answerOf } from '../support/postgres-administrator.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { createSeeded } from '../support/seeded.ts';

/** Of a broker, in requests: two people need about fifty to sign in twice each, and to sign out. */
const longestLife = 80;
/** A request takes about as long. */
const longestRequestMs = 12;
const patienceMs = 180_000;

let bundled: BundledBroker;
let server: PostgresServer;
let house: House;

beforeAll(async () => {
  bundled = bundleBroker();
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  bundled.remove();
  await server.stop();
});
afterEach(() => house.close());

/** The neighbours and two tenants; the broker is a process of its own. */
async function furnish(place: DatabasePlace, address: string): Promise<Record<string, string>> {
  house = await openHouse({ database: place });
  await house.broker.close();
  return environmentOf(house.config, address);
}

let people = 0;
function somebody(company: string) {
  people += 1;
  return { sub: `p-${people}`, email: `p-${people}@${company}.example`, name: `Person ${people}` };
}

/** Two companies' people at a time, until requests fail. */
const atWork = (door: Door, told: Told): Promise<never>[] =>
  (['borealis', 'kestrel'] as const).map((company) => signPeopleIn(house, door, house[company], () => somebody(company), told));

describe('whatever somebody was told holds after the broker was killed in the middle of it', () => {
  /** Everything that people were told, over all kills. */
  async function course(env: Record<string, string>, kills: number): Promise<Told> {
    const all = toldNothing();
    let broker = await bundled.standby({ env }).serve();
    for (let kill = 0; kill < kills; kill += 1) {
      const coming = bundled.standby({ env });
      const told = toldNothing();
      for (const { status, ...ended } of await Promise.allSettled(atWork(mortal(broker, (kill + chance()) / kills), told))) {
        expect(status).toBe('rejected');
        expect(String('reason' in ended && ended.reason)).toMatch(/ECONNRE(SET|FUSED)|socket hang up|EPIPE/);
      }
      broker = await coming.serve();
      await holdsWhatWasTold(house, broker, told);
      addTo(all, told);
    }
    expect(await broker.stop()).toBe(0);
    for (const told of Object.values(all) as readonly unknown[][]) expect(told.length).toBeGreaterThan(0);
    return all;
  }

  test(
    '24 times, over a file of SQLite, which stays whole',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'gatehouse-killed-'));
      const path = join(folder, 'gatehouse.sqlite');
      const told = await course(await furnish({ kind: 'sqlite', path }, path), 24);
      const file = new DatabaseSync(path, { readOnly: true });
      const count = (query: string) => file.prepare(query).get()?.n as number;
      expect(file.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
      expect(count('select count(*) as n from account_binding')).toBeGreaterThanOrEqual(told.enrolled.length);
      expect(count(twoFactors)).toBe(0);
      file.close();
      rmSync(folder, { recursive: true });
    },
    patienceMs,
  );

  test(
    '10 times, over PostgreSQL',
    async () => {
      const database = await freshDatabase(server.url);
      const told = await course(await furnish(placeOf(database.url), database.url), 10);
      expect(await answerOf(database.url, 'select count(*)::int from account_binding')).toBeGreaterThanOrEqual(told.enrolled.length);
      expect(await answerOf(database.url, twoFactors)).toBe('0');
    },
    patienceMs,
  );
});

test(
  'a broker lives through a PostgreSQL that stops and falls over while people sign in, and what they were told holds',
  async () => {
    const database = await freshDatabase(server.url);
    const env = await furnish(placeOf(database.url), database.url);
    const broker = await bundled.standby({ env }).serve();
    const told = toldNothing();
    let restarting = true;
    /** A sign-in that fails is begun again, by somebody else. */
    const persist = async (company: 'borealis' | 'kestrel') => {
      while (restarting) await signPeopleIn(house, broker, house[company], () => somebody(company), told).catch(() => {});
    };
    const working = [persist('borealis'), persist('kestrel')];
    try {
      for (const how of ['orderly', 'crash', 'orderly', 'crash', 'crash', 'orderly'] as const) {
        const soFar = told.enrolled.length;
        await eventually(() => told.enrolled.length >= soFar + 2, 'people are signed in again', 60_000);
        await server.restart(how);
      }
    } finally {
      restarting = false;
    }
    await server.halt();
    await Promise.all(working);
    await server.start();
    await holdsWhatWasTold(house, broker, told);
    expect(broker.said()).toContain('"because":"postgres.');
    expect(broker.said()).not.toContain('"code":"internal"');
    expect(await broker.stop()).toBe(0);
  },
  patienceMs,
);

const twoFactors =
  "select count(*) as n from (select 1 from mfa_factor where state = 'active' group by subject having count(*) > 1) as people";

/** From 0 to 1: the same moments of death in every run, as far as a machine keeps them. */
const seeded = createSeeded(1);
const chance = () => seeded.below(1_000) / 1_000;

/** A broker that is killed somewhere within one of the requests that it is given; `age` is from 0 to 1. */
function mortal(broker: BrokerProcess, age: number): Door {
  let left = 1 + Math.floor(age * longestLife);
  return {
    inject(request) {
      left -= 1;
      if (left === 0) setTimeout(() => void broker.kill(), chance() * longestRequestMs);
      return broker.inject(request);
    },
  };
}
