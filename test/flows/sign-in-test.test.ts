import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import { signInTestTexts as texts } from '#contract/messages/en/sign-in-test';
import type { Protocol } from '#contract/settings/connection';
import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../broker/adapters/net/outbound.ts';
import { createOAuth2Connector } from '../../broker/connectors/oauth2/connector.ts';
import { certificateFacts } from '../../broker/domain/certificates.ts';
import { emptyState } from '../../broker/domain/metadata/state.ts';
import type { Connector } from '../../broker/domain/ports/connector.ts';
import { Secret } from '../../broker/domain/secret.ts';
import type { SunkMail } from '../../sandbox/mail/sink.ts';
import { textOf } from '../support/browser.ts';
import { anotherCertificate } from '../support/certificate.ts';
import { anEmailCodeConnection } from '../support/connections.ts';
import { eventually } from '../support/eventually.ts';
import { people } from '../support/house.ts';
import { answer, portals, signIn } from '../support/journey.ts';
import { codeIn, startMailServer } from '../support/mail/server.ts';
import { type GitHub, startGitHub } from '../support/oauth2/provider.ts';
import { gitHubConnection } from '../support/oauth2/sign-in.ts';
import { createSamlProvider, type SamlPerson, type SamlProvider } from '../support/saml/provider.ts';
import { aConnection, secretId } from '../support/settings.ts';
import { begin, leadsTo, openHouseToLookInto, outcomeOf, resultsOf, standing, startTest } from '../support/sign-in-test.ts';

const ada: SamlPerson = {
  nameId: 'ada-1',
  attributes: { email: ['ada@aurora.example'], displayName: ['Ada Älvsjö & <b>Söner</b>'], groups: ['crew', 'deck'] },
};

let mail: Awaited<ReturnType<typeof startMailServer>>;
let place: Awaited<ReturnType<typeof openHouseToLookInto>>;
let house: (typeof place)['house'];
let saml: SamlProvider;
let before: ReturnType<typeof standing>;
beforeAll(async () => {
  mail = await startMailServer();
  place = await openHouseToLookInto({ mail: { via: 'smtp', url: new Secret(mail.url), from: 'no-reply@help.example' } });
  house = place.house;
  saml = createSamlProvider({ entityId: 'https://idp.aurora.example/metadata', clock: house.clock });
  before = standing(house, place.path);
});
afterAll(async () => {
  await place.close();
  await mail.close();
});

const aurora = () => saml.connection({ id: 'aurora', name: 'Aurora Lines', domains: { mode: 'list', list: ['aurora.example'] } });

async function testSaml(person = ada, how: Parameters<SamlProvider['answer']>[2] = {}, connection = aurora()) {
  const { id, url } = await startTest(house, connection);
  const browser = house.browser();
  const left = leadsTo(await begin(browser, url));
  const { action, fields } = saml.answer(left, person, how);
  const page = await browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });
  return { id, browser, page, outcome: await outcomeOf(house, id) };
}

