import { type IncomingMessage, request } from 'node:http';
import type { Door } from '../../support/browser.ts';

/**
 * The way over the wire: every name below `.localhost` is this machine (RFC 6761), so a request goes to the port that its
 * Host header names. Redirects are the browser's business.
 */
export const overTheWire: Door = {
  inject({ method, url, headers, payload }) {
    return new Promise((answered, failed) => {
      const port = Number(headers.host?.split(':')[1] ?? 80);
      const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
      const sent = request({ host: '127.0.0.1', port, path: url, method, headers: { ...headers, ...length }, agent: false }, (response) => {
        readAll(response).then((body) => answered({ ...describe(response), body }), failed);
      });
      sent.setTimeout(20_000, () => sent.destroy(new Error(`no answer to ${method} ${headers.host}${url}`)));
      sent.on('error', failed);
      sent.end(payload);
    });
  },
};

function describe({ statusCode = 0, headers }: IncomingMessage) {
  return { statusCode, headers, cookies: (headers['set-cookie'] ?? []).map(readCookie) };
}

function readCookie(line: string) {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', ...value] = pair.split('=');
  const found = (wanted: string) => attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
  const [maxAge, expires] = [found('max-age'), found('expires')];
  return {
    name,
    value: value.join('='),
    ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
    ...(expires !== undefined && { expires: new Date(expires) }),
  };
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
