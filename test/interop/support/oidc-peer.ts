// The package has no types of its own; the tests' type check finds ours only by this.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../../../sandbox/oidc/oidc-provider.d.ts" />
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { type Context, Provider } from 'oidc-provider';
import { freePort } from '../../../bench/broker-under-test.ts';
import { createMemory } from '../../../sandbox/oidc/memory.ts';
import { directory } from './people.ts';
import { overTheWire } from './way.ts';

/** The broker, as the provider's operator registers it. */
export type PeerClient = Readonly<Record<string, unknown>> & { readonly client_id: string };

export interface PeerWish {
  readonly name: string;
  readonly clients: (issuer: string) => readonly PeerClient[];
  /** True: facts about a person are at userinfo alone (OpenID Connect Core 1.0, 5.4); false: in the ID token as well. */
  readonly atUserinfo: boolean;
}

/**
 * npm's oidc-provider with the pages that it brings, listening on loopback. Everybody of the directory is there at every
 * company: whoever enters `ada@birch` signs in as ada with an address of that company.
 */
export async function startOidcPeer({ name, clients, atUserinfo }: PeerWish) {
  const port = await freePort();
  const issuer = `http://${name}.localhost:${port}`;
  let answer = makeProvider();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));

  function makeProvider(): RequestListener {
    const provider = new Provider(issuer, {
      adapter: createMemory(),
      clients: clients(issuer),
      jwks: { keys: [key('RS256'), key('PS256'), key('ES256')] },
      cookies: { keys: [randomBytes(32).toString('base64url')] },
      responseTypes: ['code'],
      pkce: { required: () => true },
      scopes: ['openid', 'email', 'profile', 'groups'],
      conformIdTokenClaims: atUserinfo,
      claims: { email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'], groups: ['groups'], acr: null },
      findAccount: (_: Context, id: string) => account(id),
      loadExistingGrant: grantAsAsked,
      clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      features: {
        devInteractions: { enabled: true },
        rpInitiatedLogout: { enabled: true },
        backchannelLogout: { enabled: true },
      },
      // The names below .localhost are this machine; its own calls go the way of everybody else's.
      fetch: callOut,
    });
    return provider.callback();
  }

  return {
    issuer,
    endSession: `${issuer}/session/end`,
    /** Begins anew with other keys and no memory of anybody, as after a restore. */
    restart: () => {
      answer = makeProvider();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export type OidcPeer = Awaited<ReturnType<typeof startOidcPeer>>;

function key(alg: 'RS256' | 'PS256' | 'ES256') {
  const { privateKey } =
    alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: randomBytes(8).toString('hex') };
}

function account(login: string) {
  const [uid, company] = login.split('@');
  const person = directory.find((each) => each.uid === uid);
  if (person === undefined || company === undefined) return undefined;
  return {
    accountId: login,
    claims: () => ({
      sub: login,
      ...(person.hasMail && { email: `${uid}@${company}.example`, email_verified: true }),
      name: person.displayName,
      given_name: person.givenName,
      family_name: person.sn,
      ...(person.groups.length > 0 && { groups: [...person.groups] }),
    }),
  };
}

/** A company does not ask its people whether they agree. */
async function grantAsAsked({ oidc }: Context) {
  const { client, session, provider } = oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid email profile groups');
  await grant.save();
  return grant;
}

async function callOut(address: string | URL, options: RequestInit): Promise<Response> {
  const { host, pathname, search } = new URL(address);
  const { statusCode, headers, body } = await overTheWire.inject({
    method: options.method === 'POST' ? 'POST' : 'GET',
    url: `${pathname}${search}`,
    headers: { ...Object.fromEntries(new Headers(options.headers)), host },
    ...(options.body && { payload: await new Response(options.body).text() }),
  });
  const type = (headers as Readonly<Record<string, string>>)['content-type'];
  // A status without a body may not be given one, not even an empty one.
  return new Response(statusCode === 204 ? null : body, {
    status: statusCode,
    headers: type === undefined ? {} : { 'content-type': type },
  });
}
