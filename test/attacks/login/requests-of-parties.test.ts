/** Requests to sign somebody in, as they arrive at the login host. */
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost, somebody } from '../../support/attacks/in-house.ts';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { arrive, portals, postAnswer } from '../../support/journey.ts';
import { askAsPortal, keysOf } from '../../support/party-request.ts';
import { otherEcKeys } from '../../support/saml/keys.ts';

const sso = `http://${loginHost}/saml/sso`;
const acs = `http://${portalHost}/saml/acs`;
let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterAll(() => house.close());

/** A browser that is signed in at the login host. */
async function signedIn() {
  const browser = house.browser();
  await arrive(house, browser, house.borealis, somebody());
  return browser;
}

describe('an answer at an address of the attacker, in a request that the portal’s own key has signed', () => {
  const { attack, honest } = casesOf('redirect.acs');

  attack.each([
    'https://evil.example/saml/acs',
    `${acs}.evil.example`,
    `${acs}/`,
    `${acs}?x=1`,
    `${acs}#x`,
    `${acs}/../../evil`,
    `http://evil.example@${portalHost}/saml/acs`,
    `http://${portalHost}@evil.example/saml/acs`,
    acs.toUpperCase(),
    acs.replace('http:', 'https:'),
    acs.replace(':8080', ''),
    acs.replace('acme.', 'umbra.'),
    acs.replace('acme.', 'acme-login.'),
    '//evil.example/saml/acs',
    '/saml/acs',
    'javascript:alert(1)',
    'data:text/html,x',
    ' ',
  ])('%s', async (acsUrl) => {
    const { url } = await askAsPortal(house, { acsUrl });
    const page = await (await signedIn()).get(url);
    expect([page.status, lastRefusal(house)]).toEqual([403, 'saml_acs_not_registered']);
    expect(page.body).not.toContain('SAMLResponse');
    expect(page.body).not.toContain('evil.example');
    expect(page.headers['content-security-policy']).not.toContain('evil.example');
  });

  honest('the registered address is answered', async () => {
    const { url } = await askAsPortal(house, { acsUrl: acs });
    expect(formOn(await (await signedIn()).get(url)).action).toBe(acs);
  });
});

describe('requests that nobody good has signed', () => {
  const unsigned = casesOf('redirect.unsigned').attack;

  unsigned.each([
    ['the signature taken away', async () => (await askAsPortal(house)).url.split('&SigAlg=')[0] ?? '', 'saml_signature_missing'],
    ['a key of nobody', async () => (await askAsPortal(house, { key: otherEcKeys().privateKey })).url, 'saml_signature_wrong'],
    [
      'the key with which the login host itself signs',
      async () => (await askAsPortal(house, { key: (await keysOf(house).current(house.acme.id, 'login', 'ecdsa-p256')).privateKey })).url,
      'saml_signature_wrong',
    ],
    [
      'the key of another tenant’s portal',
      async () => (await askAsPortal(house, { key: (await keysOf(house).current(house.umbra.id, 'portal', 'ecdsa-p256')).privateKey })).url,
      'saml_signature_wrong',
    ],
    [
      'another tenant’s portal by name',
      async () => (await askAsPortal(house, { issuer: 'http://umbra-login.localhost:8080/saml/portal' })).url,
      'saml_party_unknown',
    ],
    ['a party of the attacker', async () => (await askAsPortal(house, { issuer: 'https://evil.example' })).url, 'saml_party_unknown'],
    [
      'the login host itself',
      async () => (await askAsPortal(house, { issuer: `http://${loginHost}/saml/metadata` })).url,
      'saml_party_unknown',
    ],
  ] as const)('%s', async (_, make, code) => {
    const page = await (await signedIn()).get(await make());
    expect([page.status >= 400, lastRefusal(house)]).toEqual([true, code]);
    expect(page.body).not.toContain('SAMLResponse');
  });
});

