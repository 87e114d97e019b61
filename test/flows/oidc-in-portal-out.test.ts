import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formOn, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, portals, postAnswer, signIn } from '../support/journey.ts';

describe.each(['sqlite', 'postgres'] as const)('on %s', (database) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ database });
  }, 60_000);
  afterAll(() => house.close());

  describe('a customer with a substitute link', () => {
    test('chooses a company, signs in there, sets up an app, and stands in the portal', async () => {
      const browser = house.browser();
      const { page, codes } = await signIn(house, browser, house.borealis, people.ada);
      expect(page.status).toBe(200);
      expect(page.url).toBe(portals);
      expect(textOf(page)).toContain('Partner Support');
      expect(codes).toHaveLength(10);
      expect([...browser.cookies('acme.localhost:8080').keys()]).toEqual(['__Host-session']);
      expect([...browser.cookies('acme-login.localhost:8080').keys()]).toEqual(['__Host-sso', '__Host-company']);
    });

    test('comes back to the very page that the link named', async () => {
      const link = 'http://acme.localhost:8080/servicedesk/customer/user/requests?status=open';
      const browser = house.browser();
      const page = await arrive(house, browser, house.kestrel, people.dev, link);
      const { answered } = await enrol(house, browser, page);
      expect((await postAnswer(browser, answered)).url).toBe(link);
    });

    test('is asked for a code the next time, and each code works once', async () => {
      const browser = house.browser();
      const { key } = await signIn(house, browser, house.borealis, people.bo);
      house.clock.advance(60_000);
      const other = house.browser();
      const page = await arrive(house, other, house.borealis, people.bo);
      expect(textOf(page)).toContain('Confirm that it is you');
      const code = codeOf(house, key);
      const answered = await answer(other, page, { answer: code });
      expect((await postAnswer(other, answered)).url).toBe(portals);

      const third = house.browser();
      const again = await arrive(house, third, house.borealis, people.bo);
      const refused = await answer(third, again, { answer: code });
      expect(refused.status).toBe(403);
      expect(textOf(refused)).toContain('That code was used already');
      house.clock.advance(30_000);
      expect(formOn(await answer(third, refused, { answer: codeOf(house, key) })).fields).toHaveProperty('SAMLResponse');
    });

    test('gets in with a recovery code when the phone is lost', async () => {
      const browser = house.browser();
      const page = await arrive(house, browser, house.kestrel, { sub: 'k-eli', email: 'eli@kestrel.example', name: 'Eli Evans' });
      const { codes } = await enrol(house, browser, page);
      const other = house.browser();
      const asked = await arrive(house, other, house.kestrel, { sub: 'k-eli', email: 'eli@kestrel.example', name: 'Eli Evans' });
      const switched = await other.post(formOn(asked).action, { ...formOn(asked).fields, method: 'recovery-code' });
      expect(textOf(switched)).toContain('Use a recovery code');
      const answered = await answer(other, switched, { answer: codes[3] ?? '' });
      expect((await postAnswer(other, answered)).url).toBe(portals);
    });

    test('is not asked again in the same browser while the session lives', async () => {
      const browser = house.browser();
      await signIn(house, browser, house.borealis, { sub: 'b-cleo', email: 'cleo@borealis.example', name: 'Cleo Conti' });
      browser.cookies('acme.localhost:8080').clear();
      const page = await browser.get(portals);
      expect(formOn(page).fields).toHaveProperty('SAMLResponse');
      expect((await postAnswer(browser, page)).url).toBe(portals);
    });

    test('may reload on the way: the same request goes on, and an older departure is void', async () => {
      const browser = house.browser();
      house.signsIn(house.borealis, people.ada);
      const first = await browser.get(portals);
      const link = new URL((/href="([^"]*connection=borealis)"/.exec(first.body)?.[1] ?? '').replaceAll('&amp;', '&'), first.url).href;
      const one = await browser.get(link);
      const two = await browser.get(link);
      const old = await browser.get(house.borealis.authorize(one.headers.location ?? ''));
      expect(old.status).toBeGreaterThanOrEqual(400);
      expect(two.headers.location).toContain('/authorize');
    });

    test('is signed out everywhere by one button', async () => {
      const browser = house.browser();
      const { page } = await signIn(house, browser, house.borealis, { sub: 'b-new', email: 'new@borealis.example', name: 'Nia New' });
      const out = [...page.body.matchAll(/<form[\s\S]*?<\/form>/g)].findIndex(([form]) => form.includes('/logout'));
      const form = formOn(page, out);
      const before = new Map(browser.cookies('acme-login.localhost:8080'));
      const left = await browser.post(form.action, form.fields);
      // The provider's own sign-out is the next stop, and leads back.
      const upstream = new URL(left.headers.location ?? '');
      expect(upstream.origin).toBe(house.borealis.issuer);
      const back = `${upstream.searchParams.get('post_logout_redirect_uri')}?state=${upstream.searchParams.get('state')}`;
      expect(textOf(await browser.get(back))).toContain('signed out');
      // Neither the portal's session nor the login's is of any use now.
      browser.cookies('acme-login.localhost:8080').set('__Host-sso', before.get('__Host-sso') ?? '');
      expect(textOf(await browser.get(portals))).toContain('Which company are you with?');
    });

    test('reads why, whom to ask and a code to quote when refused', async () => {
      const browser = house.browser();
      house.borealis.behave({ claims: (claims) => ({ ...claims, sub: 'b-x', email: 'x@borealis.example', email_verified: false }) });
      const { url } = await departFor(browser, 'borealis');
      const page = await browser.get(house.borealis.authorize(url));
      // Before anything is set up for a second step, which would be of no use.
      expect(page.status).toBe(403);
      expect(textOf(page)).toMatch(/Support code: [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}.*the service desk/);
    });
  });

  describe('where nobody is asked for a second factor', () => {
    test('the company sign-in is enough, in two commits at the login host', async () => {
      const quiet = await openHouse({ policy: 'nobody', connections: ['borealis'], database });
      try {
        const browser = quiet.browser();
        const answered = await arrive(quiet, browser, quiet.borealis, people.ada);
        expect((await postAnswer(browser, answered)).url).toBe(portals);
      } finally {
        await quiet.close();
      }
    });
  });
});
