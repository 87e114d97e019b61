/** A provider, or a network, that is hostile to the broker itself: redirects, sizes, patience. At each endpoint in turn. */
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { verdict } from '../../support/oidc/attack.ts';
import { type Endpoint, startProvider, type TestProvider, without } from '../../support/oidc/provider.ts';
import { makeKey } from '../../support/oidc/signing.ts';

const key = makeKey('RS256');
let provider: TestProvider;
beforeEach(async () => {
  provider = await startProvider({ key });
});
afterEach(() => provider.close());

/** The real pool with little patience, so that no test waits. */
function impatient(): Outbound {
  const outbound = createOutbound({ allow: [provider.issuer], mode: 'development' });
  return { ...outbound, send: (request) => outbound.send({ ...request, timeoutMs: 100 }) };
}

type Flood = readonly [name: string, code: string, answer: (response: ServerResponse) => unknown];
const plain = { 'content-type': 'application/json' };
const packed = (coding: string, bytes: Uint8Array) => (response: ServerResponse) =>
  response.writeHead(200, { ...plain, 'content-encoding': coding }).end(bytes);
const zeros = Buffer.alloc(50_000_000, 32);

/** Answers that never should be waited for, or taken in. */
const floods: readonly Flood[] = [
  ['a body without end', 'oidc_answer_too_large', endless],
  [
    'a body of a little more than the limit',
    'oidc_answer_too_large',
    (response) => response.writeHead(200, plain).end(Buffer.alloc(1024 * 1024 + 1, 32)),
  ],
  ['a body that unpacks to 50 MB (gzip)', 'oidc_answer_too_large', packed('gzip', gzipSync(zeros))],
  ['a body that unpacks to 50 MB (brotli)', 'oidc_answer_too_large', packed('br', brotliCompressSync(zeros))],
  ['a body that is packed twice', 'oidc_provider_unreachable', packed('gzip, gzip', gzipSync(gzipSync(zeros)))],
  ['a packing that nobody asked for', 'oidc_provider_unreachable', packed('zstd', Buffer.from('x'))],
  ['headers without end', 'oidc_answer_too_large', headersWithoutEnd],
  ['a body that never comes', 'oidc_provider_unreachable', (response) => response.writeHead(200, plain).flushHeaders()],
  ['a body that drips', 'oidc_provider_unreachable', dripping],
  ['interim answers without end', 'oidc_provider_unreachable', interim],
  [
    'a body shorter than it says',
    'oidc_provider_unreachable',
    (response) => response.writeHead(200, { ...plain, 'content-length': '100' }).end('{}'),
  ],
  ['silence', 'oidc_provider_unreachable', () => undefined],
  ['a server error', 'oidc_provider_unreachable', (response) => response.writeHead(500).end()],
  ['a connection that breaks', 'oidc_provider_unreachable', (response) => response.destroy()],
];

const redirects: readonly Flood[] = [301, 302, 303, 307, 308, 300, 304].map((status) => [
  `a redirect (${status}) to somewhere else`,
  'oidc_answer_redirected',
  (response) => response.writeHead(status, { location: 'https://attacker.example' }).end(),
]);
const otherRedirects: readonly Flood[] = [
  [
    'a redirect to itself',
    'oidc_answer_redirected',
    (response) => response.writeHead(307, { location: '/.well-known/openid-configuration' }).end(),
  ],
  [
    'a redirect to the metadata service',
    'oidc_answer_redirected',
    (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  ],
  ['a redirect to a file', 'oidc_answer_redirected', (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()],
];

describe.each<Endpoint>(['discovery', 'token', 'keys', 'userinfo'])('the endpoint "%s" answers with', (endpoint) => {
  const answeredBy = (answer: (response: ServerResponse) => unknown) =>
    provider.behave({
      claims: without('email'),
      endpoint: { [endpoint]: (_request: unknown, response: ServerResponse) => answer(response) },
    });

  casesOf('oidc.bodies').attack.each(floods)('%s -> %s', async (_, code, answer) => {
    answeredBy(answer);
    // What is refused by its form or size is refused however slow this machine is; only silence needs a short patience.
    expect(await verdict(provider, code === 'oidc_provider_unreachable' ? impatient() : undefined)).toBe(code);
  });

  casesOf('oidc.redirects').attack.each([...redirects, ...otherRedirects])('%s -> %s', async (_, code, answer) => {
    answeredBy(answer);
    expect(await verdict(provider)).toBe(code);
    expect(provider.calls[endpoint]).toBe(1);
  });

  casesOf('oidc.bodies').honest('what it should -> passes', async () => {
    provider.behave({ claims: without('email') });
    expect(await verdict(provider)).toBe('passes');
    expect(provider.calls[endpoint]).toBe(1);
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(65_536, 32);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

/** One blank after the other, so that no pause is long. */
function dripping(response: ServerResponse): void {
  response.writeHead(200, plain);
  const drip = setInterval(() => response.write(' '), 10).unref();
  response.once('close', () => clearInterval(drip));
}

function headersWithoutEnd(response: ServerResponse): void {
  const { socket } = response;
  socket?.write('HTTP/1.1 200 OK\r\n');
  const more = () => {
    while (socket && !socket.destroyed && socket.write(`x-${'x'.repeat(1000)}: 1\r\n`));
  };
  socket?.on('drain', more);
  more();
}

function interim(response: ServerResponse): void {
  const { socket } = response;
  const again = setInterval(() => socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5).unref();
  socket?.once('close', () => clearInterval(again));
}
