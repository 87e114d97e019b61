/** Admitted as one account and told as another: at applications whose people have a Jira account, by the address that a provider says. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { Party } from '#contract/settings/party';
import { addUser } from '../../../sandbox/jira/builders.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal } from '../../support/attacks/in-house.ts';
import type { BrowserPage } from '../../support/browser.ts';
import { type House, openHouse, people, type TestPerson } from '../../support/house.ts';
import { answer, arrive, codeOf, enrol, portals, postAnswer } from '../../support/journey.ts';
import { anApplication, askByAddress, takenBy } from '../../support/saml/application.ts';

const { ada, bo } = people;
const nora = { sub: 'b-nora', email: 'nora@acme.example', name: 'Nora Nilsen' };
const guard = (preset: Party['preset'], more: Partial<Party> = {}) =>
  anApplication({
    id: 'guard',
    preset,
    nameId: { format: 'email', value: 'email' },
    attributes: [],
    policy: { preset: 'nobody' },
    ...more,
  });
const accountsAndMail: Partial<Party> = {
  nameId: { format: 'persistent', value: 'account-id' },
  attributes: [{ name: 'mail', value: 'email' }],
};

let house: House;
let revision: number;
beforeEach(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  revision = 1;
});
afterEach(() => house.close());

/** The people of acme itself come through Borealis' provider too. */
async function register(party: Party): Promise<Party> {
  revision += 1;
  const settings = house.settingsOf('acme', ['borealis']);
  const list = ['borealis.example', 'acme.example'];
  const connections = settings.connections.map((each) => ({ ...each, domains: { mode: 'list' as const, list } }));
  await house.applySettings(house.acme, revision, { ...settings, connections, parties: [party] });
  return party;
}

async function through(party: Party, person: TestPerson, browser = house.browser()): Promise<{ id: string; page: BrowserPage }> {
  house.signsIn(house.borealis, person);
  const { id, url } = askByAddress(house, party);
  const gone = await browser.get(url);
  return { id, page: await browser.get(house.borealis.authorize(gone.headers.location ?? '')) };
}

const told = async (party: Party, person: TestPerson) => {
  const { id, page } = await through(party, person);
  return (await takenBy(house, party, page, id)).assertion;
};

