/**
 * The phone of the demo: one page that keeps authenticator secrets in memory and shows their codes. For the demo and for
 * tests; a real phone is what real people use.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authenticatorCss, authenticatorPage, authenticatorScript, type EntryView } from './page.ts';
import { codeAt, readEntry, secondsLeft, type TotpEntry } from './totp.ts';

export interface AuthenticatorApp {
  /** On 127.0.0.1; port 0 takes any. Gives the port. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

const maxEntries = 50;

export function createAuthenticatorApp({ now = Date.now }: { now?: () => number } = {}): AuthenticatorApp {
  const entries = new Map<string, TotpEntry>();

  const views = (): EntryView[] =>
    [...entries].reverse().map(([id, entry]) => ({
      id,
      label: entry.label,
      code: codeAt(entry, now()),
      next: codeAt(entry, now() + entry.periodSeconds * 1000),
      secondsLeft: secondsLeft(entry, now()),
      periodSeconds: entry.periodSeconds,
    }));

  function add(pasted: string): string | null {
    const entry = readEntry(pasted);
    if (entry === null) return 'That is neither a secret in letters and digits 2 to 7, nor an address that begins with otpauth://totp/.';
    entries.set(randomUUID(), entry);
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    return null;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const removed = /^\/entries\/([\w-]+)\/remove$/.exec(path)?.[1];
    if (request.method === 'POST' && path === '/entries') {
      const problem = add((await formOf(request)).get('secret') ?? '');
      return problem === null ? back(response) : send(response, 'text/html', authenticatorPage(views(), problem), 422);
    }
    if (request.method === 'POST' && removed !== undefined) {
      entries.delete(removed);
      return back(response);
    }
    if (request.method !== 'GET') return send(response, 'text/plain', 'Not here.\n', 405);
    if (path === '/') return send(response, 'text/html', authenticatorPage(views(), null));
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    if (path === '/codes') return send(response, 'application/json', JSON.stringify(views()));
    if (path === '/style.css') return send(response, 'text/css', authenticatorCss);
    if (path === '/script.js') return send(response, 'text/javascript', authenticatorScript);
    return send(response, 'text/plain', 'Not here.\n', 404);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 'text/plain', `${String(error)}\n`, 400));
  });
  return {
    listen: async (port) => {
      await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
      return (server.address() as AddressInfo).port;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response
    .writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    })
    .end(body);
}

function back(response: ServerResponse): void {
  response.writeHead(303, { location: '/' }).end();
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) throw new Error('The form is too long.');
  }
  return new URLSearchParams(body);
}
