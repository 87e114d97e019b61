import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Lookup } from '../../../../broker/adapters/net/guard.ts';
import { createOutbound } from '../../../../broker/adapters/net/outbound.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serve(answer: Answer, at = { host: '127.0.0.1', port: 0 }): Promise<{ port: number; requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(at.port, at.host, resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return { port: (server.address() as AddressInfo).port, requests };
}

function outboundTo(allow: readonly string[], lookup?: Lookup) {
  const outbound = createOutbound({ allow, mode: 'development', ...(lookup === undefined ? {} : { lookup }) });
  closers.push(() => outbound.close());
  return outbound;
}

const text = (body: Uint8Array) => Buffer.from(body).toString('utf8');

describe('an exchange', () => {
  test('sends method, headers and body, and gives status, headers and body back', async () => {
    const { port } = await serve((request, response) => {
      let got = '';
      request.on('data', (chunk) => {
        got += chunk;
      });
      request.on('end', () => response.writeHead(201, { 'X-Kind': 'echo' }).end(`${String(request.headers['x-asked'])} ${got}`));
    });
    const origin = `http://127.0.0.1:${port}`;
    const answer = await outboundTo([origin]).send({ method: 'POST', url: `${origin}/a`, headers: { 'X-Asked': 'yes' }, body: 'hello' });
    expect([answer.status, answer.headers['x-kind'], text(answer.body)]).toEqual([201, 'echo', 'yes hello']);
  });

  test.each([
    ['gzip', gzipSync('plain')],
    ['br', brotliCompressSync('plain')],
    ['deflate', deflateSync('plain')],
  ])('reads a body in %s', async (coding, bytes) => {
    const { port } = await serve((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes));
    const origin = `http://127.0.0.1:${port}`;
    expect(text((await outboundTo([origin]).send({ method: 'GET', url: origin })).body)).toBe('plain');
  });

  test('reads an empty body that calls itself compressed', async () => {
    const { port } = await serve((_request, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end());
    const origin = `http://127.0.0.1:${port}`;
    expect((await outboundTo([origin]).send({ method: 'GET', url: origin })).status).toBe(204);
  });

  test('refuses a coding that it never offered', async () => {
    const { port } = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'));
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin })).rejects.toMatchObject({ code: 'outbound_failed' });
  });

  test('calls a broken compressed body a failure', async () => {
    const { port } = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100)).subarray(0, 15)),
    );
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin })).rejects.toMatchObject({ code: 'outbound_failed' });
  });

  test('follows no redirect', async () => {
    const { port, requests } = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const origin = `http://127.0.0.1:${port}`;
    const answer = await outboundTo([origin]).send({ method: 'GET', url: `${origin}/start` });
    expect([answer.status, answer.headers.location, requests]).toEqual([302, '/elsewhere', ['GET /start']]);
  });

  test('names a closed door a failure', async () => {
    const { port } = await serve(() => {});
    await closers.pop()?.();
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin })).rejects.toMatchObject({
      code: 'outbound_failed',
      details: { because: 'ECONNREFUSED' },
    });
  });

  test('asks no proxy of the environment', async () => {
    const proxied = await serve((_request, response) => response.end('proxy'));
    const { port } = await serve((_request, response) => response.end('direct'));
    const origin = `http://127.0.0.1:${port}`;
    const before = { ...process.env };
    Object.assign(process.env, {
      HTTP_PROXY: `http://127.0.0.1:${proxied.port}`,
      http_proxy: `http://127.0.0.1:${proxied.port}`,
      NODE_USE_ENV_PROXY: '1',
    });
    try {
      expect(text((await outboundTo([origin]).send({ method: 'GET', url: origin })).body)).toBe('direct');
    } finally {
      process.env = before;
    }
    expect(proxied.requests).toEqual([]);
  });
});

