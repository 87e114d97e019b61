/**
 * Everything of the demo that speaks SAML 2.0, in one process and told apart by host: a company's identity provider
 * (`aurora.localhost`) and an application of the customer's own (`wiki.localhost`). Knows nothing of the broker but what is
 * registered.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aurora } from '../oidc/people.ts';
import { createSamlCompany, type SamlService } from './company.ts';
import type { Page, Visit } from './page.ts';
import { createWiki } from './wiki.ts';

export interface SamlTown {
  readonly port: number;
  /** Also the address of its metadata. */
  readonly companyEntityId: string;
  /** Of its provider, base64 of the DER. */
  readonly certificate: string;
  readonly wiki: { readonly entityId: string; readonly certificate: string };
  close(): Promise<void>;
}

/** Starts listening on 127.0.0.1; port 0 takes any. */
export async function createSamlTown(options: {
  port: number;
  services: readonly SamlService[];
  /** Fetches the metadata that the sign-in host publishes for the wiki. */
  identityProvider: () => Promise<string>;
}): Promise<SamlTown> {
  const houses = new Map<string, (visit: Visit) => Page | null | Promise<Page | null>>();
  const server = createServer((request, response) => {
    const [label = ''] = (request.headers.host ?? '').split('.localhost', 1);
    const serve = houses.get(label);
    if (serve === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Nobody lives here.\n');
    visitOf(request)
      .then(async (visit) => send(response, await serve(visit)))
      .catch((error: unknown) =>
        response
          .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
          .end(`${error instanceof Error ? error.message : String(error)}\n`),
      );
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(options.port, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const company = createSamlCompany(aurora, `http://aurora.localhost:${port}`, options.services);
  const wiki = createWiki(`http://wiki.localhost:${port}`, options.identityProvider);
  houses.set('aurora', company.serve);
  houses.set('wiki', wiki.serve);
  return {
    port,
    companyEntityId: company.entityId,
    certificate: company.certificate(),
    wiki,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function visitOf(request: IncomingMessage): Promise<Visit> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://town.localhost');
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 500_000) throw new Error('the form is too long');
  }
  const form = new URLSearchParams(body);
  return { method: request.method ?? 'GET', path: pathname, query: searchParams, form, cookie: request.headers.cookie ?? '' };
}

function send(response: ServerResponse, page: Page | null): void {
  if (page === null) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n');
  const headers = { 'cache-control': 'no-store', ...('setCookie' in page && page.setCookie ? { 'set-cookie': page.setCookie } : {}) };
  if ('location' in page) return void response.writeHead(302, { ...headers, location: page.location }).end();
  const [type, text] = 'xml' in page ? ['application/samlmetadata+xml', page.xml] : ['text/html; charset=utf-8', page.html];
  response.writeHead(page.status, { ...headers, 'content-type': type }).end(text);
}
