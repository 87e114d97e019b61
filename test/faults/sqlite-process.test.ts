import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BrokerProcess, type BundledBroker, bundleBroker, environmentOf } from '../support/broker-process.ts';
import { createTestBrowser, textOf } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { arrive, enrol, portals, postAnswer, signIn } from '../support/journey.ts';

// Half a second each; other processes have their part in it, and the machine may be busy.

/** Who may not write what the tests made: nobody, where the tests run as root; else themselves, by the mode of the files. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};

let bundled: BundledBroker;
let house: House;
let good: string;
let folder: string;
let path: string;

beforeAll(async () => {
  bundled = bundleBroker();
  good = join(mkdtempSync(join(tmpdir(), 'gatehouse-good-')), 'good.sqlite');
  house = await openHouse({ database: { kind: 'sqlite', path: good }, connections: ['borealis'] });
  await signIn(house, house.browser(), house.borealis, people.ada);
  await house.broker.close();
}, 60_000);
afterAll(async () => {
  bundled.remove();
  rmSync(join(good, '..'), { recursive: true });
  await house.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-process-'));
  path = join(folder, 'gatehouse.sqlite');
  copyFileSync(good, path);
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

describe('a process that may not write', () => {
  test.each([
    ['the file', 0o444, 0o777],
    ['the folder', 0o666, 0o555],
  ])('%s does not start and says whose right is missing', async (_what, ofFile, ofFolder) => {
    chmodSync(path, ofFile);
    chmodSync(folder, ofFolder);
    const { code, said } = await bundled.call(['serve'], { env: environmentOf(house.config, path), ...nobody });
    expect(said).toContain(`${path}: cannot be written by the user that runs this.`);
    expect(code).toBe(1);
  });
});

describe('a broker whose disk takes nothing more', () => {
  let broker: BrokerProcess;
  beforeEach(async () => {
    broker = await bundled.standby({ env: environmentOf(house.config, path) }).serve();
  });
  afterEach(async () => {
    await broker.kill();
  });

  /** No file of the process may grow past this: writes fail as they do on a full disk. */
  const allow = (bytes: number | 'unlimited') => {
    const { status, stderr } = spawnSync('prlimit', ['--pid', String(broker.pid), `--fsize=${bytes}:unlimited`], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const browser = () => createTestBrowser(() => broker, 'browser');
  const ready = async () => (await browser().get('http://localhost:8080/readyz')).status;

  test('refuses sign-ins, says so, and goes on by itself when there is room again', async () => {
    const before = browser();
    const { page, codes } = await signIn(house, before, house.borealis, people.bo);
    expect(page.status).toBe(200);
    const halfWay = browser();
    const first = await arrive(house, halfWay, house.borealis, { ...people.bo, sub: 'half', email: 'half@borealis.example' });
    allow(1);
    const refused = await browser().get(portals);
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10']);
    expect(textOf(refused)).toContain('Signing in is not possible right now');
    await expect(enrol(house, halfWay, first)).rejects.toThrow(/503/);
    await eventually(async () => (await ready()) === 503, 'readyz says not ready');
    expect((await browser().get('http://localhost:8080/healthz')).status).toBe(200);
    expect(broker.said()).toMatch(/"because":"sqlite\.(io|full)"/);
    // Reading goes on, so who is signed in stays so.
    expect((await before.get(portals)).status).toBe(200);
    allow('unlimited');
    await eventually(async () => (await ready()) === 200, 'readyz says ready');
    const { answered } = await enrol(house, halfWay, first);
    expect((await postAnswer(halfWay, answered)).status).toBe(200);
    expect(codes).toHaveLength(10);
    expect(await broker.stop()).toBe(0);
    expect(await bundled.call(['tenant', 'list'], { env: environmentOf(house.config, path) })).toMatchObject({ code: 0 });
  });

  test('that dies there has kept everything that it acknowledged', async () => {
    const { page } = await signIn(house, browser(), house.borealis, people.bo);
    expect(page.status).toBe(200);
    allow(1);
    expect((await browser().get(portals)).status).toBe(503);
    await broker.kill();
    broker = await bundled.standby({ env: environmentOf(house.config, path) }).serve();
    const again = await arrive(house, browser(), house.borealis, people.bo);
    expect(textOf(again)).toContain('Enter the code');
  });
});
