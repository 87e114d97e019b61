import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type PostgresLimits, servingLimits } from '../../broker/adapters/sql/postgres-pool.ts';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import {
  expectClosed,
  expectEverythingClosed,
  expectEverythingOpen,
  healthOf,
  newcomer,
  notReady,
  untilReadyIs,
} from '../support/closed-house.ts';
import { eventually } from '../support/eventually.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, keyOn, portals, postAnswer, signIn } from '../support/journey.ts';
import { type FreshDatabase, freshDatabase, placeOf } from '../support/postgres.ts';
import { answerOf, asAdministrator } from '../support/postgres-administrator.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { serveOnce } from '../support/serve-once.ts';
import { type UnreliableWay, unreliableWay } from '../support/unreliable-way.ts';

// Half a second each; other processes have their part in it, and the machine may be busy.

/** Shorter than those of brokers, and long enough for a busy machine. */
const postgresLimits: PostgresLimits = {
  ...servingLimits,
  connectMs: 1_000,
  lockMs: 400,
  statementMs: 800,
  answerMs: 1_200,
  idleInTransactionMs: 1_000,
};
/** Of one request: a connection and then an answer, with room for a machine that is busy with other tests. */
const longestMs = 6_000;
const poolSize = 3;
/** A commit of its own. */
const binding = 'insert into "account_binding"';
/** As it stands in a message of the protocol; `begin isolation level read committed` is not one. */
const commit = 'commit\0';

let server: PostgresServer;
let database: FreshDatabase;
let way: UnreliableWay;
let house: House;
let me: TestPerson;
let browser: TestBrowser;

beforeAll(async () => {
  server = await startPostgres();
  database = await freshDatabase(server.url);
  way = await unreliableWay(database.url);
  house = await openHouse({ database: placeOf(way.url, poolSize), databasePatience: { postgresLimits }, connections: ['borealis'] });
}, 60_000);
afterAll(async () => {
  await house.close();
  await way.stop();
  await server.stop();
});
beforeEach(() => {
  me = newcomer();
  browser = house.browser();
});
// What a test that failed has left behind is not the next one's trouble.
afterEach(async () => {
  await server.start();
  way.open();
  await untilReadyIs(house, true);
});

describe('the server', () => {
  test('that is halted closes the doors at once, and opens them by itself when it is back', async () => {
    const { page } = await signIn(house, browser, house.borealis, me);
    expect(page.status).toBe(200);
    await server.halt();
    await expectEverythingClosed(house, /postgres\.(ECONNREFUSED|ECONNRESET|57P01|connection)/);
    expectClosed(house, await browser.get(portals), /postgres/);
    await server.start();
    expect((await browser.get(portals)).status).toBe(200);
    await expectEverythingOpen(house);
  });

  test('that is restarted in the middle of a sign-in lets it be finished', async () => {
    const first = await arrive(house, browser, house.borealis, me);
    await server.restart();
    const { answered } = await enrol(house, browser, first);
    expect((await postAnswer(browser, answered)).status).toBe(200);
  });

  test('that falls over forgets sign-ins under way and nothing else', async () => {
    const { key, codes } = await signIn(house, browser, house.borealis, me);
    const other = house.browser();
    const letIn = await withRecoveryCode(other, codes[0] ?? '');
    const cookies = new Map(other.cookies('acme.localhost:8080'));
    expect((await postAnswer(other, letIn)).status).toBe(200);
    const underWay = house.browser();
    const somebody = newcomer();
    const first = await arrive(house, underWay, house.borealis, somebody);
    await server.restart('crash');

    const lost = await answer(underWay, first, { answer: codeOf(house, keyOn(first)) });
    expect([lost.status, textOf(lost)]).toEqual([410, expect.stringContaining('Start again')]);
    expect(keyOn(await arrive(house, underWay, house.borealis, somebody))).toBeTruthy();
    // Sessions, bindings, factors, used codes and used answers stay.
    expect((await browser.get(portals)).status).toBe(200);
    for (const [name, value] of cookies) other.cookies('acme.localhost:8080').set(name, value);
    expect((await postAnswer(other, letIn)).status).toBe(409);
    expect((await withRecoveryCode(house.browser(), codes[0] ?? '')).status).toBe(403);
    house.clock.advance(60_000);
    const again = house.browser();
    const asked = await arrive(house, again, house.borealis, me);
    expect((await postAnswer(again, await answer(again, asked, { answer: codeOf(house, key) }))).status).toBe(200);
  });

  test('that may only be read refuses sign-ins; who is signed in goes on', async () => {
    await signIn(house, browser, house.borealis, me);
    await server.setReadOnly(true);
    try {
      await untilReadyIs(house, false);
      await expectEverythingClosed(house, 'postgres.25006');
      house.clock.advance(61_000);
      expect((await browser.get(portals)).status).toBe(200);
    } finally {
      await server.setReadOnly(false);
    }
    await untilReadyIs(house, true);
    await expectEverythingOpen(house);
  });

  test('that has no connection left is named, and one that is free again is used', async () => {
    await database.limitConnections(0);
    await database.endConnections();
    await untilReadyIs(house, false);
    await expectEverythingClosed(house, 'postgres.53300');
    await database.limitConnections(null);
    await expectEverythingOpen(house);
  });

  test('that is too slow is not waited for', async () => {
    await database.run(
      "create function slowly() returns trigger language plpgsql as 'begin perform pg_sleep(30); return new; end'",
      'create trigger slowly before insert on login for each row execute function slowly()',
    );
    const begun = performance.now();
    expectClosed(house, await house.browser().get(portals), 'postgres.57014');
    expect(performance.now() - begun).toBeLessThan(longestMs);
    await database.run('drop trigger slowly on login');
    await expectEverythingOpen(house);
  });
});

