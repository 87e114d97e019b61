/** What a customer does between a substitute link and the portal, on the pages as they are. */
import type { Page } from 'playwright-core';
import { codeAt, readEntry } from '../../../sandbox/authenticator/totp.ts';

/** People of the demo, by what their company's sign-in page and the chooser call them. */
export const demoPeople = {
  ada: { name: 'Ada Aalto', company: 'Borealis Shipping' },
  bo: { name: 'Bo Berg', company: 'Borealis Shipping' },
  cleo: { name: 'Cleo Conti', company: 'Borealis Shipping' },
  dev: { name: 'Dev Desai', company: 'Kestrel Robotics' },
  eli: { name: 'Eli Evans', company: 'Kestrel Robotics' },
  faye: { name: 'Faye Fontaine', company: 'Kestrel Robotics' },
} as const;

export type DemoPerson = (typeof demoPeople)[keyof typeof demoPeople];

/** From a link into the portal to the door of the company's own provider. */
export async function goToCompany(page: Page, link: string, person: DemoPerson): Promise<void> {
  await page.goto(link);
  await page.getByRole('link', { name: person.company }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

/** At the provider: one click. */
export async function proveAtCompany(page: Page, person: DemoPerson): Promise<void> {
  await page.getByRole('button', { name: person.name }).click();
}

/** The key of the authenticator app, as the set-up page shows it to those who cannot scan. */
export async function readKey(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Set up your second step' }).waitFor();
  const app = page.getByRole('button', { name: 'Authenticator app' });
  if (await app.isVisible()) await app.click();
  await page.getByText('Cannot scan? Enter this key by hand').click();
  return (await page.locator('.by-hand code').innerText()).trim();
}

/** What an authenticator app with this key shows now. */
export function codeFor(key: string): string {
  const entry = readEntry(key);
  if (entry === null) throw new Error(`not a key: ${key}`);
  return codeAt(entry, Date.now());
}

export async function enterCode(page: Page, code: string): Promise<void> {
  // A new one may be given a name beside it.
  await page.getByRole('textbox', { name: /code/i }).fill(code);
  await page.getByRole('button', { name: /^(Confirm|Go on)$/ }).click();
}

/** Reads the recovery codes and says that they are kept. */
export async function keepRecoveryCodes(page: Page): Promise<string[]> {
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  const codes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
  await page.getByRole('button', { name: 'I have kept them, go on' }).click();
  return codes.map((code) => code.trim());
}

/** The whole way of somebody who has no second factor yet; ends at the page that the link leads to. */
export async function signInFirstTime(page: Page, link: string, person: DemoPerson): Promise<{ key: string; recoveryCodes: string[] }> {
  await goToCompany(page, link, person);
  await proveAtCompany(page, person);
  const key = await readKey(page);
  await enterCode(page, codeFor(key));
  const recoveryCodes = await keepRecoveryCodes(page);
  await page.waitForURL(link);
  return { key, recoveryCodes };
}
