import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { recommendedMethods } from '#contract/settings/methods';
import type { DatabasePlace } from '../../broker/domain/ports/database-place.ts';
import { type BrowserPage, type TestBrowser, textOf } from '../support/browser.ts';
import type { TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, keyOn, postAnswer } from '../support/journey.ts';
import { freshDatabase, placeOf, sharedPostgres } from '../support/postgres.ts';
import { createSoftwarePhone } from '../support/push/software-phone.ts';
import { openSendingHouse, type SendingHouse } from '../support/sending-house.ts';
import { foundIn, type Marker, textMarker, waysToWrite } from '../support/traces-of-text.ts';

jest.setTimeout(120_000);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Dumped {
  readonly place: DatabasePlace;
  /** Every byte that a thief of the database gets. */
  dump(): Promise<Buffer>;
}

async function onSqlite(): Promise<Dumped> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-dump-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return {
    place: { kind: 'sqlite', path: join(folder, 'broker.sqlite') },
    // With the log, and with pages that are no table's any more.
    dump: async () => Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file)))),
  };
}

async function onPostgres(): Promise<Dumped> {
  const server = await sharedPostgres();
  const database = await freshDatabase(server.url);
  closing.push(async () => {
    await database.remove();
    await server.stop();
  });
  return {
    place: placeOf(database.url),
    async dump() {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        const { rows: tables } = await client.query<{ name: string }>(
          `select tablename as name from pg_tables where schemaname = 'public'`,
        );
        const parts: Buffer[] = [];
        for (const { name } of tables) {
          const { rows } = await client.query<Record<string, unknown>>(`select * from "${name}"`);
          for (const row of rows)
            for (const value of Object.values(row)) parts.push(Buffer.isBuffer(value) ? value : Buffer.from(`${String(value)}\n`));
        }
        return Buffer.concat(parts);
      } finally {
        await client.end();
      }
    },
  };
}

/** Things about people that must be nowhere. */
function createSecrets() {
  const markers: Marker[] = [];
  const add = (name: string, text: string) => {
    if (text.length < 4) throw new Error(`too short to look for: ${name}`);
    markers.push(textMarker(name, text));
    return text;
  };
  return {
    markers,
    add,
    /** A code as it is typed, and as it is shown. */
    code(name: string, text: string) {
      add(name, text);
      if (/[- ]/.test(text)) add(`${name} without signs between`, text.replace(/[- ]/g, ''));
      return text;
    },
    person(person: TestPerson) {
      add('address', person.email);
      add('name of a mailbox', person.email.split('@')[0] ?? '');
      add('subject', person.sub);
      for (const part of [person.name, ...person.name.split(' ')]) add('name', part);
    },
  };
}

const names = ['Quinlan Orstedal', 'Wilhelmina Zabriskie', 'Thaddeus Vanterpool'].map((name) => {
  const [first = '', last = ''] = name.toLowerCase().split(' ');
  return { sub: `${last}-of-borealis`, email: `${first}.${last}@borealis.example`, name };
});

const methods = {
  ...recommendedMethods,
  'sms-code': { ...recommendedMethods['sms-code'], enabled: true, countries: ['NO'] },
  'oath-token': { enabled: true },
};