describe('a table that somebody keeps locked', () => {
  test('uses up every connection, and still each request is answered in time, health at once', async () => {
    await signIn(house, browser, house.borealis, me);
    const unlock = await lockTable('login');
    const begun = performance.now();
    const waiting = Array.from({ length: 4 * poolSize }, () => house.browser().get(portals));
    expect((await healthOf(house, 'healthz')).status).toBe(200);
    const pages = await Promise.all(waiting);
    expect(performance.now() - begun).toBeLessThan(longestMs);
    for (const page of pages) expectClosed(house, page, /postgres\.(55P03|connection)/);
    // Only what needs the table is refused.
    expect((await browser.get(portals)).status).toBe(200);
    await unlock();
    await expectEverythingOpen(house);
  });
});

describe('the way to the server', () => {
  test('that falls silent is given up in time, and another one is taken when there is one', async () => {
    await signIn(house, browser, house.borealis, me);
    way.fallSilent();
    const begun = performance.now();
    const pages = await Promise.all(Array.from({ length: 4 * poolSize }, () => house.browser().get(portals)));
    expect(performance.now() - begun).toBeLessThan(longestMs);
    for (const page of pages) expectClosed(house, page, 'postgres.connection');
    await untilReadyIs(house, false);
    expect(await healthOf(house, 'readyz')).toEqual(notReady);
    way.open();
    await untilReadyIs(house, true);
    await expectEverythingOpen(house);
  });

  test('that is cut is noticed at once', async () => {
    way.close();
    await expectEverythingClosed(house, /postgres/);
    way.open();
    await untilReadyIs(house, true);
    await expectEverythingOpen(house);
  });
});

