import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { aConnection, secretId } from '../support/settings.ts';
import { type InteropBroker, openBroker } from './support/broker.ts';
import { type OidcPeer, type PeerClient, startOidcPeer } from './support/oidc-peer.ts';
import { askOwn, ownApplication, toldOwn } from './support/own-application.ts';
import { oddGroup, oddName } from './support/people.ts';
import { chosen, onward, visit } from './support/visit.ts';

/** Whatever means something to a header, a form or an address (RFC 6749, 2.3.1: encoded as in a form first). */
const secret = 'a secret: with+all&of=it%21/of "it"';

type At = 'userinfo' | 'tokens';

interface Way {
  readonly id: string;
  readonly what: string;
  /** At the provider; on top of what every client has. */
  readonly client: Readonly<Record<string, unknown>>;
  /** At the broker; on top of what every connection has. */
  readonly connection: Partial<OidcConnection>;
  /** Where the provider tells of people; at userinfo unless told. */
  readonly at?: At;
}

const good: readonly Way[] = [
  {
    id: 'basic',
    what: 'its secret in a header',
    client: { token_endpoint_auth_method: 'client_secret_basic' },
    connection: { tokenEndpointAuth: 'client_secret_basic' },
  },
  {
    id: 'post',
    what: 'its secret in the form',
    client: { token_endpoint_auth_method: 'client_secret_post' },
    connection: { tokenEndpointAuth: 'client_secret_post' },
  },
  {
    id: 'jwt',
    what: 'its own signature',
    client: { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256' },
    connection: { tokenEndpointAuth: 'private_key_jwt', clientSecret: null },
  },
  {
    id: 'es256',
    what: 'ID tokens signed with ES256',
    client: { id_token_signed_response_alg: 'ES256' },
    connection: { idTokenAlgorithm: 'ES256' },
  },
  {
    id: 'ps256',
    what: 'ID tokens signed with PS256',
    client: { id_token_signed_response_alg: 'PS256' },
    connection: { idTokenAlgorithm: 'PS256' },
  },
  { id: 'tokens', what: 'everything in the ID token', client: {}, connection: { emailTrust: 'authoritative' }, at: 'tokens' },
];

const bad: readonly (Way & { readonly because: string })[] = [
  {
    id: 'bad-alg',
    what: 'an ID token of another algorithm',
    client: { id_token_signed_response_alg: 'ES256' },
    connection: {},
    because: 'oidc_token_algorithm',
  },
  {
    id: 'bad-secret',
    what: 'a secret that the provider does not know',
    client: { client_secret: 'x'.repeat(40) },
    connection: {},
    because: 'oidc_client_rejected',
  },
  {
    id: 'bad-auth',
    what: 'a secret where the provider wants a signature',
    client: { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256' },
    connection: {},
    because: 'oidc_client_rejected',
  },
];

const more: readonly Way[] = [
  { id: 'anew', what: '', client: {}, connection: { prompt: 'login' } },
  { id: 'recent', what: '', client: {}, connection: { maxAgeSeconds: 0 } },
];

const ways = [...good, ...bad, ...more];
let broker: InteropBroker;
let peers: Record<At, OidcPeer>;
beforeAll(async () => {
  let login = '';
  const clientsOf = (at: 'userinfo' | 'tokens') => () =>
    ways.filter((way) => (way.at ?? 'userinfo') === at).map((way) => clientOf(way, login));
  const [userinfo, tokens] = [await late('userinfo'), await late('tokens')];
  peers = { userinfo, tokens };
  broker = await openBroker({ outboundAllow: [userinfo.issuer, tokens.issuer], secrets: { client: secret } });
  login = broker.login;
  for (const peer of [userinfo, tokens]) peer.restart();
  await broker.apply({ connections: ways.map(connectionOf), parties: [ownApplication] });

  function late(name: At) {
    return startOidcPeer({ name, atUserinfo: name === 'userinfo', clients: () => (login === '' ? [] : clientsOf(name)()) });
  }
}, 60_000);
afterAll(async () => {
  await broker?.close();
  await Promise.all(Object.values(peers ?? {}).map((peer) => peer.close()));
});

function clientOf({ id, client }: Way, login: string): PeerClient {
  return {
    client_id: id,
    ...(client.token_endpoint_auth_method === 'private_key_jwt' ? { jwks_uri: `${login}/oidc/jwks` } : { client_secret: secret }),
    redirect_uris: [`${login}/callback/${id}`],
    post_logout_redirect_uris: [`${login}/logout/return`],
    backchannel_logout_uri: `${login}/backchannel/${id}`,
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    ...client,
  };
}

function connectionOf({ id, connection, at = 'userinfo' }: Way): OidcConnection {
  return aConnection({
    id,
    name: id,
    issuer: peers[at].issuer,
    clientId: id,
    clientSecret: { secret: secretId('client'), setAt: 1 },
    scopes: ['openid', 'email', 'profile', 'groups'],
    mapping: { ...aConnection().mapping, groups: 'groups' },
    backChannelLogout: true,
    ...connection,
  });
}

/** Enters a name at the provider's own page; its password is anybody's. */
async function enter(browser: TestBrowser, page: BrowserPage, login: string): Promise<BrowserPage> {
  if (!page.body.includes('name="login"')) throw new Error(`no sign-in form at ${page.url} (${page.status}): ${textOf(page)}`);
  const { action, fields } = formOn(page);
  return browser.post(action, { ...fields, login, password: 'anything' });
}

/** At our application, through broker and provider. */
async function signIn(browser: TestBrowser, connection: string, uid = 'ada') {
  const { id, url } = askOwn(broker.login, connection);
  const page = await enter(browser, await chosen(browser, await browser.get(url), connection), `${uid}@${connection}`);
  return { page, told: () => toldOwn(browser, broker.login, page, id) };
}

const told = async (connection: string, uid?: string) => (await (await signIn(broker.browser(), connection, uid)).told()).attributes;

/** In the portal, through broker and provider. */
async function enterPortal(browser: TestBrowser, connection: string, uid = 'ada'): Promise<BrowserPage> {
  const page = await chosen(browser, await visit(browser, `${broker.portal}/?connection=${connection}`), connection);
  return page.url.startsWith(broker.portal) ? page : onward(browser, await enter(browser, page, `${uid}@${connection}`));
}

const isIn = async (browser: TestBrowser) => (await browser.send('GET', `${broker.portal}/servicedesk/customer/portals`)).status === 200;

/** The refusal that the support code on a page stands for. */
function refusalOn(page: BrowserPage): unknown {
  const [, code] = /Support code: ?([A-Z0-9-]+)/.exec(textOf(page)) ?? [];
  return broker.log.lines.find(({ fields }) => fields.supportCode === code?.replaceAll('-', ''))?.fields.code;
}

describe('a sign-in at oidc-provider', () => {
  test.each(good)('by $what leads in', async ({ id }) => {
    expect(await told(id)).toEqual({
      mail: [`ada@${id}.example`],
      givenName: ['Ada'],
      sn: ['Aalto'],
      displayName: ['Ada Aalto'],
      groups: ['crew', 'harbour'],
      company: [id],
    });
  });

  test.each(bad)('with $what is refused by name', async ({ id, because }) => {
    const { page } = await signIn(broker.browser(), id);
    expect([refusalOn(page), page.body.includes('SAMLResponse')]).toEqual([because, false]);
  });

  test('may tell of 250 groups, of none, and of a name of umlauts and whatever means something to XML', async () => {
    const { groups } = await told('basic', 'many');
    expect([groups?.length, groups?.[249]]).toEqual([250, 'group-249 of the company']);
    expect((await told('basic', 'none')).groups).toBeUndefined();
    expect(await told('basic', 'odd')).toMatchObject({ displayName: [oddName], groups: [oddGroup, 'crew'] });
    expect(await told('tokens', 'odd')).toMatchObject({ displayName: [oddName], groups: [oddGroup, 'crew'] });
  });

  test('without an address leads to an application that needs none, at a company’s own provider only, and never into the portal', async () => {
    expect((await told('tokens', 'mailless')).mail).toBeUndefined();
    await expect(told('basic', 'mailless')).rejects.toThrow('403');
    const page = await enterPortal(broker.browser(), 'basic', 'mailless');
    expect([page.status, refusalOn(page)]).toEqual([403, expect.stringContaining('email')]);
  });

  test('leads into the portal, where the person reads the own name', async () => {
    expect(textOf(await enterPortal(broker.browser(), 'basic', 'odd'))).toContain(oddName);
  });

  test('that the person breaks off is refused by name', async () => {
    const browser = broker.browser();
    const page = await chosen(browser, await browser.get(askOwn(broker.login, 'basic').url), 'basic');
    const abort = /href="([^"]*\/abort)"/.exec(page.body)?.[1] ?? '';
    const back = await browser.get(new URL(abort, page.url).href);
    expect([back.status, refusalOn(back)]).toEqual([403, 'oidc_access_denied']);
  });

  test('counts once, and in no other browser', async () => {
    const browser = broker.browser();
    const { id, url } = askOwn(broker.login, 'basic');
    const form = formOn(await chosen(browser, await browser.get(url), 'basic'));
    let step = await browser.send('POST', form.action, { ...form.fields, login: 'ada@basic', password: 'x' });
    while (!step.headers.location?.startsWith(broker.login))
      step = await browser.send('GET', new URL(step.headers.location ?? '', step.url).href);
    const callback = step.headers.location;
    const stranger = await broker.browser().get(callback);
    expect([stranger.status >= 400, stranger.body.includes('SAMLResponse')]).toEqual([true, false]);
    expect((await toldOwn(browser, broker.login, await browser.get(callback), id)).attributes.company).toEqual(['basic']);
    const again = await browser.get(callback);
    expect([again.status >= 400, again.body.includes('SAMLResponse')]).toEqual([true, false]);
  });

  test.each(['anew', 'recent'])('is asked for anew where the connection says so: %s', async (connection) => {
    const browser = broker.browser();
    await (await signIn(browser, connection)).told();
    browser.cookies(new URL(broker.login).host).clear();
    const page = await chosen(browser, await browser.get(askOwn(broker.login, connection).url), connection);
    expect(page.body).toContain('name="login"');
  });

  test('needs no form where the provider has a session', async () => {
    const browser = broker.browser();
    await (await signIn(browser, 'basic')).told();
    browser.cookies(new URL(broker.login).host).clear();
    const { id, url } = askOwn(broker.login, 'basic');
    const page = await chosen(browser, await browser.get(url), 'basic');
    expect((await toldOwn(browser, broker.login, page, id)).attributes.mail).toEqual(['ada@basic.example']);
  });
});

