import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Lookup } from '../../../broker/adapters/net/guard.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createOidcConnector } from '../../../broker/connectors/oidc/connector.ts';
import { createSamlConnector } from '../../../broker/connectors/saml/connector.ts';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { SigningKeys } from '../../../broker/domain/ports/signing-keys.ts';
import type { ImportRequest, ImportResult } from '../../../contract/rpc/import.ts';
import { createFixedRandom } from '../fixed-random.ts';
import { now } from '../saml/response.ts';

type Answer = (response: ServerResponse) => unknown;

/** A site that publishes whatever a test wants, and the connectors that read it through the real pool of the house. */
export async function aPublisher() {
  let answer: Answer = (response) => response.writeHead(404).end();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pools: { close(): Promise<void> }[] = [];

  function connectors({ lookup, patienceMs = 4_000 }: { lookup?: Lookup; patienceMs?: number } = {}) {
    const pool = createOutbound({ allow: [origin], mode: 'development', ...(lookup === undefined ? {} : { lookup }) });
    pools.push(pool);
    const outbound = { ...pool, send: (request: Parameters<typeof pool.send>[0]) => pool.send({ ...request, timeoutMs: patienceMs }) };
    // Reading a provider needs no key of ours.
    const keys = {} as SigningKeys;
    const deps = { keys, outbound, clock: { now: () => now }, random: createFixedRandom('import') };
    return { saml: createSamlConnector(deps), oidc: createOidcConnector(deps) };
  }

  return {
    origin,
    asked,
    answers: (next: Answer) => {
      answer = next;
    },
    publishes: (text: string, type = 'application/samlmetadata+xml') => {
      answer = (response) => response.writeHead(200, { 'content-type': type }).end(text);
    },
    async read(wanted: ImportRequest, wish: Parameters<typeof connectors>[0] = {}): Promise<ImportResult> {
      const read = connectors(wish)[wanted.protocol].readProvider;
      if (read === undefined) throw new Error(`${wanted.protocol} reads nothing`);
      return read(wanted);
    },
    /** The code of the refusal, or "read". */
    async verdict(wanted: ImportRequest, wish: Parameters<typeof connectors>[0] = {}): Promise<string> {
      try {
        await this.read(wanted, wish);
        return 'read';
      } catch (error) {
        if (error instanceof AppError) return error.code;
        throw error;
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await Promise.all(pools.map((pool) => pool.close()));
    },
  };
}

export type Publisher = Awaited<ReturnType<typeof aPublisher>>;

export const samlAt = (url: string): ImportRequest => ({
  protocol: 'saml',
  source: { kind: 'address', url },
  entityId: null,
  signedBy: null,
});

export const samlText = (text: string, more: { entityId?: string; signedBy?: string } = {}): ImportRequest => ({
  protocol: 'saml',
  source: { kind: 'text', text },
  entityId: more.entityId ?? null,
  signedBy: more.signedBy ?? null,
});