async function refused(party: Party, person: TestPerson, code: string): Promise<void> {
  const { page } = await through(party, person);
  expect([page.status, page.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([403, false, code]);
}

const users = () => house.jira.sites.get('acme')?.users ?? new Map<string, never>();
function userOf(email: string) {
  const user = [...users().values()].find((each) => each.email === email);
  if (user === undefined) throw new Error(`nobody has ${email}`);
  return user;
}

describe('somebody who is bound to an account, and of whom the provider says another address now', () => {
  const { attack, honest } = casesOf('application.names');

  attack.each<[string, string]>([
    ['of another customer', bo.email],
    ['of another customer, in other letters', 'BO@borealis.example'],
    ['of somebody who works in Jira', nora.email],
    ['that nobody has', 'nobody@borealis.example'],
  ])('is not named by one %s', async (_, email) => {
    const party = await register(guard('guard-customers'));
    expect((await told(party, ada)).nameId.value).toBe(ada.email);
    await refused(party, { ...ada, email }, 'account_address_differs');
    expect((await told(party, ada)).nameId.value).toBe(ada.email);
  });

  attack('is not named by it for the second factor of the first', async () => {
    const party = await register(guard('guard-customers', { policy: { preset: 'everybody' } }));
    const own = house.browser();
    const { key } = await enrol(house, own, (await through(party, ada, own)).page);
    house.clock.advance(60_000);
    const browser = house.browser();
    const { page } = await through(party, { ...ada, email: bo.email }, browser);
    expect((await answer(browser, page, { answer: codeOf(house, key) })).body).not.toContain('SAMLResponse');
    expect(lastRefusal(house)).toBe('account_address_differs');
  });

  attack('is told with the account alone where both are told', async () => {
    const party = await register(guard('custom-saml', accountsAndMail));
    const first = await told(party, ada);
    expect([...first.attributes]).toEqual([['mail', [ada.email]]]);
    const later = await told(party, { ...ada, email: bo.email });
    expect([later.nameId.value, [...later.attributes]]).toEqual([first.nameId.value, []]);
  });

  attack('is not named from a session that began elsewhere', async () => {
    const party = await register(guard('guard-customers'));
    await told(party, ada);
    const browser = house.browser();
    const page = await postAnswer(browser, await arrive(house, browser, house.borealis, { ...ada, email: bo.email }));
    expect(page.url).toBe(portals);
    const answered = await browser.get(askByAddress(house, party).url);
    expect([answered.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([false, 'account_address_differs']);
  });

  attack('is not named while Jira cannot be asked whose it is', async () => {
    const party = await register(guard('guard-customers'));
    await told(party, ada);
    house.clock.advance(120_000);
    house.jira.faults.add({ kind: 'drop', times: 99 });
    await through(party, { ...ada, email: bo.email });
    expect(lastRefusal(house)).toBe('jira_unavailable');
  });

  honest('whose account got the new address in Jira too is named by it', async () => {
    const party = await register(guard('guard-customers'));
    await told(party, ada);
    userOf(ada.email).email = 'ada.berg@borealis.example';
    expect((await told(party, { ...ada, email: 'Ada.Berg@borealis.example' })).nameId.value).toBe('Ada.Berg@borealis.example');
  });

  attack('is not named by an address that Jira no longer shows to be the account’s', async () => {
    const party = await register(guard('guard-customers'));
    await told(party, ada);
    userOf(ada.email).emailHidden = true;
    house.clock.advance(60_000);
    await refused(party, ada, 'account_address_differs');
  });
});

describe('a user of the organization', () => {
  const { attack, honest } = casesOf('application.names');
  const mallory = { ...nora, sub: 'b-mallory', name: 'Mallory' };

  attack('is nobody who comes as another subject with that address', async () => {
    const party = await register(guard('guard-users'));
    expect((await told(party, nora)).nameId.value).toBe(nora.email);
    await refused(party, mallory, 'account_already_linked');
  });

  attack('is not named by a second factor that somebody else has set up', async () => {
    const party = await register(guard('guard-users', { policy: { preset: 'everybody' } }));
    const own = house.browser();
    await enrol(house, own, (await through(party, nora, own)).page);
    const other = house.browser();
    const { answered } = await enrol(house, other, (await through(party, mallory, other)).page);
    expect([answered.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([false, 'account_already_linked']);
  });

  attack('is not named as another one whose address the provider says', async () => {
    const party = await register(guard('guard-users'));
    const admin = 'admin@acme.example';
    await told(party, nora);
    await refused(party, { ...nora, email: admin }, 'account_address_differs');
  });

  attack.each<[string, Party['preset'], Party['preset']]>([
    ['as a customer, whom somebody else is as a user', 'guard-users', 'guard-customers'],
    ['as a user, whom somebody else is as a customer', 'guard-customers', 'guard-users'],
  ])('does not get in %s', async (_, first, second) => {
    const olaf = { sub: 'b-olaf', email: 'olaf@borealis.example', name: 'Olaf' };
    const site = house.jira.sites.get('acme');
    if (site === undefined) throw new Error('no site');
    addUser(site, { email: olaf.email });
    await told(await register(guard(first)), olaf);
    await refused(await register(guard(second)), { ...olaf, sub: 'b-mallory' }, 'account_already_linked');
  });

  attack('does not enter the portal by being bound', async () => {
    const party = await register(guard('guard-users'));
    await told(party, nora);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, nora);
    expect([page.body.includes('SAMLResponse'), lastRefusal(house)]).toEqual([false, 'customer_is_staff']);
  });

  honest('who is a customer as well gets in as both, in any order, and keeps the account', async () => {
    const olaf = { sub: 'b-olaf', email: 'olaf@borealis.example', name: 'Olaf' };
    const site = house.jira.sites.get('acme');
    if (site === undefined) throw new Error('no site');
    addUser(site, { email: olaf.email });
    for (const preset of ['guard-users', 'guard-customers', 'guard-users', 'guard-customers'] as const)
      expect((await told(await register(guard(preset)), olaf)).nameId.value).toBe(olaf.email);
    const browser = house.browser();
    expect((await postAnswer(browser, await arrive(house, browser, house.borealis, olaf))).url).toBe(portals);
  });
});
