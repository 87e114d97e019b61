import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SignInTestOutcome } from '#contract/rpc/sign-in-test';
import type { Connection } from '#contract/settings/connection';
import { Secret } from '../../broker/domain/secret.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from './browser.ts';
import { type House, type HouseWish, openHouse } from './house.ts';

/** An administrator starts a test of this connection, saved or not. */
export function startTest(house: House, connection: Connection, secrets: Readonly<Record<string, string>> = {}, tenant = house.acme) {
  const given = new Map(Object.entries(secrets).map(([name, value]) => [name, new Secret(value)]));
  return house.broker.signInTests.start(tenant, { connection, secrets: given });
}

/** Opens the link and presses the button; gives the page that follows. */
export async function begin(browser: TestBrowser, url: string): Promise<BrowserPage> {
  const page = await browser.get(url);
  const form = formOn(page);
  return browser.post(new URL(form.action, page.url).href, form.fields);
}

/** Where a page that goes on to the provider leads to. */
export function leadsTo(page: BrowserPage): string {
  const href = /<meta http-equiv="refresh" content="0; url=([^"]*)"/.exec(page.body)?.[1];
  if (href === undefined) throw new Error(`${page.url} (${page.status}) leads nowhere: ${textOf(page)}`);
  return href.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
}

/** What the administrator sees in the end. */
export async function outcomeOf(house: House, id: string): Promise<SignInTestOutcome> {
  const view = await house.broker.signInTests.result(house.acme.id, id);
  if (view?.outcome == null) throw new Error(`the test is ${view?.state ?? 'gone'}`);
  return view.outcome;
}

/** The results of its checks by name. */
export function resultsOf({ checks }: SignInTestOutcome): Record<string, string> {
  return Object.fromEntries(checks.map(({ name, result }) => [name, result]));
}

/** A house whose database can be looked into from outside. */
export async function openHouseToLookInto(wish: HouseWish = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sign-in-test-'));
  const path = join(folder, 'broker.db');
  const house = await openHouse({ connections: ['borealis'], ...wish, database: { kind: 'sqlite', path } });
  return {
    house,
    path,
    async close() {
      await house.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const whatSignsIn = ['account_binding', 'broker_session', 'portal_session', 'session_entry', 'login', 'mfa_subject', 'mfa_factor'];

/** Whatever signs somebody in, or makes an account: as it was before a test, so it must be after it. */
export function standing(house: House, path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = whatSignsIn.map((table) => [table, database.prepare(`select * from ${table}`).all()] as const);
  database.close();
  return { rows: Object.fromEntries(rows), customers: [...house.jira.sites.values()].map(({ users }) => users.size) };
}
