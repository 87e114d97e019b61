/**
 * An application of the customer's own that trusts the help centre's sign-in: a wiki that speaks SAML 2.0 as a service
 * provider, by samlify. It reads the metadata that the sign-in host publishes for it, signs its requests, and shows what it
 * was told.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import * as samlify from 'samlify';
import { page, text } from '../oidc/page.ts';
import type { SandboxCompany } from '../oidc/people.ts';
import { selfSigned } from './certificate.ts';
import { bindings, persistent } from './names.ts';
import type { Page, Visit } from './page.ts';

const wiki: SandboxCompany = { key: 'wiki', name: 'Harbour Wiki', domain: 'wiki.example', colour: '#1d5a3a', people: [] };

interface Told {
  readonly nameId: string;
  readonly sessionIndex: string;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** `identityProvider` fetches the metadata of the sign-in host; asked for anew for each sign-in, as keys may change. */
export function createWiki(origin: string, identityProvider: () => Promise<string>) {
  // The verdict on the XML's schema is the library's own wish; the signature is what counts.
  samlify.setSchemaValidator({ validate: async () => 'not validated' });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = Date.now();
  const certificate = selfSigned(privateKey, 'wiki.example', now - 86_400_000, now + 365 * 86_400_000);
  const application = samlify.ServiceProvider({
    entityID: `${origin}/metadata`,
    nameIDFormat: [persistent],
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signingCert: certificate,
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    wantLogoutResponseSigned: true,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    assertionConsumerService: [{ Binding: bindings.post, Location: `${origin}/acs` }],
    singleLogoutService: [{ Binding: bindings.redirect, Location: `${origin}/slo` }],
  });
  const asked = new Set<string>();
  const sessions = new Map<string, Told>();
  const provider = async () =>
    samlify.IdentityProvider({
      metadata: await identityProvider(),
      wantAuthnRequestsSigned: true,
      wantLogoutRequestSigned: true,
      wantLogoutResponseSigned: true,
    });
  const cookieOf = (visit: Visit) => /(?:^|; )wiki=([\w-]+)/.exec(visit.cookie)?.[1] ?? '';

  async function signIn(): Promise<Page> {
    const { id, context } = application.createLoginRequest(await provider(), 'redirect');
    asked.add(id);
    return { status: 302, location: context };
  }

  async function arrive({ form }: Visit): Promise<Page> {
    try {
      const { extract } = await application.parseLoginResponse(await provider(), 'post', { body: Object.fromEntries(form) });
      // The library compares with nothing that this application asked for, so that is done here.
      if (!asked.delete(String(extract.response?.inResponseTo))) throw new Error('nobody asked for this answer');
      const session = randomUUID();
      sessions.set(session, {
        nameId: String(extract.nameID),
        sessionIndex: String(extract.sessionIndex?.sessionIndex ?? ''),
        attributes: extract.attributes ?? {},
      });
      return { status: 302, location: '/', setCookie: `wiki=${session}; HttpOnly; Path=/; SameSite=Lax` };
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return { status: 403, html: page(wiki, 'Not possible', `<h1>That did not work</h1><p class="lead">${text(words)}</p>`) };
    }
  }

  function welcome({ nameId, attributes }: Told): Page {
    const rows = Object.entries({ NameID: nameId, ...attributes }).map(
      ([name, value]) => `<dt>${text(name)}</dt><dd>${[value].flat().map(text).join('<br>')}</dd>`,
    );
    const leave = '<form method="post" action="/leave"><p><button class="plain">Sign out</button></p></form>';
    return {
      status: 200,
      html: page(wiki, 'Welcome', `<h1>Welcome to the wiki</h1><p>It was told this:</p><dl>${rows.join('')}</dl>${leave}`),
    };
  }

  async function leave(visit: Visit): Promise<Page> {
    const told = sessions.get(cookieOf(visit));
    if (told === undefined) return { status: 302, location: '/' };
    sessions.delete(cookieOf(visit));
    const user = { logoutNameID: told.nameId, sessionIndex: told.sessionIndex };
    return { status: 302, location: application.createLogoutRequest(await provider(), 'redirect', user).context };
  }

  /** The sign-in host says that somebody left, or answers the wiki's own request. */
  async function left({ query }: Visit): Promise<Page> {
    if (query.has('SAMLResponse'))
      return { status: 200, html: page(wiki, 'Signed out', '<h1>You are signed out</h1><p><a href="/">Sign in again</a></p>') };
    const request = Object.fromEntries(query);
    const octets = ['SAMLRequest', 'RelayState', 'SigAlg']
      .filter((name) => query.has(name))
      .map((name) => `${name}=${encodeURIComponent(query.get(name) ?? '')}`);
    const from = await provider();
    const { extract } = await application.parseLogoutRequest(from, 'redirect', { query: request, octetString: octets.join('&') });
    for (const [id, told] of sessions) if (told.nameId === extract.nameID) sessions.delete(id);
    const { context } = application.createLogoutResponse(from, { extract }, 'redirect', query.get('RelayState') ?? '');
    return { status: 302, location: context };
  }

  return {
    entityId: `${origin}/metadata`,
    certificate,
    async serve(visit: Visit): Promise<Page | null> {
      const { path, method } = visit;
      if (path === '/metadata') return { status: 200, xml: application.getMetadata() };
      if (path === '/acs' && method === 'POST') return arrive(visit);
      if (path === '/leave' && method === 'POST') return leave(visit);
      if (path === '/slo') return left(visit);
      if (path !== '/') return null;
      const told = sessions.get(cookieOf(visit));
      return told === undefined ? signIn() : welcome(told);
    },
  };
}