describe('limits', () => {
  test('takes a body of exactly the limit and refuses one byte more', async () => {
    const { port } = await serve((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))));
    const origin = `http://127.0.0.1:${port}`;
    const outbound = outboundTo([origin]);
    expect((await outbound.send({ method: 'GET', url: `${origin}/1000`, maxBytes: 1000 })).body.length).toBe(1000);
    await expect(outbound.send({ method: 'GET', url: `${origin}/1001`, maxBytes: 1000 })).rejects.toMatchObject({
      code: 'outbound_too_large',
    });
  });

  test('counts after decompression, and stops reading a bomb at the limit', async () => {
    const { port } = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    );
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin })).rejects.toMatchObject({ code: 'outbound_too_large' });
  });

  test('stops an endless body at the limit', async () => {
    let written = 0;
    const { port } = await serve((_request, response) => {
      const more = () => {
        if (response.destroyed) return;
        written += 65_536;
        if (response.write(Buffer.alloc(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin })).rejects.toMatchObject({ code: 'outbound_too_large' });
    expect(written).toBeLessThan(20_000_000);
  });

  test('times out while nothing is answered', async () => {
    const { port } = await serve(() => {});
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'outbound_timeout',
    });
  });

  test('counts the whole exchange, so that a body that drips times out too', async () => {
    const { port } = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 10);
      response.once('close', () => clearInterval(drip));
    });
    const origin = `http://127.0.0.1:${port}`;
    await expect(outboundTo([origin]).send({ method: 'GET', url: origin, timeoutMs: 100 })).rejects.toMatchObject({
      code: 'outbound_timeout',
    });
  });

  test('counts looking the name up', async () => {
    const outbound = outboundTo([], () => new Promise(() => {}));
    await expect(outbound.send({ method: 'GET', url: 'https://slow.example', timeoutMs: 50 })).rejects.toMatchObject({
      code: 'outbound_timeout',
    });
  });

  test('a caller that gives up is told so, and not of a timeout', async () => {
    const { port } = await serve(() => {});
    const origin = `http://127.0.0.1:${port}`;
    const giveUp = new AbortController();
    const asked = outboundTo([origin]).send({ method: 'GET', url: origin, signal: giveUp.signal });
    giveUp.abort();
    await expect(asked).rejects.toMatchObject({ code: 'outbound_failed' });
  });
});

describe('where it connects to', () => {
  test('a name below .localhost is this machine, where it is allowed', async () => {
    const { port, requests } = await serve((request, response) => response.end(request.headers.host));
    const origin = `http://acme-jira.localhost:${port}`;
    const answer = await outboundTo([origin]).send({ method: 'GET', url: `${origin}/x` });
    expect([text(answer.body), requests]).toEqual([`acme-jira.localhost:${port}`, ['GET /x']]);
  });

  test('connects to the very address that it checked, when the name points elsewhere a moment later', async () => {
    const checked = await serve((_request, response) => response.end('checked'));
    const elsewhere = await serve((_request, response) => response.end('elsewhere'), { host: '127.0.0.2', port: checked.port });
    let asked = 0;
    const rebinding: Lookup = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    const origin = `http://rebinding.example:${checked.port}`;
    const answer = await outboundTo([origin], rebinding).send({ method: 'GET', url: origin });
    expect([text(answer.body), asked, elsewhere.requests]).toEqual(['checked', 1, []]);
  });

  test('looks a name up again for each new connection, so that a name that turned private is refused', async () => {
    let asked = 0;
    const rebinding: Lookup = async () => {
      asked += 1;
      return [{ address: '10.0.0.1', family: 4 }];
    };
    const outbound = outboundTo([], rebinding);
    for (let round = 1; round <= 2; round++)
      await expect(outbound.send({ method: 'GET', url: 'https://rebinding.example' })).rejects.toMatchObject({ code: 'outbound_refused' });
    expect(asked).toBe(2);
  });

  test.each([
    ['this machine', [{ address: '127.0.0.1', family: 4 as const }]],
    ['a private network', [{ address: '10.1.2.3', family: 4 as const }]],
    ['a metadata service', [{ address: '169.254.169.254', family: 4 as const }]],
    ['a mapped address', [{ address: '::ffff:93.184.216.34', family: 6 as const }]],
    [
      'a public and a private address',
      [
        { address: '93.184.216.34', family: 4 as const },
        { address: '192.168.1.1', family: 4 as const },
      ],
    ],
    ['nothing', []],
  ])('refuses a name that leads to %s', async (_what, addresses) => {
    const outbound = outboundTo([], async () => addresses);
    await expect(outbound.send({ method: 'GET', url: 'https://tricky.example' })).rejects.toMatchObject({ code: 'outbound_refused' });
  });

  test('an exception counts for its port and scheme alone', async () => {
    const { port, requests } = await serve((_request, response) => response.end());
    const outbound = outboundTo([`http://127.0.0.1:${port}`]);
    for (const url of [`http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`, `http://localhost:${port}`, `http://127.1.1.1:${port}`])
      await expect(outbound.send({ method: 'GET', url })).rejects.toMatchObject({ code: 'outbound_refused' });
    expect(requests).toEqual([]);
  });

  test('in production an exception that leads to this machine is refused when it does', async () => {
    const outbound = createOutbound({
      allow: ['https://inside.example'],
      mode: 'production',
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    closers.push(() => outbound.close());
    await expect(outbound.send({ method: 'GET', url: 'https://inside.example' })).rejects.toMatchObject({
      code: 'outbound_refused',
      details: { because: 'outbound.exception-is-this-machine' },
    });
  });

  test('does not start with exceptions that production does not allow', () => {
    expect(() => createOutbound({ allow: ['http://jira.example'], mode: 'production' })).toThrow('config_invalid');
  });
});
