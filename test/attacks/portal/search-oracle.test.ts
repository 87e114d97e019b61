import { afterAll, beforeAll, expect } from '@jest/globals';
import { addComment } from '../../../sandbox/jira/builders.ts';
import { summaryOf } from '../../../sandbox/jira/field-text.ts';
import { accountOf } from '../../../sandbox/jira/seed.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { signIn } from '../../support/journey.ts';

let house: House;
let ada: TestBrowser;
beforeAll(async () => {
  house = await openHouse();
  ada = house.browser();
  await signIn(house, ada, house.borealis, people.ada);
});
afterAll(() => house.close());

const search = async (text: string) =>
  textOf(await ada.get(`http://acme.localhost:8080/servicedesk/customer/user/requests?status=all&text=${encodeURIComponent(text)}`));

casesOf('portal.search').attack('a word that stands only in an internal comment of one’s own request finds nothing', async () => {
  const site = house.jira.sites.get('acme');
  const mine = [...(site?.issues.values() ?? [])].find((issue) => site && issue.reporter === accountOf(site, people.ada.email));
  const nora = [...(site?.users.values() ?? [])].find((user) => user.email === 'nora@acme.example');
  if (!site || !mine || !nora) throw new Error('the seed has changed');
  addComment(site, mine, { author: nora, body: 'Customer is about to be terminated: zebrafish', public: false });
  addComment(site, mine, { author: nora, body: 'Escalated: quagga', visibility: { type: 'role', value: 'Administrators' } });
  for (const word of ['zebrafish', 'quagga', 'terminated']) expect(await search(word)).not.toContain(mine.key);
  // The same search does find what the customer can read.
  const title = summaryOf(mine);
  expect(await search(title)).toContain(mine.key);
});
