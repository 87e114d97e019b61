/** What only a real browser can judge: which cookies travel, which forms may be sent, which frames are shown. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Cookie, Page } from 'playwright-core';
import { holdAt } from '../support/web/hold.ts';
import { type OtherSite, startOtherSite } from '../support/web/other-site.ts';
import { refusalOn } from '../support/web/refused.ts';
import { codeFor, demoPeople, enterCode, goToCompany, keepRecoveryCodes, proveAtCompany, readKey } from '../support/web/sign-in.ts';
import { type Cookies, openStage, scene } from '../support/web/stage.ts';
import { goBack, type Visitor, wordsOn } from '../support/web/visitor.ts';

let elsewhere: OtherSite;
/** Ada is the victim, signed in at the portal and at the login host. */
let ada: { cookies: Cookies; recoveryCodes: string[] };
/** Cleo attacks: a customer like others, who can sign in as herself whenever she likes. */
let cleo: Cookies;

const stage = openStage(async ({ signedIn }) => {
  const [first, second] = await Promise.all([signedIn(demoPeople.ada), signedIn(demoPeople.cleo)]);
  ada = first;
  cleo = second.cookies;
});
beforeAll(async () => {
  elsewhere = await startOtherSite();
});
afterAll(() => elsewhere?.close());

const nobody = {};
const asAda = () => ({ storageState: ada.cookies });
const asCleo = () => ({ storageState: cleo });

/** A recovery code of Ada's, each once. */
const spentCode = (): string => ada.recoveryCodes.shift() ?? '';

const atTheChooser = (page: Page) => page.getByRole('heading', { name: 'Which company are you with?' }).waitFor();
const inThePortal = (page: Page) => page.getByRole('heading', { name: 'How can we help?' }).waitFor();
const atTheCode = (page: Page) => page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();

const cookieAt = async ({ context }: Visitor, origin: string, name: string): Promise<Cookie> => {
  const found = (await context.cookies(origin)).find((cookie) => cookie.name.startsWith(name));
  if (found === undefined) throw new Error(`no cookie ${name} at ${origin}`);
  return found;
};
const sessionsOf = async ({ context }: Visitor): Promise<string[]> => {
  const { at } = stage().demo;
  const cookies = await context.cookies([at.acmePortal, at.acmeLogin]);
  return cookies.map(({ name }) => name).filter((name) => name === '__Host-session' || name === '__Host-sso');
};
/** Has proven the company, not the second factor. */
const halfWay = async ({ page }: Visitor): Promise<void> => {
  await goToCompany(page, stage().portals, demoPeople.ada);
  await proveAtCompany(page, demoPeople.ada);
  await atTheCode(page);
};
/** A good answer of the login host for Cleo that no portal has seen yet. */
const answerForCleo = async ({ page, context }: Visitor): Promise<Readonly<Record<string, string>>> => {
  await context.clearCookies({ name: '__Host-session' });
  const { form } = await holdAt(page, '*/saml/acs', () => page.goto(stage().portals));
  expect(Object.keys(form)).toContain('SAMLResponse');
  return form;
};

