import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyResponse } from '../../broker/saml/verify-response.ts';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { answer, codeOf, enrol, postAnswer } from '../support/journey.ts';
import { askAsPortal, keysOf } from '../support/party-request.ts';

const mfa = 'https://refeds.org/profile/mfa';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const login = 'http://acme-login.localhost:8080';
let house: House;

const ask = (more: Parameters<typeof askAsPortal>[1] = {}) => askAsPortal(house, more);

/** Ada with a session and nothing but her company's word. */
async function adaSignedIn(): Promise<{ browser: TestBrowser; accountId: string }> {
  const browser = house.browser();
  house.signsIn(house.borealis, people.ada);
  const { id, url } = await ask();
  const away = await browser.get(url);
  const answered = await browser.get(house.borealis.authorize(away.headers.location ?? ''));
  const { assertion } = await verified(formOn(answered).fields.SAMLResponse ?? '', id);
  return { browser, accountId: assertion.nameId.value };
}

async function verified(encoded: string, inResponseTo: string) {
  const keys = (await keysOf(house).trusted(house.acme.id, 'login', 'ecdsa-p256')).map((key) => key.publicKey);
  const result = verifyResponse({
    encoded,
    now: house.clock.now(),
    expect: {
      issuer: `${login}/saml/metadata`,
      keys,
      audience: `${login}/saml/portal`,
      recipient: 'http://acme.localhost:8080/saml/acs',
      inResponseTo,
      clockSkewMs: 60_000,
      signed: 'assertion',
    },
  });
  if (!result.ok) throw new Error(`${result.code}: ${result.because}`);
  return result;
}

const lastRefusal = () => house.log.lines.filter((line) => line.event === 'refused').at(-1)?.fields.code;

