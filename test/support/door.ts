import { request } from 'node:http';
import type { Door } from './browser.ts';

/** The way to whoever listens at a port of this machine. */
export function doorOf(port: number): Door {
  return { inject: (asked) => send(port, asked) };
}

/** One request over a connection of its own, answered in the form that browsers of tests read. */
function send(port: number, { method, url, headers, payload }: Parameters<Door['inject']>[0]): ReturnType<Door['inject']> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map(cookieOf);
        resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body, cookies });
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

function cookieOf(header: string): { name: string; value: string; maxAge?: number; expires?: Date } {
  const [pair = '', ...attributes] = header.split('; ');
  const [name, value] = [pair.slice(0, pair.indexOf('=')), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))];
  const maxAge = attributes.find((attribute) => attribute.startsWith('Max-Age='))?.slice('Max-Age='.length);
  const expires = attributes.find((attribute) => attribute.startsWith('Expires='))?.slice('Expires='.length);
  return { name, value, ...(maxAge && { maxAge: Number(maxAge) }), ...(expires && { expires: new Date(expires) }) };
}