/** A busy minute: people set up, sign in, wait for codes and hold phones; everything that they were told or typed is noted. */
async function busy(house: SendingHouse, secrets: ReturnType<typeof createSecrets>): Promise<void> {
  const start = async (index: number) => {
    const who = names[index] as TestPerson;
    secrets.person(who);
    const browser = house.browser();
    return { who, browser, page: await arrive(house, browser, house.borealis, who) };
  };
  const isIn = async (browser: TestBrowser, page: BrowserPage) => expect((await postAnswer(browser, page)).status).toBe(200);
  const keepCodes = (page: BrowserPage) => {
    const codes = [...page.body.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
    expect(codes).toHaveLength(10);
    for (const code of codes) secrets.code('recovery code', code);
    return codes;
  };
  const noteCookies = (browser: TestBrowser) => {
    for (const host of ['acme-login.localhost:8080', 'acme.localhost:8080'])
      for (const value of browser.cookies(host).values())
        for (const part of value.split(/[.~]/)) if (part.length > 30) secrets.add('cookie', part);
  };

  // An app, recovery codes, and a browser that is remembered.
  const ada = await start(0);
  const set = await answer(ada.browser, ada.page, { method: 'totp' });
  const key = keyOn(set);
  secrets.code('key of an app', key);
  const kept = await answer(ada.browser, set, {
    answer: secrets.code('code of an app', codeOf(house, key)),
    label: secrets.add('name of a factor', 'Adas blue phone'),
  });
  const [recovery = ''] = keepCodes(kept);
  await isIn(ada.browser, await answer(ada.browser, kept, {}));
  noteCookies(ada.browser);
  house.clock.advance(60_000);
  ada.browser.cookies('acme-login.localhost:8080').delete('__Host-sso');
  ada.browser.cookies('acme.localhost:8080').clear();
  const again = await arrive(house, ada.browser, house.borealis, ada.who);
  await isIn(
    ada.browser,
    await answer(ada.browser, again, { answer: secrets.code('code of an app', codeOf(house, key)), remember: 'yes' }),
  );
  noteCookies(ada.browser);
  const elsewhere = house.browser();
  const other = await arrive(house, elsewhere, house.borealis, ada.who);
  await isIn(elsewhere, await answer(elsewhere, await answer(elsewhere, other, { method: 'recovery-code' }), { answer: recovery }));
  // In the middle of the second step.
  await arrive(house, house.browser(), house.borealis, ada.who);
  await house.skipMessages();

  // A phone number, and a code on its way.
  const bo = await start(1);
  const number = await answer(bo.browser, bo.page, { method: 'sms-code' });
  secrets.code('phone number', '40612345');
  secrets.add('phone number as written', '406 12 345');
  const sent = await answer(bo.browser, number, { answer: '+47 406 12 345' });
  const first = secrets.code('code by SMS', (await house.message('sms')).code ?? '');
  const told = await answer(bo.browser, sent, { answer: first });
  keepCodes(told);
  await isIn(bo.browser, await answer(bo.browser, told, {}));
  await house.skipMessages();
  house.clock.advance(10 * 60_000);
  const waiting = house.browser();
  await arrive(house, waiting, house.borealis, bo.who);
  secrets.code('code by SMS that is good', (await house.message('sms')).code ?? '');
  const settings = house.settingsOf('acme', ['borealis']);
  const withMail = { ...settings.secondFactor, methods: { ...methods, 'email-code': { ...methods['email-code'], enabled: true } } };
  await house.applySettings(house.acme, 2, { ...settings, secondFactor: withMail });
  house.clock.advance(61_000);
  const mailed = house.browser();
  const offered = await arrive(house, mailed, house.borealis, bo.who);
  secrets.code('code by SMS that is good as well', (await house.message('sms')).code ?? '');
  await answer(mailed, offered, { method: 'email-code' });
  secrets.code('code by e-mail that is good', (await house.message('mail')).code ?? '');
  await house.applySettings(house.acme, 3, settings);
  noteCookies(waiting);

  // A phone that has a request to answer.
  const origin = 'http://acme-login.localhost:8080';
  const cleo = await start(2);
  const pairing = await answer(cleo.browser, cleo.page, { method: 'push' });
  const phone = createSoftwarePhone({ origin, now: house.clock.now });
  const code = /<code class="code">([0-9A-Z]{4}-[0-9A-Z]{4})<\/code>/.exec(pairing.body)?.[1] ?? '';
  secrets.code('code of a pairing', code);
  const taken = await house.broker.app.inject({
    method: 'POST',
    url: '/phone/pair',
    headers: { host: 'acme-login.localhost:8080', origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    payload: JSON.stringify(phone.pairing(code)),
  });
  expect(taken.statusCode).toBe(200);
  const compared = await answer(cleo.browser, await cleo.browser.get(pairing.url), {
    label: secrets.add('name of a phone', 'Cleos red phone'),
  });
  keepCodes(compared);
  await isIn(cleo.browser, await answer(cleo.browser, compared, {}));
  const request = await arrive(house, house.browser(), house.borealis, cleo.who);
  expect(textOf(request)).toContain('Confirm on your phone');
  secrets.code('number for a phone', (/<strong>(\d{3} \d{3})<\/strong>/.exec(request.body) ?? [])[1] ?? '');

  // A hardware token, somebody who is written down, and a pass.
  const seed = '3132333435363738393031323334353637383930';
  const imported = await house.broker.tokens.import(
    house.acme.id,
    { text: `serial,secret\nTK-90817263,${seed}\n`, encoding: 'hex' },
    { leaveOutWrong: false },
  );
  expect(imported).toMatchObject({ ok: true, added: 1 });
  secrets.add('number of a token', 'TK-90817263');
  secrets.add('secret of a token, hex', seed);
  secrets.markers.push({ name: 'secret of a token', bytes: Buffer.from(seed, 'hex') });
  const scene = { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) };
  const operator = { kind: 'operator' } as const;
  const fay = { address: secrets.add('address that was written down', 'fay.fontaine@borealis.example') };
  const reason = secrets.add('reason', 'Fay waits for her new phone');
  expect(
    await house.broker.people.say(scene, operator, fay, { rule: 'exempt', until: house.clock.now() + 86_400_000, reason }),
  ).toMatchObject({ ok: true });
  const card = await house.broker.people.find(scene, operator, ada.who.email);
  const pass = await house.broker.people.issuePass(scene, operator, card?.id ?? '', reason);
  if (!pass.ok) throw new Error(pass.because);
  secrets.code('temporary pass', pass.code);
}

describe.each([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
] as const)('whoever steals the database of %s in the middle of a busy day', (_, open) => {
  test('reads no address, number, name, secret or code of anybody, however it is written', async () => {
    const { place, dump } = await open();
    const house = await openSendingHouse({ connections: ['borealis'], database: place, methods, policy: 'recommended' });
    closing.push(() => house.close());
    const secrets = createSecrets();
    await busy(house, secrets);
    const stolen = await dump();
    expect(secrets.markers.length).toBeGreaterThan(60);
    expect(foundIn(stolen, secrets.markers)).toEqual([]);
    // What would be found is found: the same bytes, with one of the markers among them in each of the ways.
    const [marker] = secrets.markers as [Marker];
    for (const [way, bytes] of waysToWrite(marker)) {
      const planted = Buffer.concat([stolen.subarray(0, 1_000), bytes, stolen.subarray(1_000)]);
      expect([way, foundIn(planted, [marker]).length > 0]).toEqual([way, true]);
    }
    // And the day is really in there.
    expect(stolen.includes(Buffer.from('borealis'))).toBe(true);
  });
});