describe('cookies', () => {
  scene(
    'belong to one host, are out of reach of scripts, and cross sites only while a sign-in lasts',
    stage,
    () => [nobody],
    async ({ page, context }) => {
      const { portals, demo } = stage();
      const at = async (origin: string) =>
        (await context.cookies(origin)).map(({ name, sameSite, domain, path, secure, httpOnly }) => ({
          name: name.replace(/-(sp|tx)-.+$/, '-$1-<id>'),
          sameSite,
          domain,
          path,
          secure,
          httpOnly,
        }));
      const cookie = (origin: string, name: string, sameSite: string) => [
        { name, sameSite, domain: new URL(origin).hostname, path: '/', secure: true, httpOnly: true },
      ];

      await goToCompany(page, portals, demoPeople.dev);
      expect(await at(demo.at.acmePortal)).toEqual(cookie(demo.at.acmePortal, '__Host-sp-<id>', 'None'));
      expect(await at(demo.at.acmeLogin)).toEqual(cookie(demo.at.acmeLogin, '__Host-tx-<id>', 'None'));

      await proveAtCompany(page, demoPeople.dev);
      await enterCode(page, codeFor(await readKey(page)));
      await keepRecoveryCodes(page);
      await page.waitForURL(portals);
      expect(await at(demo.at.acmePortal)).toEqual(cookie(demo.at.acmePortal, '__Host-session', 'Lax'));
      expect(await at(demo.at.acmeLogin)).toEqual([
        ...cookie(demo.at.acmeLogin, '__Host-sso', 'Lax'),
        ...cookie(demo.at.acmeLogin, '__Host-company', 'Lax'),
      ]);
      expect(await page.evaluate(() => document.cookie)).toBe('');
    },
  );

  scene(
    'of one tenant open nothing at another',
    stage,
    () => [asAda()],
    async (visitor) => {
      const { at } = stage().demo;
      const stolen = [
        { ...(await cookieAt(visitor, at.acmePortal, '__Host-session')), domain: new URL(at.umbraPortal).hostname },
        { ...(await cookieAt(visitor, at.acmeLogin, '__Host-sso')), domain: new URL(at.umbraLogin).hostname },
      ];
      await visitor.context.clearCookies({ domain: new URL(at.borealis).hostname });
      await visitor.context.addCookies(stolen);
      // Umbra has one company only and asks for no second factor: its door is that of the company.
      await visitor.page.goto(`${at.umbraPortal}/servicedesk/customer/portals`);
      await visitor.page.getByText('Who are you?').waitFor();
      expect(new URL(visitor.page.url()).origin).toBe(at.borealis);
    },
  );

  scene(
    'from before a step open nothing after it',
    stage,
    () => [nobody],
    async (visitor) => {
      const { page, context } = visitor;
      const { demo, portals } = stage();
      await goToCompany(page, portals, demoPeople.eli);
      const atDeparture = await cookieAt(visitor, demo.at.acmeLogin, '__Host-tx-');
      await proveAtCompany(page, demoPeople.eli);
      const code = codeFor(await readKey(page));
      const atTheCode = await cookieAt(visitor, demo.at.acmeLogin, '__Host-tx-');
      await enterCode(page, code);
      await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
      const atTheRecoveryCodes = await cookieAt(visitor, demo.at.acmeLogin, '__Host-tx-');

      for (const older of [atDeparture, atTheCode]) {
        await context.addCookies([older]);
        await page.reload();
        expect(await refusalOn(demo, page)).toMatchObject({ code: 'login_wrong_step', because: 'transaction.key-of-another-step' });
      }
      await context.addCookies([atTheRecoveryCodes]);
      await page.reload();
      await keepRecoveryCodes(page);
      await page.waitForURL(portals);
      await context.addCookies([atTheRecoveryCodes]);
      await page.goto(`${demo.at.acmeLogin}/second-factor/${atTheRecoveryCodes.name.replace('__Host-tx-', '')}`);
      expect(await refusalOn(demo, page)).toMatchObject({ code: 'login_already_used', because: 'transaction.issued' });
    },
  );

  scene(
    'of a session that has ended open nothing, and the back button shows nothing',
    stage,
    () => [nobody],
    async (visitor) => {
      const { page, context } = visitor;
      const { demo, portals, requests } = stage();
      await goToCompany(page, portals, demoPeople.bo);
      await proveAtCompany(page, demoPeople.bo);
      await enterCode(page, codeFor(await readKey(page)));
      await keepRecoveryCodes(page);
      await inThePortal(page);
      await page.goto(requests);
      const ended = [
        await cookieAt(visitor, demo.at.acmePortal, '__Host-session'),
        await cookieAt(visitor, demo.at.acmeLogin, '__Host-sso'),
      ];
      await page.getByLabel('Your account').click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign out of Borealis Shipping?' }).waitFor();

      await context.addCookies(ended);
      for (const address of [portals, requests]) {
        await page.goto(address);
        await atTheChooser(page);
      }
      await context.clearCookies({ name: '__Host-session' });
      await page.goto(portals);
      await atTheChooser(page);
    },
  );
});

