/** A walk over every page that a customer can see, in the order of a visit; somebody looks at each of them. */
import type { Page } from 'playwright-core';
import type { Demo } from '../demo.ts';
import { codeFor, demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany, readKey } from './sign-in.ts';
import type { Visitor } from './visitor.ts';

/** Looks at the page as it stands; leaves it as it was. */
export type Look = (name: string, page: Page) => Promise<void>;

/** Signs a person in for the first time, through every page on the way. */
async function signInTour({ page }: Visitor, demo: Demo, look: Look): Promise<string[]> {
  const portals = `${demo.at.acmePortal}/servicedesk/customer/portals`;
  await page.goto(portals);
  await look('sign-in-choose-company', page);
  await goToCompany(page, portals, demoPeople.ada);
  await look('provider-sign-in', page);
  await proveAtCompany(page, demoPeople.ada);
  const key = await readKey(page);
  await look('second-factor-set-up', page);
  await enterCode(page, 'abc');
  await page.getByText('That does not look like a code').first().waitFor();
  await look('second-factor-set-up-refused', page);
  await enterCode(page, codeFor(key));
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  await look('second-factor-recovery-codes', page);

  const atTheAnswer = await staying(page, '**/saml/acs');
  const recoveryCodes = await keepRecoveryCodes(page);
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await look('sign-in-answer', page);
  await atTheAnswer();
  const atTheDoor = await staying(page, portals);
  await page.evaluate(() => document.forms[0]?.submit());
  await page.waitForURL('**/saml/acs');
  await look('portal-arrived', page);
  await atTheDoor();
  await page.goto(portals);
  return recoveryCodes;
}

/** The portal, from its home to a comment, with what can go wrong on the way. */
async function portalTour({ page }: Visitor, demo: Demo, look: Look): Promise<void> {
  const customer = `${demo.at.acmePortal}/servicedesk/customer`;
  await page.goto(`${customer}/portals`);
  await look('portal-home', page);
  await page.getByLabel('Your account').click();
  await look('portal-home-menu', page);
  await page.getByRole('link', { name: 'IT Help' }).click();
  await look('portal-request-types', page);
  await page.getByRole('link', { name: 'Report a problem' }).click();
  await look('request-form', page);
  await page.locator('main form').evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Please check the marked fields').waitFor();
  await look('request-form-refused', page);
  await page.getByLabel('What goes wrong?').fill('The label printer of bay 2 prints every label twice');
  await page.getByLabel('Tell us more').fill('Since the update of Tuesday.\n\nTurning it off and on did not help.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your request was sent').waitFor();
  await look('request-sent', page);
  await page.goto(`${customer}/user/requests?status=all`);
  await look('my-requests', page);
  await page.goto(`${customer}/user/requests?text=nothing+is+called+so`);
  await look('my-requests-none', page);
  await page.goto(`${customer}/user/requests?status=all`);
  await page.getByRole('link', { name: 'Wi-Fi drops' }).click();
  await look('request', page);
  await page.goto(`${customer}/portal/1/create/9999`);
  await look('portal-not-found', page);
  await page.goto(`${demo.at.acmePortal}/nothing/here`);
  await look('page-not-found', page);
}

/** A text typed while the session ended elsewhere; signing out. */
async function leaveTour({ page, context }: Visitor, demo: Demo, look: Look): Promise<void> {
  await page.goto(`${demo.at.acmePortal}/servicedesk/customer/user/requests`);
  await page.getByRole('link', { name: 'Wi-Fi drops' }).click();
  await page.getByLabel('Add a comment').fill('It is quiet today, perhaps because half of us are at sea.');
  const cookies = await context.cookies();
  await context.clearCookies({ name: '__Host-session' });
  await page.getByRole('button', { name: 'Send comment' }).click();
  await page.getByRole('heading', { name: 'What you wrote is still here' }).waitFor();
  await look('kept-text', page);
  await context.addCookies(cookies);

  await page.goto(`${demo.at.acmePortal}/servicedesk/customer/portals`);
  const atTheEnd = await staying(page, '**/saml/slo?*');
  await page.getByLabel('Your account').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Signing out' }).waitFor();
  await look('signing-out', page);
  await atTheEnd();
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Sign out of Borealis Shipping?' }).waitFor();
  await look('provider-sign-out', page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await look('signed-out', page);
}

/** Coming back: both ways to prove a second factor, a wrong code, giving up, and a link of somebody else. */
async function returnTour({ page }: Visitor, demo: Demo, look: Look): Promise<void> {
  await goToCompany(page, `${demo.at.acmePortal}/servicedesk/customer/portals`, demoPeople.ada);
  await proveAtCompany(page, demoPeople.ada);
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  await look('second-factor-code', page);
  await enterCode(page, '000000');
  await page.getByText('That code is not right').first().waitFor();
  await look('second-factor-code-refused', page);
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await page.getByRole('heading', { name: 'Use a recovery code' }).waitFor();
  await look('second-factor-recovery', page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
  await look('sign-in-cancelled', page);
  await page.goto(`${demo.at.acmeLogin}/second-factor/AAAAAAAAAAAAAAAAAAAAAA`);
  await look('sign-in-over', page);
  await page.goto(`${demo.at.acmeLogin}/callback/borealis`);
  await look('sign-in-refused', page);
}

export async function customerTour(visitor: Visitor, demo: Demo, look: Look): Promise<void> {
  await signInTour(visitor, demo, look);
  await portalTour(visitor, demo, look);
  await leaveTour(visitor, demo, look);
  await returnTour(visitor, demo, look);
}

/** Until the function it gives is called, requests to this address lead nowhere: the page that sent them stays. */
async function staying(page: Page, url: string): Promise<() => Promise<void>> {
  await page.route(url, (route) => route.fulfill({ status: 204 }));
  return () => page.unroute(url);
}
