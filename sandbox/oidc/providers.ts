/**
 * The identity providers of the demo's companies: one process, one provider for each, told apart by host
 * (`borealis.localhost`, `kestrel.localhost`). Stands in for Okta, Entra ID and the like; it knows nothing of the broker.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import { companyProvider, type SandboxClient } from './company-provider.ts';
import { page, signInPage } from './page.ts';
import { type SandboxCompany, sandboxCompanies } from './people.ts';

export type { SandboxClient } from './company-provider.ts';

export interface OidcProviders {
  readonly port: number;
  /** `http://borealis.localhost:8082` */
  issuerOf(company: string): string;
  /** From the next sign-in on. */
  setEmailVerified(email: string, verified: boolean): void;
  close(): Promise<void>;
}

/** Starts listening on 127.0.0.1; port 0 takes any. */
export async function createOidcProviders(options: {
  port: number;
  clients: readonly SandboxClient[];
  companies?: readonly SandboxCompany[];
}): Promise<OidcProviders> {
  const companies = options.companies ?? sandboxCompanies;
  const unverified = new Set<string>();
  const houses = new Map<string, House>();
  const server = createServer((request, response) => {
    const [label = ''] = (request.headers.host ?? '').split('.localhost', 1);
    const house = houses.get(label);
    if (house === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('No company has this address.\n');
    serve(house, request, response).catch((error: unknown) => fail(house, response, error));
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(options.port, '127.0.0.1', done));

  // Issuers hold the port, so the providers are made once it is known.
  const { port } = server.address() as AddressInfo;
  const issuerOf = (company: string) => `http://${company}.localhost:${port}`;
  for (const company of companies) {
    const clients = options.clients.filter((client) => client.company === company.key);
    const provider = companyProvider(company, issuerOf(company.key), clients, (id) => {
      const person = company.people.find((each) => each.id === id);
      return person && { ...person, emailVerified: person.emailVerified && !unverified.has(person.email) };
    });
    houses.set(company.key, { company, provider, serve: provider.callback() });
  }

  return {
    port,
    issuerOf,
    setEmailVerified: (email, verified) => void (verified ? unverified.delete(email) : unverified.add(email)),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

interface House {
  readonly company: SandboxCompany;
  readonly provider: Provider;
  readonly serve: ReturnType<Provider['callback']>;
}

async function serve(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path === '/favicon.ico') return void response.writeHead(204).end();
  if (path === '/')
    return show(
      house,
      response,
      200,
      page(house.company, 'Welcome', `<h1>Welcome</h1><p class="lead">Open an application to sign in.</p>`),
    );
  if (!path.startsWith('/sign-in/')) return house.serve(request, response);
  const { uid, prompt, params } = await house.provider.interactionDetails(request, response);
  if (request.method === 'POST') return finish(house, request, response);
  const hint = typeof params.login_hint === 'string' ? params.login_hint : null;
  return show(house, response, 200, signInPage(house.company, uid, hint, prompt.name === 'login' && params.prompt === 'login'));
}

async function finish(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = await formOf(request);
  const person = house.company.people.find((each) => each.id === form.get('person'));
  const result =
    person === undefined
      ? { error: 'access_denied', error_description: 'The person went back without signing in.' }
      : { login: { accountId: person.id, amr: ['pwd'] } };
  await house.provider.interactionFinished(request, response, result);
}

function fail(house: House, response: ServerResponse, error: unknown): void {
  // The one thing that goes wrong here: a sign-in page whose cookie is gone, or that was finished before.
  const known = error instanceof Error && error.name === 'SessionNotFound';
  const words = known ? 'This sign-in is over. Go back to the application and start again.' : String(error);
  show(house, response, known ? 400 : 500, page(house.company, 'Not possible', `<h1>That did not work</h1><p class="lead">${words}</p>`));
}

function show(house: House, response: ServerResponse, status: number, html: string): void {
  if (response.headersSent) return;
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-sandbox-company': house.company.key,
    })
    .end(html);
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) throw new Error('the form is too long');
  }
  return new URLSearchParams(body);
}