describe('an answer planted in the browser of somebody else', () => {
  scene(
    'is refused at the portal where that browser asked for nothing',
    stage,
    () => [nobody, asCleo()],
    async (victim, attacker) => {
      const { demo } = stage();
      await victim.page.goto(elsewhere.posting(`${demo.at.acmePortal}/saml/acs`, await answerForCleo(attacker)));
      expect(await refusalOn(demo, victim.page)).toEqual({
        title: 'This sign-in was not started here',
        code: 'portal_sign_in_unmatched',
        because: 'acs: no sign-in under way in this browser',
        step: 'portal-acs',
      });
      expect(await sessionsOf(victim)).toEqual([]);
    },
  );

  scene(
    'is refused while that browser has a sign-in of its own under way, which goes on',
    stage,
    () => [nobody, asCleo()],
    async (victim, attacker) => {
      const { demo } = stage();
      await halfWay(victim);
      const other = await victim.tab();
      await other.goto(elsewhere.posting(`${demo.at.acmePortal}/saml/acs`, await answerForCleo(attacker)));
      expect(await refusalOn(demo, other)).toMatchObject({ step: 'portal-acs', code: 'portal_sign_in_unmatched' });
      expect(await sessionsOf(victim)).toEqual([]);

      await victim.page.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await enterCode(victim.page, spentCode());
      await inThePortal(victim.page);
    },
  );

  scene(
    'leaves the session alone that is there already',
    stage,
    () => [asAda(), asCleo()],
    async (victim, attacker) => {
      const { demo, portals } = stage();
      const before = await cookieAt(victim, demo.at.acmePortal, '__Host-session');
      await victim.page.goto(elsewhere.posting(`${demo.at.acmePortal}/saml/acs`, await answerForCleo(attacker)));
      expect(await refusalOn(demo, victim.page)).toMatchObject({ step: 'portal-acs', code: 'portal_sign_in_unmatched' });
      expect(await cookieAt(victim, demo.at.acmePortal, '__Host-session')).toEqual(before);
      await victim.page.goto(portals);
      await victim.page.getByLabel('Your account').click();
      await victim.page.getByText('Ada Aalto').waitFor();
    },
  );

  scene(
    'of the company is refused at the login host, by link and by form',
    stage,
    () => [nobody, asCleo()],
    async (victim, attacker) => {
      const { demo, portals } = stage();
      await attacker.context.clearCookies({ name: /^__Host-(session|sso)$/ });
      // Her browser remembers the company.
      const { url } = await holdAt(attacker.page, '*/callback/borealis*', () => attacker.page.goto(portals));
      expect(new URL(url).searchParams.get('code')).not.toBeNull();

      await victim.page.goto(elsewhere.page(`<a href="${url.replaceAll('&', '&amp;')}">Look</a>`));
      await victim.page.getByRole('link', { name: 'Look' }).click();
      expect(await refusalOn(demo, victim.page)).toEqual({
        title: 'This sign-in was started elsewhere',
        code: 'login_other_browser',
        because: 'transaction.no-cookie',
        step: 'callback',
      });
      await victim.page.goto(elsewhere.posting(`${demo.at.acmeLogin}/callback/borealis`, Object.fromEntries(new URL(url).searchParams)));
      // This provider was asked to answer by address, so a form is not even read.
      expect(await refusalOn(demo, victim.page)).toMatchObject({ code: 'login_reference_missing', step: 'callback' });
      expect(await sessionsOf(victim)).toEqual([]);
    },
  );
});

describe('the second factor is not skipped', () => {
  scene(
    'by address',
    stage,
    () => [nobody],
    async (visitor) => {
      const { demo, portals, requests } = stage();
      await halfWay(visitor);
      for (const address of [portals, requests, demo.at.acmePortal, `${demo.at.acmePortal}/servicedesk/customer/portal/1`]) {
        await visitor.page.goto(address);
        await atTheChooser(visitor.page);
      }
      for (const address of [`${demo.at.acmePortal}/saml/acs`, `${demo.at.acmeLogin}/saml/sso`, `${demo.at.acmeLogin}/callback/borealis`]) {
        const answer = await visitor.page.goto(address);
        expect(answer?.status()).toBeGreaterThanOrEqual(400);
      }
      expect(await sessionsOf(visitor)).toEqual([]);
    },
  );

  scene(
    'by the back button, and choosing again',
    stage,
    () => [nobody],
    async (visitor) => {
      const { page } = visitor;
      await halfWay(visitor);
      await goBack(page);
      await page.goto(stage().portals);
      await page.getByRole('link', { name: 'Borealis Shipping' }).click();
      await atTheCode(page);
      // The chooser's address leads to where its sign-in stands by now.
      expect(await goBack(page)).toBe('Confirm that it is you');
      expect(await sessionsOf(visitor)).toEqual([]);
    },
  );

  scene(
    'by a second tab, which asks as well; the proof in one of them is a proof for both',
    stage,
    () => [nobody],
    async (visitor) => {
      const { portals, requests } = stage();
      await halfWay(visitor);
      const second = await visitor.tab();
      await second.goto(requests);
      await second.getByRole('link', { name: 'Borealis Shipping' }).click();
      await atTheCode(second);
      expect(await sessionsOf(visitor)).toEqual([]);

      await second.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await enterCode(second, spentCode());
      await second.waitForURL(requests);
      expect((await sessionsOf(visitor)).sort()).toEqual(['__Host-session', '__Host-sso']);
      await visitor.page.goto(portals);
      await inThePortal(visitor.page);
    },
  );
});

