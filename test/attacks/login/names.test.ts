/** Values of a provider that are written into our own signed answer: they stay text, and say nothing about anybody else. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { portalHost, somebody } from '../../support/attacks/in-house.ts';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { departFor, postAnswer } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
});
afterAll(() => house.close());

/** Signs somebody in of whom the provider says this on top; gives the answer that the browser posts, and the portal's page. */
async function signInWith(claims: Record<string, unknown>, userInfo: Record<string, unknown> = {}) {
  const browser = house.browser();
  const person = somebody();
  house.borealis.behave({
    userInfo: (honest) => ({ ...honest, sub: person.sub, ...userInfo }),
    claims: (honest) => ({
      ...honest,
      sub: person.sub,
      email: person.email,
      name: person.name,
      given_name: 'A',
      family_name: 'B',
      ...claims,
    }),
  });
  const { url } = await departFor(browser, 'borealis');
  const answered = await browser.get(house.borealis.authorize(url));
  const xml = Buffer.from(formOn(answered).fields.SAMLResponse ?? '', 'base64').toString('utf8');
  return { xml, person, page: await postAnswer(browser, answered), browser };
}

const close = '</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>';
const hostile = [
  `${close}<saml:AttributeStatement><saml:Attribute Name="displayName"><saml:AttributeValue>Boss`,
  '<saml:NameID>qm:somebody-else</saml:NameID>',
  'Ada]]><b>',
  'Ada<!-- comment -->Boss',
  '<![CDATA[Boss]]>',
  '<?xml version="1.0"?>',
  '&lt;b&gt;&#60;b&#62;&boss;',
  'Ada\u0000Boss',
  'Ada\ud800Boss',
  'Ada\ufffeBoss',
  'Ada\r\nSet-Cookie: x=1',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '\u202eada',
  '_Boss (via portal):_',
  'x'.repeat(250),
];

describe('a name, or a group, that breaks out of its place', () => {
  const { attack, honest } = casesOf('saml.injection');

  attack.each(hostile.map((name) => [encodeURI(name.toWellFormed()), name]))('%s', async (_, name) => {
    const { xml, page, browser } = await signInWith({ name, groups: [name, 'crew'] });
    expect(page.status).toBe(200);
    expect(xml.match(/<saml:Assertion /g)).toHaveLength(1);
    expect(xml.match(/<saml:NameID /g)).toHaveLength(1);
    expect(xml.match(/<saml:AttributeStatement>/g)).toHaveLength(1);
    expect(xml.match(/<saml:Attribute Name="displayName"/g)).toHaveLength(1);
    expect(xml).not.toMatch(/<!--|<!\[CDATA|somebody-else<\/saml:NameID>/);
    expect(page.body).not.toMatch(/<script>|<b>|<[^>]* onmouseover=/);
    expect(browser.cookies(portalHost).has('__Host-session')).toBe(true);
    expect(browser.cookies(portalHost).has('x')).toBe(false);
  });

  honest.each([
    ['a thousand of thirty letters', 1_000, 'é'.repeat(26), 1_000],
    ['a thousand with two ampersands', 1_000, '&&', 1_000],
    ['a thousand with three ampersands', 1_000, '&&&', null],
    ['a thousand and one', 1_001, '', null],
    ['five thousand of a hundred letters', 5_000, 'x'.repeat(96), null],
    ['three hundred and one of a hundred letters', 301, 'x'.repeat(97), null],
  ])('signs in with as many groups as there are: %s', async (_, count, ending, told) => {
    const groups = Array.from({ length: count }, (_group, index) => `${index + 1_000}${ending}`);
    const { xml, page } = await signInWith({ groups: undefined }, { groups });
    expect(page.status).toBe(200);
    const [attribute = '', ...others] = xml.match(/<saml:Attribute Name="groups".*?<\/saml:Attribute>/gs) ?? [];
    expect(others).toEqual([]);
    expect(attribute === '').toBe(told === null);
    expect(attribute.match(/<saml:AttributeValue/g)?.length ?? 0).toBe(told ?? 0);
  });

  honest('a name in any script is shown as it is', async () => {
    const { page } = await signInWith({ name: 'Åsa Øst & Söhne 山田 太郎' });
    expect(textOf(page)).toContain('Åsa Øst & Söhne 山田 太郎');
  });
});
