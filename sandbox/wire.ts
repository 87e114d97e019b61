/** Plain HTTP for stand-ins: what arrived, what is answered, and a server that any of them can stand behind alone. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, its body whole. */
export interface WireRequest {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  /** Without the question mark, still percent-encoded. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers a request, or null for what is not its own. */
export type Receiver = (request: WireRequest) => Promise<WireAnswer | null>;

export interface WireServer {
  /** On 127.0.0.1; port 0 takes any. Gives the port. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

const longestBody = 1024 * 1024;

export function createWireServer(receive: Receiver): WireServer {
  const server = createServer((request, response) => {
    read(request)
      .then(receive)
      .catch((error: unknown): WireAnswer => ({ status: 500, body: `${String(error)}\n` }))
      .then((answer) => {
        const { status, headers = {}, body = '' } = answer ?? { status: 404, body: 'Not here.\n' };
        response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(body);
      })
      .catch(() => response.destroy());
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

async function read(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestBody) throw new Error('The body is too long.');
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  return { method: request.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks) };
}