describe('requests by another binding', () => {
  const { attack } = casesOf('redirect.binding');

  attack('posted, with the signature of an address', async () => {
    const { url } = await askAsPortal(house);
    const browser = await signedIn();
    const carried = await browser.send('POST', sso, Object.fromEntries(new URL(url).searchParams));
    const on = (/http-equiv="refresh" content="0; url=([^"]+)"/.exec(carried.body)?.[1] ?? '').replaceAll('&amp;', '&');
    const page = await browser.get(new URL(on, sso).href);
    expect([page.status >= 400, lastRefusal(house)]).toEqual([true, 'saml_message_not_utf8']);
    expect(page.body).not.toContain('SAMLResponse');
  });

  attack.each([
    ['an artifact', 'SAMLart=AAQAAMh48%2F1oXIM%2BsDo7Dh2qMp1HM4IF5DaRNmDj6RdUmllwn9jJHyEgIi8%3D', 'saml_message_missing'],
    ['plain XML', `SAMLRequest=${encodeURIComponent('<samlp:AuthnRequest/>')}`, 'saml_message_not_base64'],
    ['base64 without deflate', `SAMLRequest=${encodeURIComponent(Buffer.from('<x/>').toString('base64'))}`, 'saml_message_not_deflated'],
    [
      'an answer in place of a request',
      `SAMLResponse=${encodeURIComponent(deflateRawSync('<x/>').toString('base64'))}`,
      'saml_message_missing',
    ],
    [
      'a token of another protocol (WS-Federation)',
      'wa=wsignin1.0&wtrealm=urn%3Ax&wreply=https%3A%2F%2Fevil.example',
      'saml_message_missing',
    ],
    ['a request of OpenID Connect', 'client_id=x&redirect_uri=https%3A%2F%2Fevil.example&response_type=code', 'saml_message_missing'],
    ['nothing', '', 'saml_message_missing'],
  ])('%s', async (_, query, code) => {
    const page = await (await signedIn()).get(`${sso}?${query}`);
    expect([page.status >= 400, lastRefusal(house)]).toEqual([true, code]);
    expect(page.body).not.toContain('evil.example');
  });
});

describe('RelayState', () => {
  const { attack, honest } = casesOf('redirect.relay-state');

  attack.each([
    '"><script>alert(1)</script>',
    "'onmouseover='alert(1)",
    '</form><form action=//evil.example>',
    'https://evil.example/',
    '&#34;&gt;<b>',
  ])('is a text on the page and leads nowhere: %s', async (relayState) => {
    const { url } = await askAsPortal(house, { relayState });
    const page = await (await signedIn()).get(url);
    const written = relayState.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    expect(page.body).toContain(`name="RelayState" value="${written}"`);
    expect(formOn(page).action).toBe(acs);
    expect(page.body).not.toMatch(/<script>|<b>|<form action=\/\//);
  });

  attack('is refused by the login host when it is too long', async () => {
    const { url } = await askAsPortal(house, { relayState: 'x'.repeat(80) });
    const page = await (await signedIn()).get(url.replace('RelayState=x', `RelayState=${'x'.repeat(1_000)}`));
    expect([page.status >= 400, lastRefusal(house)]).toEqual([true, 'saml_relay_state_invalid']);
  });

  honest('comes back as it was', async () => {
    const { url } = await askAsPortal(house, { relayState: 'a b+c/ä' });
    expect(formOn(await (await signedIn()).get(url)).fields.RelayState).toBe('a b+c/ä');
  });
});

describe('a link that the attacker has begun', () => {
  const { attack } = casesOf('login.other-browser');

  attack('signs a victim in nowhere: the portal asked another browser', async () => {
    const attacker = house.browser();
    const link = (await attacker.send('GET', portals)).headers.location ?? '';
    const victim = await signedIn();
    const answered = await victim.get(link);
    expect(answered.body).toContain('SAMLResponse');
    const page = await postAnswer(victim, answered);
    expect([page.status, lastRefusal(house)]).toEqual([403, 'portal_sign_in_unmatched']);
    expect(victim.cookies(portalHost).has('__Host-session')).toBe(false);
  });

  attack('gives the attacker nothing of the victim who followed it', async () => {
    const attacker = house.browser();
    const link = (await attacker.send('GET', portals)).headers.location ?? '';
    const victim = house.browser();
    house.signsIn(house.borealis, somebody());
    const { headers } = await victim.send('GET', link);
    await victim.get(house.borealis.authorize(headers.location ?? ''));
    const page = await attacker.get(link);
    expect([page.status, lastRefusal(house)]).toEqual([403, 'login_other_browser']);
  });

  attack('is of no use after its answer was given', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const sent = (await browser.send('GET', portals)).headers.location ?? '';
    const { headers } = await browser.send('GET', sent);
    await browser.get(house.borealis.authorize(headers.location ?? ''));
    browser.cookies(loginHost).delete('__Host-sso');
    const page = await browser.get(sent);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.body).not.toContain('SAMLResponse');
  });

  attack('cannot name the person whom the login has to be about', async () => {
    const { url } = await askAsPortal(house, {
      subject: { value: 'qm:somebody-else', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    });
    const page = await (await signedIn()).get(url);
    expect([page.status >= 400, lastRefusal(house)]).toEqual([true, 'stepup_subject_mismatch']);
    expect(page.body).not.toContain('SAMLResponse');
  });
});

