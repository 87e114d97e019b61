/** Applications without accounts: who is let in there is said by the domains of the connection, at every step. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { Settings } from '#contract/settings/snapshot';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal } from '../../support/attacks/in-house.ts';
import { formOn } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { answer, codeOf, departFor, keyOn } from '../../support/journey.ts';
import { anApplication, askByAddress, takenBy } from '../../support/saml/application.ts';

const wiki = anApplication({ nameId: { format: 'persistent', value: 'subject' }, policy: null });
const stranger = { sub: 'g-118', email: 'stranger@gmail.example', name: 'Ada Aalto' };

describe('people of a provider that anybody can join', () => {
  const { attack, honest } = casesOf('application.outsiders');
  let house: House;
  let revision = 1;
  beforeAll(async () => {
    house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  });
  afterAll(() => house.close());

  async function enter(differences: Partial<OidcConnection>, person: typeof stranger) {
    const settings = house.settingsOf('acme', ['borealis']);
    const connections = settings.connections.map((each) => ({ ...each, ...differences })) as Settings['connections'];
    revision += 1;
    await house.applySettings(house.acme, revision, { ...settings, connections, parties: [wiki] });
    house.signsIn(house.borealis, person);
    const browser = house.browser();
    const { id, url } = askByAddress(house, wiki);
    const gone = await browser.get(url);
    return { id, page: await browser.get(house.borealis.authorize(gone.headers.location ?? '')) };
  }

  const list: OidcConnection['domains'] = { mode: 'list', list: ['borealis.example'] };
  attack.each<[string, Partial<OidcConnection>, typeof stranger, string]>([
    ['an address of another domain', { domains: list, emailTrust: 'verified' }, stranger, 'customer_email_domain_refused'],
    ['an address of a domain below', { domains: list }, { ...stranger, email: 'x@mail.borealis.example' }, 'customer_email_domain_refused'],
    ['an address of a domain that is not proven yet', { domains: { ...list, proof: 'dns' } }, people.ada, 'customer_email_domain_refused'],
    [
      'an address of another domain, at the company itself',
      { domains: list, emailTrust: 'authoritative' },
      stranger,
      'customer_email_domain_refused',
    ],
  ])('do not enter with %s', async (_, differences, person, code) => {
    const { page } = await enter(differences, person);
    expect([page.status, page.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([403, false, code]);
  });

  honest('enter with an address that the connection speaks for', async () => {
    const { id, page } = await enter({ domains: list, emailTrust: 'verified' }, people.bo);
    expect((await takenBy(house, wiki, page, id)).assertion.nameId.value).not.toBe('');
  });
});

describe('whoever stands at the second step when their connection changes', () => {
  const { attack } = casesOf('application.outsiders');

  attack.each<[string, (settings: Settings, other: string) => Settings['connections']]>([
    ['leads to another provider', ({ connections }, issuer) => connections.map((each) => ({ ...each, issuer })) as Settings['connections']],
    ['is switched off', ({ connections }) => connections.map((each) => ({ ...each, enabled: false }))],
    ['is removed', () => []],
    [
      'speaks for other domains',
      ({ connections }) => connections.map((each) => ({ ...each, domains: { mode: 'list', list: ['elsewhere.example'] } })),
    ],
  ])('does not finish: it %s', async (_, change) => {
    const house = await openHouse({ policy: 'everybody', connections: ['borealis'] });
    try {
      const settings = { ...house.settingsOf('acme', ['borealis']), parties: [wiki] };
      await house.applySettings(house.acme, 2, settings);
      house.signsIn(house.borealis, people.ada);
      const browser = house.browser();
      const gone = await browser.get(askByAddress(house, wiki).url);
      const setUp = await browser.get(house.borealis.authorize(gone.headers.location ?? ''));
      const codes = await answer(browser, setUp, { answer: codeOf(house, keyOn(setUp)) });
      expect(formOn(codes).action).toContain('/second-factor/');
      await house.applySettings(house.acme, 3, { ...settings, connections: change(settings, house.kestrel.issuer) });
      const page = await answer(browser, codes, {});
      expect([page.status >= 400, page.body.includes('SAMLResponse')]).toEqual([true, false]);
      expect(browser.cookies('acme-login.localhost:8080').has('__Host-sso')).toBe(false);
    } finally {
      await house.close();
    }
  });
});

describe('people who cannot come in to the portal', () => {
  const { attack } = casesOf('login.enrolment');

  attack('set up no second step before they are told', async () => {
    const house = await openHouse({ policy: 'everybody', connections: ['borealis'] });
    try {
      house.signsIn(house.borealis, stranger);
      const browser = house.browser();
      const { url } = await departFor(browser, 'borealis');
      const page = await browser.get(house.borealis.authorize(url));
      expect([page.status, lastRefusal(house)]).toEqual([403, 'customer_email_domain_refused']);
      expect(page.body).not.toContain('<code');
    } finally {
      await house.close();
    }
  });
});