describe('a form on another site', () => {
  scene(
    'does not answer the second factor',
    stage,
    () => [nobody],
    async (visitor) => {
      const { demo } = stage();
      await halfWay(visitor);
      const token = (await visitor.page.locator('input[name=token]').first().getAttribute('value')) ?? '';
      const other = await visitor.tab();
      for (const fields of [{ answer: '123456' }, { answer: '123456', token }, { cancel: 'yes', token }]) {
        await other.goto(elsewhere.posting(visitor.page.url(), fields));
        expect(await refusalOn(demo, other)).toEqual({
          title: 'This page is out of date',
          code: 'login_form_stale',
          because: 'form.origin',
          step: 'second-factor',
        });
      }
      await visitor.page.reload();
      await atTheCode(visitor.page);
    },
  );

  scene(
    'raises no request, adds no comment and signs nobody out',
    stage,
    () => [asAda()],
    async (visitor) => {
      const { demo, portals, requests } = stage();
      const { page } = visitor;
      const form = `${demo.at.acmePortal}/servicedesk/customer/portal/1/create/`;
      await page.goto(`${demo.at.acmePortal}/servicedesk/customer/portal/1`);
      const typeAddress = (await page.getByRole('link', { name: 'Ask a question' }).getAttribute('href')) ?? '';
      await page.goto(`${demo.at.acmePortal}${typeAddress}`);
      const hidden = async (name: string) => (await page.locator(`input[name=${name}]`).last().getAttribute('value')) ?? '';
      // The worst case: the attacker even knows the tokens of her page.
      const tokens = { csrf: await hidden('csrf'), 'form-key': await hidden('form-key') };
      expect(`${demo.at.acmePortal}${typeAddress}`).toContain(form);

      await page.goto(requests);
      const request = (await page.getByRole('link', { name: 'Wi-Fi drops' }).getAttribute('href')) ?? '';
      const attacks = [
        { to: `${demo.at.acmePortal}${typeAddress}`, fields: { ...tokens, 'field-summary': 'Planted' }, step: 'portal-create' },
        { to: `${demo.at.acmePortal}${request}/comment`, fields: { ...tokens, comment: 'Planted' }, step: 'portal-comment' },
        { to: `${demo.at.acmePortal}/servicedesk/customer/user/logout`, fields: { csrf: tokens.csrf }, step: 'portal-sign-out' },
      ];
      for (const { to, fields, step } of attacks) {
        await page.goto(elsewhere.posting(to, fields));
        expect(await refusalOn(demo, page)).toEqual({
          title: 'This form was not sent from here',
          code: 'portal_form_foreign',
          because: 'csrf: sec-fetch-site cross-site',
          step,
        });
      }
      await page.goto(portals);
      await inThePortal(page);
      await page.goto(`${demo.at.acmePortal}${request}`);
      expect(await wordsOn(page)).not.toContain('Planted');
      await page.goto(`${requests}?status=all&text=Planted`);
      await page.getByText('No requests found').waitFor();
    },
  );
});

describe('the pages keep others out', () => {
  scene(
    'of frames, on both hosts',
    stage,
    () => [asAda()],
    async ({ page }) => {
      const { demo, portals } = stage();
      for (const address of [portals, `${demo.at.acmeLogin}/saml/sso`, `${demo.at.acmePortal}/saml/acs`]) {
        const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
        await page.goto(elsewhere.page(`<iframe src="${address}"></iframe>`));
        await refused;
        const frame = page.frames().find((each) => each !== page.mainFrame());
        expect(['', 'chrome-error://chromewebdata/']).toContain(frame?.url());
        expect(await frame?.locator('main#content').count()).toBe(0);
      }
    },
  );

  scene(
    'of their scripts: what is written into a page does not run',
    stage,
    () => [asAda()],
    async ({ page, complaints }) => {
      await page.goto(stage().portals);
      expect(complaints).toEqual([]);
      await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken over"';
        document.body.append(script);
      });
      expect(await page.title()).not.toBe('taken over');
      expect(complaints).toEqual([expect.stringContaining('script-src')]);
    },
  );
});