describe('a connection that ends at the very commit', () => {
  test.each([
    ['that binds the account', 'before', binding],
    ['that binds the account', 'after', binding],
    ['that ends the login', 'before', commit],
    ['that ends the login', 'after', commit],
  ] as const)('%s, %s the server has done it: nobody is let in by it, and nobody twice', async (_which, when, said) => {
    const first = await arrive(house, browser, house.borealis, me);
    const shown = await answer(browser, first, { answer: codeOf(house, keyOn(first)) });
    const [issued, bound] = [await countOf("login where state = 'issued'"), await countOf('account_binding')];
    way.endAt(said, when);
    const cut = await answer(browser, shown, {});
    expectClosed(house, cut, /postgres/);
    // The same form once more: it is worth a sign-in if the first one never was done, and nothing otherwise.
    const again = await answer(browser, shown, {});
    const done = said === commit && when === 'after';
    if (!done) expect((await postAnswer(browser, again)).status).toBe(200);
    else expect([again.status, again.body.includes('SAMLResponse')]).toEqual([409, false]);
    expect([(await countOf("login where state = 'issued'")) - issued, (await countOf('account_binding')) - bound]).toEqual([1, 1]);
    house.clock.advance(60_000);
    const next = house.browser();
    const asked = await arrive(house, next, house.borealis, me);
    expect((await postAnswer(next, await answer(next, asked, { answer: codeOf(house, keyOn(first)) }))).status).toBe(200);
  });

  test.each(['before', 'after'] as const)(
    'that takes an answer at the portal, %s the server has done it: an answer opens one session at most',
    async (when) => {
      const first = await arrive(house, browser, house.borealis, me);
      const { answered } = await enrol(house, browser, first);
      const sessions = await countOf('portal_session');
      way.endAt(commit, when);
      expectClosed(house, await postAnswer(browser, answered), /postgres/);
      expect(browser.cookies('acme.localhost:8080').has('__Host-session')).toBe(false);
      const again = await postAnswer(browser, answered);
      expect(again.status).toBe(when === 'before' ? 200 : 409);
      expect((await postAnswer(browser, answered)).status).toBeGreaterThanOrEqual(400);
      expect((await countOf('portal_session')) - sessions).toBe(1);
      // Starting again is no more than going there: the login host knows who this is.
      if (when === 'after') expect((await postAnswer(browser, await browser.get(portals))).status).toBe(200);
    },
  );
});

describe('a broker that starts', () => {
  const startOn = (url: string) => serveOnce(url, house.config.masterKey.reveal());
  const elsewhere = (change: (address: URL) => void) => {
    const address = new URL(database.url);
    change(address);
    return address.href;
  };

  test.each([
    [
      'no server',
      () => elsewhere((address) => Object.assign(address, { port: '1' })),
      /PostgreSQL at 127\.0\.0\.1:1, .*does not run, or listens elsewhere/,
    ],
    ['another password', () => elsewhere((address) => Object.assign(address, { password: 'another' })), /does not let this user in/],
    [
      'no such database',
      () => elsewhere((address) => Object.assign(address, { pathname: '/nothing' })),
      /database nothing.* has no such database\. Make it/,
    ],
  ])('and finds %s says where and what to do, without the password', async (_what, url, message) => {
    const { code, said } = await startOn(url());
    expect(code).toBe(1);
    expect(said).toContain('The database cannot be used (database_unavailable)');
    expect(said).toMatch(message);
    expect(said).not.toContain(new URL(url()).password);
  });

  test('and finds no connection left, or a server that may only be read, says so', async () => {
    const empty = await freshDatabase(server.url);
    await empty.limitConnections(0);
    expect(await startOn(empty.url)).toMatchObject({ code: 1, said: expect.stringContaining('has no connection left. Give it more') });
    await empty.limitConnections(null);
    await server.setReadOnly(true);
    expect(await startOn(empty.url)).toMatchObject({ code: 1, said: expect.stringContaining('may only be read: it is a standby') });
    await server.setReadOnly(false);
    expect(await startOn(empty.url)).toMatchObject({ code: 0 });
    await empty.remove();
  });
});

async function withRecoveryCode(at: TestBrowser, code: string) {
  const asked = await arrive(house, at, house.borealis, me);
  const form = formOn(asked);
  return answer(at, await at.post(form.action, { ...form.fields, method: 'recovery-code' }), { answer: code });
}

const countOf = async (rows: string) => Number(await answerOf(database.url, `select count(*)::int from ${rows}`));

/** By somebody else's session, until it is let go. */
async function lockTable(name: string): Promise<() => Promise<void>> {
  const mark = `select pg_sleep(60) /* ${name} */`;
  const held = database.run('begin', `lock table ${name} in access exclusive mode`, mark).catch(() => {});
  const waiting = `select count(*)::int from pg_stat_activity where query = '${mark}'`;
  await eventually(async () => (await answerOf(server.url, waiting)) !== 0, `${name} is locked`);
  return async () => {
    await asAdministrator(server.url, `select pg_terminate_backend(pid) from pg_stat_activity where query = '${mark}'`);
    await held;
  };
}
