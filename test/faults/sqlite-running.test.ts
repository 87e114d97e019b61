import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { compose } from '../../broker/compose.ts';
import { createTestBrowser, formOn, type TestBrowser } from '../support/browser.ts';
import { expectClosed, expectEverythingClosed, expectEverythingOpen, healthOf, notReady, untilReadyIs } from '../support/closed-house.ts';
import { lockFile, overwrite, runOnFile } from '../support/database-trouble.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, keyOn, portals, postAnswer, signIn } from '../support/journey.ts';

// Half a second each; other processes have their part in it, and the machine may be busy.

const lockPatienceMs = 400;

let folder: string;
let path: string;
let house: House;
let browser: TestBrowser;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-running-'));
  path = join(folder, 'gatehouse.sqlite');
  house = await openHouse({ database: { kind: 'sqlite', path }, databasePatience: { lockPatienceMs }, connections: ['borealis'] });
  browser = house.browser();
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

describe('another program locks the file', () => {
  test('for a moment, and nobody notices', async () => {
    const lock = await lockFile(path);
    const arriving = arrive(house, browser, house.borealis, people.ada);
    await lock.release();
    expect(keyOn(await arriving)).toBeTruthy();
  });

  test('and keeps it: people get the clear page in time, nobody waits for those before, and it goes on by itself', async () => {
    await signIn(house, browser, house.borealis, people.ada);
    const lock = await lockFile(path);
    const begun = performance.now();
    const pages = await Promise.all(Array.from({ length: 20 }, () => house.browser().get(portals)));
    expect(await healthOf(house, 'readyz')).toEqual(notReady);
    // Twenty waits one after the other would take eight seconds.
    expect(performance.now() - begun).toBeLessThan(5 * lockPatienceMs);
    for (const page of pages) expect(page.status).toBe(503);
    await expectEverythingClosed(house, 'sqlite.locked');
    // Who is signed in goes on: reading needs no lock.
    expect((await browser.get(portals)).status).toBe(200);
    await lock.release();
    await expectEverythingOpen(house);
  });

  test('in the middle of a sign-in, which then can be finished', async () => {
    const first = await arrive(house, browser, house.borealis, people.ada);
    const lock = await lockFile(path);
    const refused = await answer(browser, first, { answer: codeOf(house, keyOn(first)) });
    expectClosed(house, refused, 'sqlite.locked');
    await lock.release();
    const { answered } = await enrol(house, browser, first);
    expect((await postAnswer(browser, answered)).status).toBe(200);
  });
});

describe('the file is taken away under the broker', () => {
  test.each([
    ['moved', () => renameSync(path, `${path}.moved`), () => renameSync(`${path}.moved`, path)],
    ['moved with all that belongs to it', () => moveAll(path, `${path}.moved`), () => moveAll(`${path}.moved`, path)],
    ['moved without its log', () => renameSync(`${path}-wal`, `${path}.log`), () => renameSync(`${path}.log`, `${path}-wal`)],
  ] as const)('%s: nothing is acknowledged until it is back', async (_what, take, bring) => {
    const { key } = await signIn(house, browser, house.borealis, people.ada);
    take();
    await untilReadyIs(house, false);
    await expectEverythingClosed(house, 'sqlite.replaced');
    bring();
    await expectEverythingOpen(house);
    expect(key).toBeTruthy();
  });

  test('or another one is put in its place: it is not touched, and a start goes on with it', async () => {
    copyFileSync(path, `${path}.backup`);
    await signIn(house, browser, house.borealis, people.ada);
    moveAll(path, `${path}.old`);
    renameSync(`${path}.backup`, path);
    const before = readFileSync(path);
    await untilReadyIs(house, false);
    await expectEverythingClosed(house, 'sqlite.replaced');
    await house.broker.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    const again = await compose(house.config);
    await again.storage.ping();
    await again.close();
  });

  test('at the very moment in which something lasting is written: it is not acknowledged', async () => {
    const first = await arrive(house, browser, house.borealis, people.ada);
    moveAll(path, `${path}.moved`);
    // The look that begins a statement may be a tenth of a second old; the one that ends it never is.
    const page = await answer(browser, first, { answer: codeOf(house, keyOn(first)) });
    expectClosed(house, page, 'sqlite.replaced');
  });

  test('deleted: no sign-in is taken into a file that nobody will find', async () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await untilReadyIs(house, false);
    await expectEverythingClosed(house, 'sqlite.replaced');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('cut to nothing', async () => {
    truncateSync(path);
    await untilReadyIs(house, false);
    await expectEverythingClosed(house, 'sqlite.replaced');
  });
});

describe('the file is damaged under the broker', () => {
  test('which closes for good as soon as it reads the damage, and the next start names the file', async () => {
    await signIn(house, browser, house.borealis, people.ada);
    // The broker's own memory of the pages goes, and so does the log that still has them.
    runOnFile(path, 'pragma wal_checkpoint(truncate); create table of_another (a); pragma wal_checkpoint(truncate)');
    overwrite(path, 4_096, 4_096 * 200);
    const closed = await house.browser().get(portals);
    expect(closed.status).toBe(503);
    await expectEverythingClosed(house, 'sqlite.damaged');
    const before = readFileSync(path);
    await expectEverythingClosed(house, 'sqlite.damaged');
    await house.broker.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    await expect(compose(house.config)).rejects.toMatchObject({
      code: 'database_unavailable',
      problems: [{ path, message: expect.stringContaining('is damaged') }],
    });
  });
});

test('a backup can be made beside the running broker, and a start on it knows everybody', async () => {
  const { codes } = await signIn(house, browser, house.borealis, people.ada);
  const backup = join(folder, 'backup.sqlite');
  runOnFile(path, `vacuum into '${backup}'`);
  await expectEverythingOpen(house);
  await house.broker.close();
  const again = await compose({ ...house.config, database: { kind: 'sqlite', path: backup } }, { clock: house.clock });
  const returning = createTestBrowser(() => again.app, 'returning');
  const asked = await arrive(house, returning, house.borealis, people.ada);
  const form = await returning.post(formOn(asked).action, { ...formOn(asked).fields, method: 'recovery-code' });
  const letIn = await answer(returning, form, { answer: codes[0] ?? '' });
  expect((await postAnswer(returning, letIn)).status).toBe(200);
  await again.close();
});

function moveAll(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) renameSync(`${from}${end}`, `${to}${end}`);
}
