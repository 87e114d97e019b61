// The package has no types of its own; the tests' type check finds ours only by this.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./oidc-provider.d.ts" />
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Context, Provider } from 'oidc-provider';
import { createMemory } from './memory.ts';
import { page, signOutPage, text } from './page.ts';
import type { SandboxCompany, SandboxPerson } from './people.ts';

/** An application that a company lets its people sign in to. */
export interface SandboxClient {
  /** Key of the company. */
  readonly company: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** Where a sign-out may return to. */
  readonly postLogoutRedirectUris: readonly string[];
  readonly tokenEndpointAuth?: 'client_secret_basic' | 'client_secret_post';
}

const scopes = 'openid email profile groups';

/**
 * The identity provider of one company: code flow with PKCE, RS256, consent taken as given. `people` is asked for every
 * token anew, so that what changes about a person is in the next one.
 */
export function companyProvider(
  company: SandboxCompany,
  issuer: string,
  clients: readonly SandboxClient[],
  people: (id: string) => SandboxPerson | undefined,
): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    adapter: createMemory(),
    clients: clients.map(clientMetadata),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: scopes.split(' '),
    // Everything in the ID token, as most providers of companies do it.
    conformIdTokenClaims: false,
    claims: { email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name', 'groups'], groups: ['groups'] },
    findAccount: (_: Context, id: string) => account(people(id)),
    loadExistingGrant: grantAsAsked,
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/sign-in/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: Context, form: string) => show(context, signOutPage(company, form)),
        postLogoutSuccessSource: (context: Context) => show(context, page(company, 'Signed out', '<h1>You are signed out</h1>')),
      },
    },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 900, Session: 8 * 3600, Grant: 8 * 3600 },
    clientBasedCORS: () => false,
    renderError: (context: Context, out: { error: string; error_description?: string }) =>
      show(
        context,
        page(
          company,
          'Not possible',
          `<h1>That did not work</h1><p class="lead">${text(out.error_description ?? out.error)}</p><p>Go back to where you came from and start again.</p>`,
        ),
      ),
  });
}

function clientMetadata(client: SandboxClient) {
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    token_endpoint_auth_method: client.tokenEndpointAuth ?? 'client_secret_basic',
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
}

function account(person: SandboxPerson | undefined) {
  if (person === undefined) return undefined;
  return {
    accountId: person.id,
    claims: () => ({
      sub: person.id,
      email: person.email,
      email_verified: person.emailVerified,
      name: `${person.givenName} ${person.familyName}`,
      given_name: person.givenName,
      family_name: person.familyName,
      groups: [...person.groups],
    }),
  };
}

/** A company does not ask its people whether they agree. */
async function grantAsAsked({ oidc }: Context) {
  const { client, session, provider } = oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes);
  await grant.save();
  return grant;
}

function show(context: Context, html: string): void {
  context.type = 'html';
  context.body = html;
}
