import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody else, to a browser: another registrable domain than every host of the broker. */
export interface OtherSite {
  /** Puts a page up; gives its address. */
  page(body: string): string;
  /** A page that sends this form by itself as soon as it is open, as an attacker would make one. */
  posting(action: string, fields: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

export async function startOtherSite(): Promise<OtherSite> {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const body = pages.get(request.url ?? '');
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>Other site</title>${body ?? ''}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://elsewhere.localhost:${(server.address() as AddressInfo).port}`;
  const page = (body: string) => {
    const path = `/${randomUUID()}`;
    pages.set(path, body);
    return `${origin}${path}`;
  };
  return {
    page,
    posting: (action, fields) => {
      const inputs = Object.entries(fields).map(
        ([name, value]) => `<input type="hidden" name="${attribute(name)}" value="${attribute(value)}">`,
      );
      return page(`<form method="post" action="${attribute(action)}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`);
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
