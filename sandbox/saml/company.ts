/**
 * A company whose identity provider speaks SAML 2.0: it shows its people, answers services that it knows, begins sign-ins by
 * itself, ends sessions, and exchanges its certificate and its address when it is told to. Nobody here has a password.
 */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { page, signInPage, text } from '../oidc/page.ts';
import type { SandboxCompany, SandboxPerson } from '../oidc/people.ts';
import { selfSigned } from './certificate.ts';
import { autoPost, type Page, type Visit } from './page.ts';
import { type AskedFor, readRequest } from './read.ts';
import { logoutRequestUrl, logoutResponseUrl, nameIdOf, writeMetadata, writeResponse } from './write.ts';

/** A service that the company lets its people sign in to, as its administrators registered it. */
export interface SamlService {
  readonly name: string;
  readonly entityId: string;
  readonly acsUrl: string;
  readonly sloUrl: string;
}

interface Key {
  readonly privateKey: KeyObject;
  readonly certificate: string;
}

interface Waiting {
  readonly service: SamlService;
  /** Null: begun here, nobody asked. */
  readonly request: AskedFor | null;
  readonly relayState: string | null;
}

const yearMs = 365 * 86_400_000;

export function createSamlCompany(company: SandboxCompany, origin: string, services: readonly SamlService[]) {
  const entityId = `${origin}/metadata`;
  const makeKey = (): Key => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const now = Date.now();
    return { privateKey, certificate: selfSigned(privateKey, `${company.key}.example`, now - 86_400_000, now + yearMs) };
  };
  const waiting = new Map<string, Waiting>();
  const sessions = new Map<string, { readonly person: SandboxPerson; readonly service: SamlService }>();
  /** The first one signs, all of them are published. */
  let keys = [makeKey()];
  let ssoPath = '/sso';

  const signing = () => (keys[0] as Key).privateKey;
  const serviceOf = (name: string) => services.find((service) => service.entityId === name);
  const problem = (words: string): Page => ({
    status: 400,
    html: page(company, 'Not possible', `<h1>That did not work</h1><p class="lead">${text(words)}</p>`),
  });

  function choose(asked: Waiting): Page {
    const id = randomUUID();
    waiting.set(id, asked);
    return { status: 200, html: signInPage(company, id, null, asked.request?.forced ?? false) };
  }

  function ask({ method, query, form }: Visit): Page {
    const from = method === 'POST' ? form : query;
    const request = readRequest(from.get('SAMLRequest') ?? '', method === 'POST' ? 'post' : 'redirect');
    const service = request?.kind === 'AuthnRequest' ? serviceOf(request.issuer) : undefined;
    if (request === null || service === undefined) return problem('This service is not registered here.');
    if (request.acsUrl !== null && request.acsUrl !== service.acsUrl) return problem('This address is not registered here.');
    return choose({ service, request, relayState: from.get('RelayState') });
  }

  function finish(id: string, form: URLSearchParams): Page {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (asked === undefined) return problem('This sign-in is over. Go back to the application and start again.');
    const person = company.people.find((each) => each.id === form.get('person'));
    if (person === undefined) return problem('You went back without signing in. You may close this window.');
    const { service, request, relayState } = asked;
    const session = `s${randomUUID()}`;
    sessions.set(session, { person, service });
    const to = { entityId: service.entityId, acsUrl: service.acsUrl, inResponseTo: request?.id ?? null };
    const answer = writeResponse(entityId, to, person, session, signing());
    const fields = { SAMLResponse: answer, ...(relayState === null ? {} : { RelayState: relayState }) };
    return autoPost(company, service.acsUrl, fields);
  }

  /** A service ends a session, or answers that it has. */
  function leave({ query }: Visit): Page {
    const request = readRequest(query.get('SAMLRequest') ?? '', 'redirect');
    if (request === null)
      return { status: 200, html: page(company, 'Signed out', '<h1>You are signed out</h1><p class="lead">Everywhere.</p>') };
    const service = serviceOf(request.issuer);
    if (service === undefined) return problem('This service is not registered here.');
    if (request.sessionIndex !== null) sessions.delete(request.sessionIndex);
    const to = { url: service.sloUrl, inResponseTo: request.id, relayState: query.get('RelayState') };
    return { status: 302, location: logoutResponseUrl({ issuer: entityId, key: signing() }, to) };
  }

  function end(session: string): Page {
    const ended = sessions.get(session);
    if (ended === undefined) return { status: 302, location: '/' };
    sessions.delete(session);
    const { person, service } = ended;
    const to = { url: service.sloUrl, nameId: nameIdOf(person, service.entityId), sessionIndex: session };
    return { status: 302, location: logoutRequestUrl({ issuer: entityId, key: signing() }, to) };
  }

  function change(what: string): Page {
    if (what === 'publish') keys = [...keys.slice(0, 1), makeKey()];
    if (what === 'use' && keys.length === 2) keys = keys.toReversed();
    if (what === 'retire') keys = keys.slice(0, 1);
    if (what === 'move') ssoPath = ssoPath === '/sso' ? '/sso/v2' : '/sso';
    return { status: 302, location: '/' };
  }

  const post = (action: string, label: string) =>
    `<form method="post" action="${text(action)}"><p><button class="plain">${text(label)}</button></p></form>`;

  function home(): Page {
    const apps = services.map((service) => post(`/open?service=${encodeURIComponent(service.entityId)}`, `Open ${service.name}`));
    const open = [...sessions].map(([id, { person, service }]) => post(`/end/${id}`, `Sign ${person.givenName} out of ${service.name}`));
    const upkeep = [
      ...(keys.length === 1 ? [post('/keys/publish', 'Publish a second certificate')] : []),
      ...(keys.length === 2
        ? [post('/keys/use', 'Sign with the other one'), post('/keys/retire', 'Retire the one that does not sign')]
        : []),
      post('/keys/move', 'Move the sign-in address'),
    ];
    const body = [
      '<h1>Welcome</h1><p class="lead">What your company lets you open:</p>',
      ...apps,
      ...open,
      `<h2>For administrators</h2><p>Metadata: <a href="/metadata">${text(entityId)}</a><br>${keys.length} certificate(s) published</p>`,
      ...upkeep,
    ];
    return { status: 200, html: page(company, 'Welcome', body.join('')) };
  }

  return {
    entityId,
    /** The one that signs now; base64 of its DER. */
    certificate: () => (keys[0] as Key).certificate,
    serve(visit: Visit): Page | null {
      const { path, method, query, form } = visit;
      const [, first = '', second = ''] = path.split('/');
      if (path === '/metadata')
        return {
          status: 200,
          xml: writeMetadata({
            entityId,
            certificates: keys.map((key) => key.certificate),
            ssoUrl: `${origin}${ssoPath}`,
            sloUrl: `${origin}/slo`,
          }),
        };
      if (path === '/') return home();
      if (path === ssoPath) return ask(visit);
      if (path === '/slo') return leave(visit);
      if (method !== 'POST') return null;
      if (first === 'sign-in') return finish(second, form);
      if (first === 'end') return end(second);
      if (first === 'keys') return change(second);
      const service = first === 'open' ? serviceOf(query.get('service') ?? '') : undefined;
      return service === undefined ? null : choose({ service, request: null, relayState: null });
    },
  };
}