describe('a test of a SAML connection that nobody has saved', () => {
  afterEach(() => expect(standing(house, place.path)).toEqual(before));

  test('shows what came back and what would become of it, and signs nobody in', async () => {
    const { page, outcome, browser } = await testSaml();
    expect([page.status, textOf(page)]).toEqual([200, expect.stringContaining(texts.ended.worked.heading)]);
    expect(textOf(page)).toContain(texts.ended.close);
    expect(textOf(page)).toContain('ada@aurora.example');
    expect(page.body).not.toContain('<b>');
    expect(page.body).not.toContain('SAMLResponse');
    expect([...browser.cookies('acme-login.localhost:8080').keys()]).toEqual([]);

    expect(outcome.ok).toBe(true);
    expect(new Set(Object.values(resultsOf(outcome)))).toEqual(new Set(['passed']));
    expect(outcome.identity).toMatchObject({
      subject: 'ada-1',
      email: { address: 'ada@aurora.example', verified: false },
      groups: ['crew', 'deck'],
    });
    expect(outcome.claims).toContainEqual({ name: 'groups', values: ['crew', 'deck'] });
    expect(outcome.account?.outcome).toBe('would-create');
    expect(outcome.entries).toEqual([expect.objectContaining({ application: null, outcome: 'second-factor', because: 'otherwise' })]);
    const [message] = outcome.messages;
    expect(message?.kind).toBe('saml-response');
    expect(message?.text).toMatch(/<ds:SignatureValue>\[masked, \d+ characters\]/);
    expect(message?.text).toContain('ada@aurora.example');
  });

  test('says of an answer for another application which setting is wrong, and where to mend it', async () => {
    const { page, outcome } = await testSaml(ada, {
      change: (xml) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example'),
    });
    expect(textOf(page)).toContain(texts.ended.failed.heading);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'saml_audience_mismatch' }, identity: null, account: null, claims: [] });
    expect(resultsOf(outcome)).toMatchObject({ signature: 'passed', issuer: 'passed', audience: 'failed', subject: 'not-reached' });
    expect(outcome.mend).toMatchObject({ setting: 'ourEntityId', text: expect.stringContaining('"https://other.example"') });
  });

  test('says by how much the clocks differ', async () => {
    const late = (xml: string) =>
      xml.replace(/IssueInstant="[^"]*"/g, `IssueInstant="${new Date(house.clock.now() + 600_000).toISOString()}"`);
    const { outcome } = await testSaml(ada, { change: late });
    expect(outcome.refusal?.code).toBe('saml_not_yet_valid');
    expect(outcome.mend?.text).toContain("600 seconds (the provider's is ahead)");
  });

  test('shows the message of a provider that says no', async () => {
    const denied = (xml: string) =>
      xml.replace(
        'status:Success"/>',
        'status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>',
      );
    const { outcome } = await testSaml(ada, { change: denied });
    expect(outcome).toMatchObject({
      refusal: { code: 'saml_provider_refused' },
      mend: { text: expect.stringContaining('"Responder/AuthnFailed"') },
    });
    expect(outcome.messages).toHaveLength(1);
  });

  test('names an address of a domain that the connection may not speak for', async () => {
    const { page, outcome } = await testSaml({ ...ada, attributes: { email: ['ceo@borealis.example'] } });
    expect(textOf(page)).toContain(texts.ended.notYet.heading);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'customer_email_domain_refused' }, account: { outcome: 'refused' } });
    expect(outcome.mend?.setting).toBe('domains');
    expect(resultsOf(outcome)).toMatchObject({
      email: 'passed',
      'email-domain': 'failed',
      names: 'notice',
      groups: 'notice',
      account: 'failed',
    });
  });

  test('is over once it has ended: the link, the answer and the result go', async () => {
    const { id, page } = await testSaml();
    expect(page.status).toBe(200);
    expect(await house.broker.signInTests.result(house.acme.id, id)).toMatchObject({ state: 'done' });
    house.clock.advance(60 * 60_000);
    expect(await house.broker.signInTests.result(house.acme.id, id)).toBeNull();
    await house.broker.storage.signInTests.sweep(house.clock.now() + 1);
    expect(await house.broker.storage.signInTests.find(house.acme.id, id)).toBeNull();
  });
});

describe('what lies over the settings counts for a test as it does for logins:', () => {
  const domains = { mode: 'list', list: ['aurora.example'], proof: 'dns' } as const;

  test('a domain that is proven by a record, once the record was found', async () => {
    const proven = { ...aurora(), domains: { ...domains, list: [...domains.list] } };
    expect((await testSaml(ada, {}, proven)).outcome).toMatchObject({
      refusal: { code: 'customer_email_domain_refused' },
      mend: { setting: 'domains' },
    });
    const { watched } = house.broker.storage;
    const state = { format: 1, checkedAt: 1, provenAt: 1, missingSince: null };
    const row = { tenant: house.acme.id, kind: 'domain', name: 'aurora.example', version: 0, nextAt: 0, state } as const;
    await watched.save(row, { live: true });
    expect((await testSaml(ada, {}, proven)).outcome.ok).toBe(true);
    await watched.remove({ ...row, version: 1 }, { live: true });
  });

  test('a certificate that was taken over from the provider', async () => {
    const metadata = { url: 'https://idp.aurora.example/metadata', takeOver: 'certificates', signedBy: null } as const;
    const own = aurora();
    const stale = { ...own, metadata, certificates: [anotherCertificate] };
    expect((await testSaml(ada, {}, stale)).outcome.refusal?.code).toBe('saml_signature_algorithm');
    const facts = certificateFacts(own.certificates[0] ?? '');
    const state = {
      ...emptyState(stale),
      certificates: facts === null ? [] : [{ ...facts, goneSince: null, retired: false, returned: false }],
    };
    const { watched } = house.broker.storage;
    await watched.save({ tenant: house.acme.id, kind: 'metadata', name: 'aurora', version: 0, nextAt: 0, state }, { live: true });
    expect((await testSaml(ada, {}, stale)).outcome.ok).toBe(true);
  });
});