describe('a link that chooses the company for somebody else', () => {
  const { attack, honest } = casesOf('login.other-browser');
  let both: House;
  beforeAll(async () => {
    both = await openHouse({ policy: 'nobody', connections: ['borealis', 'kestrel'] });
  });
  afterAll(() => both.close());

  /** A link that the attacker began, to their own company's provider, which would sign anybody in as the attacker. */
  const linkToKestrel = async () => `${(await both.browser().send('GET', portals)).headers.location}&connection=kestrel`;

  attack.each(['cross-site', 'same-site', 'none'])('asks whoever has no session, and leads nowhere by itself (%s)', async (from) => {
    const page = await both.browser().send('GET', await linkToKestrel(), undefined, { 'sec-fetch-site': from });
    expect([page.status, page.headers.location]).toEqual([200, undefined]);
    expect(textOf(page)).toContain('Which company are you with?');
  });

  attack('does not put the attacker’s session in the place of one’s own', async () => {
    const victim = both.browser();
    await arrive(both, victim, both.borealis, people.ada);
    const before = victim.cookies(loginHost).get('__Host-sso');
    const page = await victim.send('GET', await linkToKestrel(), undefined, { 'sec-fetch-site': 'cross-site' });
    expect(page.headers.location).toBeUndefined();
    expect(victim.cookies(loginHost).get('__Host-sso')).toBe(before);
    expect((await postAnswer(victim, page)).status).toBe(403);
    expect(textOf(await postAnswer(victim, await victim.get(portals)))).toContain(people.ada.name);
  });

  attack.each(['&connection=kestrel', '&connection=kestrel&connection=kestrel', '&%63onnection=kestrel', '&connection'])(
    'leaves the choice as it is on the page that asks: %s',
    async (more) => {
      const link = (await both.browser().send('GET', portals)).headers.location ?? '';
      const browser = both.browser();
      const asked = await browser.send('GET', `${link}${more}`, undefined, { 'sec-fetch-site': 'cross-site' });
      const [, href = ''] = /href="([^"]*connection=borealis)"/.exec(asked.body) ?? [];
      const chosen = await browser.send('GET', new URL(href.replaceAll('&amp;', '&'), link).href, undefined, {
        'sec-fetch-site': 'same-origin',
      });
      expect(chosen.headers.location).toContain(both.borealis.issuer);
    },
  );

  honest('the page that asks leads to the company that was chosen there', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, {}]) {
      const page = await both.browser().send('GET', await linkToKestrel(), undefined, headers as Record<string, string>);
      expect(page.headers.location).toContain(both.kestrel.issuer);
    }
  });
});
