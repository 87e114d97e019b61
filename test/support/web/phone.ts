/** A person with a computer and a phone, each a browser of its own. */
import type { CDPSession, Page } from 'playwright-core';
import { type DemoPerson, goToCompany, keepRecoveryCodes, proveAtCompany } from './sign-in.ts';
import type { Visitor } from './visitor.ts';

/** Up to the page that invites a phone. */
export async function inviteAPhone(page: Page, link: string, person: DemoPerson): Promise<{ uri: string; code: string }> {
  await goToCompany(page, link, person);
  await proveAtCompany(page, person);
  await page.getByRole('heading', { name: 'Set up your second step' }).waitFor();
  await page.getByRole('button', { name: 'Confirmation on your phone' }).click();
  await page.getByRole('heading', { name: 'Pair your phone' }).waitFor();
  const uri = (await page.locator('.pair-by-hand a').getAttribute('href')) ?? '';
  return { uri, code: await page.locator('.pair-by-hand code').innerText() };
}

/** The six digits in the middle of a page, without their blank. */
export async function digitsOn(page: Page): Promise<string> {
  const digits = page.locator('.on-phone strong:visible');
  await digits.waitFor();
  return (await digits.innerText()).replace(/\D/g, '');
}

/** The computer confirms that both show the same, and the person is signed in. */
export async function confirmThePhone(computer: Page, phone: Page, link: string): Promise<void> {
  await phone.getByRole('heading', { name: 'Compare with your computer' }).waitFor();
  await computer.getByRole('button', { name: 'They are the same' }).waitFor();
  const [here, there] = [await digitsOn(computer), await digitsOn(phone)];
  if (here !== there || here.length !== 6) throw new Error(`the computer shows ${here}, the phone ${there}`);
  await computer.getByRole('button', { name: 'They are the same' }).click();
  await keepRecoveryCodes(computer);
  await computer.waitForURL(link);
  await phone.getByRole('heading', { name: 'Nothing to confirm' }).waitFor();
}

/** The whole way: signed in for the first time, with this phone. */
export async function pairAPhone(computer: Page, phone: Page, link: string, person: DemoPerson): Promise<void> {
  const { uri } = await inviteAPhone(computer, link, person);
  await phone.goto(uri);
  await phone.getByRole('button', { name: 'Pair this phone' }).click();
  await confirmThePhone(computer, phone, link);
}

/** A new sign-in, up to the second step. */
export async function signInAgain({ page, context }: Visitor, link: string, person: DemoPerson): Promise<void> {
  await context.clearCookies();
  await goToCompany(page, link, person);
  await proveAtCompany(page, person);
}

/** The same, up to the page with the number. */
export async function askThePhone(computer: Visitor, link: string, person: DemoPerson): Promise<void> {
  await signInAgain(computer, link, person);
  await computer.page.getByRole('heading', { name: 'Confirm on your phone' }).waitFor();
}

/** Makes `subscribe` give this subscription, because no push service can be reached from here; all else is the browser's own. */
export async function subscribesTo(page: Page, subscribe: (serverKey: string) => Promise<unknown>): Promise<void> {
  await page.exposeFunction('sandboxSubscribe', subscribe);
  await page.addInitScript(() => {
    const given = async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
      const key = btoa(String.fromCharCode(...applicationServerKey))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
      const ask = (globalThis as unknown as { sandboxSubscribe(key: string): Promise<{ endpoint: string }> }).sandboxSubscribe;
      const subscription = await ask(key);
      return { ...subscription, toJSON: () => subscription };
    };
    Object.assign(PushManager.prototype, { subscribe: given, getSubscription: async () => null });
  });
}

/** Delivers messages to the service worker of the phone's page, as the browser does when its push service brings one. */
export async function pushesTo({ context, page }: Visitor): Promise<(payload: string) => Promise<void>> {
  const session: CDPSession = await context.newCDPSession(page);
  const found = new Promise<string>((done) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/phone/'));
      if (ours !== undefined) done(ours.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await found;
  const { origin } = new URL(page.url());
  return async (data) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}