describe('a test of an OpenID connection', () => {
  const draft = () =>
    aConnection({
      id: 'new',
      name: 'New one',
      issuer: house.borealis.issuer,
      domains: { mode: 'list', list: ['borealis.example'] },
      mapping: { ...aConnection().mapping, groups: 'groups' },
    });

  async function testOidc(secret = house.borealis.clientSecret, behaviour = {}) {
    house.signsIn(house.borealis, people.ada, behaviour);
    const { id, url } = await startTest(house, draft(), { [secretId('new')]: secret });
    const browser = house.browser();
    const left = leadsTo(await begin(browser, url));
    const page = await browser.get(house.borealis.authorize(left));
    return { page, outcome: await outcomeOf(house, id) };
  }

  test('that is a draft with a secret of its own works at its own callback address', async () => {
    const { page, outcome } = await testOidc();
    expect([page.status, outcome.ok]).toEqual([200, true]);
    expect(new URL(page.url).pathname).toBe('/callback/new');
    expect(resultsOf(outcome)).toMatchObject({
      provider: 'passed',
      exchange: 'passed',
      signature: 'passed',
      times: 'passed',
      'email-domain': 'passed',
      account: 'passed',
    });
    expect(outcome.claims).toContainEqual({ name: 'email', values: [people.ada.email] });
    expect(JSON.stringify(outcome)).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(standing(house, place.path)).toEqual(before);
  });

  test('with a wrong secret says that it is the secret', async () => {
    const { outcome } = await testOidc('not the secret');
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'oidc_client_rejected' }, mend: { setting: 'clientSecret' } });
    expect(resultsOf(outcome)).toMatchObject({ answer: 'passed', exchange: 'failed', signature: 'not-reached' });
  });

  test('keeps the secret no longer than until the answer is there', async () => {
    const { id, url } = await startTest(house, draft(), { [secretId('new')]: 'wrong' });
    const browser = house.browser();
    await browser.get(house.borealis.authorize(leadsTo(await begin(browser, url))));
    const row = await house.broker.storage.signInTests.find(house.acme.id, id);
    const opened = await house.broker.storage.vault.open(
      { tenant: house.acme.id, table: 'sign_in_test', row: id, column: 'sealed' },
      row?.sealed ?? new Uint8Array(),
    );
    expect(Object.keys(JSON.parse(new TextDecoder().decode(opened)) as object)).toEqual(['outcome']);
  });

  test('that cannot be reached ends at once, with what to look at', async () => {
    const { id, url } = await startTest(house, { ...draft(), issuer: 'http://127.0.0.1:9/' }, { [secretId('new')]: 'x' });
    const page = await begin(house.browser(), url);
    expect(textOf(page)).toContain(texts.ended.failed.heading);
    const outcome = await outcomeOf(house, id);
    expect(outcome.mend?.setting).toMatch(/issuer|endpoints/);
    expect(outcome.checks.find(({ result }) => result === 'failed')?.name).toBe('provider');
  });

  test('of somebody who has signed in before names the account that is linked, and its organizations', async () => {
    await signIn(house, house.browser(), house.borealis, people.bo);
    const known = standing(house, place.path);
    house.signsIn(house.borealis, people.bo);
    const live = (await house.broker.snapshots.live(house.acme.id)).settings.connections[0];
    if (live === undefined) throw new Error('no connection');
    const { id, url } = await startTest(house, live, { [secretId('borealis')]: house.borealis.clientSecret });
    const browser = house.browser();
    await browser.get(house.borealis.authorize(leadsTo(await begin(browser, url))));
    expect((await outcomeOf(house, id)).account).toMatchObject({ outcome: 'bound', organizations: expect.any(Array) });
    expect(standing(house, place.path)).toEqual(known);
    expect((await browser.get(portals)).status).not.toBe(200);
  });
});