describe('signing out', () => {
  test('at the portal ends the session at the provider, which asks first, and comes back', async () => {
    const browser = broker.browser();
    const portal = await enterPortal(browser, 'basic');
    const asked = await onward(browser, await leavePortal(browser, portal));
    expect(asked.url).toContain(peers.userinfo.endSession);
    const { action, fields } = formOn(asked);
    const back = await onward(browser, await browser.post(action, { ...fields, logout: 'yes' }));
    expect([new URL(back.url).origin, back.status]).toEqual([broker.portal, 200]);
    expect(await isIn(browser)).toBe(false);
    const again = await chosen(browser, await browser.get(askOwn(broker.login, 'basic').url), 'basic');
    expect(again.body).toContain('name="login"');
  });

  test.each(['basic', 'jwt'])('at the provider ends our session by its own call: %s', async (connection) => {
    const [browser, other] = [broker.browser(), broker.browser()];
    await enterPortal(browser, connection);
    await enterPortal(other, connection, 'bo');
    expect([await isIn(browser), await isIn(other)]).toEqual([true, true]);
    const { action, fields } = formOn(await browser.get(peers.userinfo.endSession));
    await browser.post(action, { ...fields, logout: 'yes' });
    expect([await isIn(browser), await isIn(other)]).toEqual([false, true]);
  });

  async function leavePortal(browser: TestBrowser, portal: BrowserPage): Promise<BrowserPage> {
    const number = [...portal.body.matchAll(/<form[^>]*>/g)].findIndex(([tag]) => tag.includes('/logout"'));
    const { action, fields } = formOn(portal, number);
    return browser.post(action, fields);
  }
});

test('keys that oidc-provider exchanges are fetched when a token names them', async () => {
  expect((await told('post')).mail).toEqual(['ada@post.example']);
  peers.userinfo.restart();
  expect((await told('post')).mail).toEqual(['ada@post.example']);
});
