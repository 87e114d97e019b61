import { expect } from '@jest/globals';
import { type BrowserPage, textOf } from './browser.ts';
import { eventually } from './eventually.ts';
import type { House, TestPerson } from './house.ts';
import { portals, signIn } from './journey.ts';

const shapeOfCode = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

/** What a load balancer is told. */
export async function healthOf(house: House, name: 'healthz' | 'readyz'): Promise<{ status: number; body: unknown }> {
  const { status, body } = await house.browser().get(`http://localhost:8080/${name}`);
  return { status, body: JSON.parse(body) as unknown };
}

export const notReady = { status: 503, body: { status: 'not ready' } };
const isReady = { status: 200, body: { status: 'ready' } };

/** The one clear page, whatever was asked for, and behind its support code the line in the log that names the reason. */
export function expectClosed(house: House, page: BrowserPage, because: string | RegExp): void {
  expect([page.status, page.headers['cache-control']]).toEqual([503, 'no-store']);
  expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
  expect(textOf(page)).toContain('Signing in is not possible right now');
  expect(page.body).not.toContain('SAMLResponse');
  const [code = ''] = shapeOfCode.exec(textOf(page)) ?? [];
  const line = house.log.lines.find(({ event, fields }) => event === 'failed' && fields.supportCode === code.replaceAll('-', ''));
  expect(line).toMatchObject({ level: 'error', fields: { code: 'database_unavailable', because: expect.stringMatching(because) } });
}

/** Sign-ins are refused and the broker says so, and it goes on living. */
export async function expectEverythingClosed(house: House, because: string | RegExp): Promise<void> {
  expectClosed(house, await house.browser().get(portals), because);
  await untilReadyIs(house, false);
  expect(await healthOf(house, 'readyz')).toEqual(notReady);
  // Said once for each turn, also to whom no request comes any more.
  const turns = house.log.lines.filter(({ event }) => event === 'health.not_ready' || event === 'health.ready_again');
  expect(turns.at(-1)).toMatchObject({ level: 'error', event: 'health.not_ready', fields: { because: expect.stringMatching(because) } });
  expect(turns.every(({ event }, index) => event === (index % 2 === 0 ? 'health.not_ready' : 'health.ready_again'))).toBe(true);
  expect(await healthOf(house, 'healthz')).toEqual({ status: 200, body: { status: 'up' } });
}

/** Somebody who was never here signs in, second factor and all. */
export async function expectEverythingOpen(house: House): Promise<void> {
  await untilReadyIs(house, true);
  expect(await healthOf(house, 'readyz')).toEqual(isReady);
  expect((await signIn(house, house.browser(), house.borealis, newcomer())).page.status).toBe(200);
}

/** Until the broker has noticed; an answer of a moment ago is shared by all who ask. */
export async function untilReadyIs(house: House, ready: boolean): Promise<void> {
  await eventually(
    async () => ((await healthOf(house, 'readyz')).status === 200) === ready,
    `readyz says ${ready ? 'ready' : 'not ready'}`,
  );
}

let newcomers = 0;
/** Nobody has seen this person before. */
export function newcomer(): TestPerson {
  newcomers += 1;
  return { sub: `new-${newcomers}`, email: `new-${newcomers}@borealis.example`, name: `New ${newcomers}` };
}