describe('a test of an OAuth 2.0 connection', () => {
  let provider: GitHub;
  beforeAll(async () => {
    provider = await startGitHub();
    // The house was opened without an exception for this provider's address.
    const outbound = createOutbound({ allow: [provider.origin], mode: 'development' });
    (house.broker.connectors as Map<Protocol, Connector>).set('oauth2', createOAuth2Connector({ outbound, random: systemRandom }));
  });
  afterAll(() => provider.close());

  async function testOAuth2(secret = provider.clientSecret, change: (back: string) => string = (back) => back) {
    const connection = gitHubConnection(provider);
    const { id, url } = await startTest(house, connection, { [connection.clientSecret.secret]: secret });
    const browser = house.browser();
    const left = leadsTo(await begin(browser, url));
    const page = await browser.get(change(provider.authorize(left)));
    return { page, outcome: await outcomeOf(house, id) };
  }

  test('shows what the provider told the bearer of the token, and not the token', async () => {
    provider.behave({});
    const known = standing(house, place.path);
    const { page, outcome } = await testOAuth2();
    expect([page.status, outcome.ok]).toEqual([200, true]);
    expect(resultsOf(outcome)).toMatchObject({
      answer: 'passed',
      exchange: 'passed',
      userinfo: 'passed',
      subject: 'passed',
      email: 'passed',
    });
    expect(outcome.messages.map(({ kind }) => kind)).toEqual(['userinfo', 'emails']);
    expect(outcome.claims).toContainEqual({ name: 'login', values: ['octocat'] });
    expect(JSON.stringify(outcome)).not.toContain('gho_');
    expect(standing(house, place.path)).toEqual(known);
  });

  test('with a wrong secret, or refused by the person, says so', async () => {
    provider.behave({});
    expect((await testOAuth2('wrong')).outcome).toMatchObject({
      refusal: { code: 'oauth2_client_rejected' },
      mend: { setting: 'clientSecret' },
    });
    const denied = (back: string) => `${back.replace(/code=[^&]*/, 'error=access_denied')}&error_description=You+said+no+%3Cb%3E`;
    const { page, outcome } = await testOAuth2(provider.clientSecret, denied);
    expect(outcome).toMatchObject({
      refusal: { code: 'oauth2_access_denied' },
      mend: { text: expect.stringContaining('"access_denied"') },
    });
    expect(outcome.messages).toEqual([{ kind: 'provider-error', text: 'access_denied\nYou said no <b>' }]);
    expect(page.body).not.toContain('You said no');
  });
});

describe('a test of a connection by e-mail code', () => {
  test('asks on pages of ours, and signs nobody in either', async () => {
    const known = standing(house, place.path);
    const guests = anEmailCodeConnection({ domains: { mode: 'list', list: ['borealis.example'] } });
    const { id, url } = await startTest(house, guests);
    const browser = house.browser();
    const sent = mail.received.length;
    const second = await answer(browser, await begin(browser, url), { email: people.ada.email });
    // What others were told of their second steps may arrive at the same time.
    const theirs = () => mail.received.slice(sent).find(({ to }) => to.includes(people.ada.email));
    await eventually(() => theirs() !== undefined, 'the message with the code');
    const code = codeIn(theirs() as SunkMail);
    const wrong = await answer(browser, second, { code: code === '000000' ? '111111' : '000000' });
    expect(textOf(wrong)).toContain(errorWords.email_code_wrong.text);
    const page = await answer(browser, wrong, { code });
    expect(page.status).toBe(200);
    expect(await outcomeOf(house, id)).toMatchObject({ identity: { email: { address: people.ada.email, verified: true } } });
    expect(standing(house, place.path)).toEqual(known);
  });
});