describe.each(['sqlite', 'postgres'] as const)('on %s', (database) => {
  beforeAll(async () => {
    // Nobody is asked for a second factor, so that only the request can ask for one.
    house = await openHouse({ policy: 'nobody', connections: ['borealis'], database });
  }, 60_000);
  afterAll(() => house.close());

  describe('step-up is plain SAML', () => {
    test('a session without a second factor is asked for one, and the answer says so', async () => {
      const { browser, accountId } = await adaSignedIn();
      const { id, url } = await ask({ requestedContexts: [mfa], subject: { value: accountId, format: persistent } });
      const page = await browser.get(url);
      expect(textOf(page)).toContain('Set up your second step');
      const { answered, key } = await enrol(house, browser, page);
      const { assertion } = await verified(formOn(answered).fields.SAMLResponse ?? '', id);
      expect(assertion).toMatchObject({ authnContextClassRef: mfa, nameId: { value: accountId } });

      // The session is as strong now: asked again, it answers at once.
      const again = await ask({ requestedContexts: [mfa], subject: { value: accountId, format: persistent } });
      expect(formOn(await browser.get(again.url)).fields).toHaveProperty('SAMLResponse');

      // Elsewhere the same person proves the factor that is there.
      house.clock.advance(60_000);
      const other = await adaSignedIn();
      const third = await ask({ requestedContexts: [mfa], subject: { value: accountId, format: persistent } });
      const asked = await other.browser.get(third.url);
      expect(formOn(await answer(other.browser, asked, { answer: codeOf(house, key) })).fields).toHaveProperty('SAMLResponse');
    });

    test('an answer for anybody else is refused, and the old session stays as it was', async () => {
      const { browser } = await adaSignedIn();
      const { url } = await ask({ subject: { value: 'qm:somebody-else', format: persistent } });
      expect((await browser.get(url)).status).toBe(403);
      expect(lastRefusal()).toBe('stepup_subject_mismatch');
      expect(formOn(await browser.get((await ask()).url)).fields).toHaveProperty('SAMLResponse');
    });

    test('somebody else who signs in for it is refused too', async () => {
      const { accountId } = await adaSignedIn();
      const browser = house.browser();
      house.signsIn(house.borealis, people.bo);
      const away = await browser.get((await ask({ subject: { value: accountId, format: persistent } })).url);
      expect((await browser.get(house.borealis.authorize(away.headers.location ?? ''))).status).toBe(403);
      expect(lastRefusal()).toBe('stepup_subject_mismatch');
    });

    test('a demand that nobody here can meet is refused before anybody is asked anything', async () => {
      const { url } = await ask({ requestedContexts: ['urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI'] });
      expect((await house.browser().get(url)).status).toBe(400);
      expect(lastRefusal()).toBe('saml_request_unsupported');
    });

    test('a passive request is answered without a question', async () => {
      const page = await house.browser().get((await ask({ isPassive: true })).url);
      expect(Buffer.from(formOn(page).fields.SAMLResponse ?? '', 'base64').toString()).toContain('status:NoPassive');
    });

    test('a request that wants a fresh sign-in gets one, in spite of the session', async () => {
      const { browser } = await adaSignedIn();
      const page = await browser.get((await ask({ forceAuthn: true })).url);
      expect(page.headers.location).toContain('prompt=login');
    });
  });

  describe('a request of the portal', () => {
    test('is answered at the registered address only', async () => {
      const { url } = await ask({ acsUrl: 'https://evil.example/saml/acs' });
      expect((await house.browser().get(url)).status).toBe(403);
      expect(lastRefusal()).toBe('saml_acs_not_registered');
    });

    test('of an application that nobody registered is refused', async () => {
      const { url } = await ask({ issuer: 'https://evil.example/metadata' });
      expect((await house.browser().get(url)).status).toBe(403);
      expect(lastRefusal()).toBe('saml_party_unknown');
    });

    test('is refused when it is old', async () => {
      const { url } = await ask({ now: house.clock.now() - 10 * 60_000 });
      expect((await house.browser().get(url)).status).toBe(403);
      expect(lastRefusal()).toBe('saml_request_stale');
    });

    test('is refused when anything in it was changed, or its signature was taken away', async () => {
      const { url } = await ask();
      const changed = url.replace(
        /SAMLRequest=([^&]{20})/,
        (_all, start: string) => `SAMLRequest=${start.slice(0, -1)}${start.endsWith('A') ? 'B' : 'A'}`,
      );
      const unsigned = url.replace(/&SigAlg=[^&]*&Signature=[^&]*/, '');
      const relayed = url.replace('&SigAlg', '&RelayState=x&SigAlg');
      for (const forged of [changed, unsigned, relayed]) expect((await house.browser().get(forged)).status).toBeGreaterThanOrEqual(400);
      const { url: twice } = await ask();
      expect((await house.browser().get(`${twice}&SAMLRequest=x`)).status).toBe(400);
    });
  });

  describe('metadata of the login host', () => {
    test('names the addresses and keys that really answer', async () => {
      const page = await house.browser().get(`${login}/saml/metadata`);
      expect(page.status).toBe(200);
      expect(page.headers['content-type']).toContain('samlmetadata+xml');
      for (const part of [
        `entityID="${login}/saml/metadata"`,
        `Location="${login}/saml/sso"`,
        `Location="${login}/saml/slo"`,
        'X509Certificate',
      ])
        expect(page.body).toContain(part);
    });
  });
});

test('a name that XML cannot carry does not stop a sign-in', async () => {
  const own = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  try {
    const person = { sub: 'b-odd', email: 'odd@borealis.example', name: 'Odd\u0001 \ud800Name' };
    const browser = own.browser();
    own.signsIn(own.borealis, person);
    const away = await browser.get('http://acme.localhost:8080/servicedesk/customer/portals');
    const answered = await browser.get(own.borealis.authorize(away.headers.location ?? ''));
    expect((await postAnswer(browser, answered)).status).toBe(200);
  } finally {
    await own.close();
  }
});
