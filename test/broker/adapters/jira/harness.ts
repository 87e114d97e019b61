import { request as httpRequest } from 'node:http';
import { createJiraSource } from '../../../../broker/adapters/jira/source.ts';
import { AppError } from '../../../../broker/domain/app-error.ts';
import type { AccountId, TenantId } from '../../../../broker/domain/brands.ts';
import type { Jira, JiraSource } from '../../../../broker/domain/ports/jira.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from '../../../../broker/domain/ports/outbound.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import type { Snapshot } from '../../../../broker/domain/snapshot.ts';
import { demoTokens } from '../../../../sandbox/jira/seed/acme-people.ts';
import { accountOf, demoSites } from '../../../../sandbox/jira/seed.ts';
import { createJiraSimulator, type JiraSimulator } from '../../../../sandbox/jira/simulator.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { secretId, someSettings } from '../../../support/settings.ts';

type SimulatedSite = NonNullable<ReturnType<JiraSimulator['sites']['get']>>;

/** One call that went out, and what came back; `response` is null where nothing did. */
export interface Sent {
  readonly request: OutboundRequest;
  readonly response: OutboundResponse | null;
}

export interface JiraBench {
  readonly simulator: JiraSimulator;
  readonly acme: SimulatedSite;
  readonly umbra: SimulatedSite;
  readonly clock: FakeClock;
  readonly source: JiraSource;
  /** As Acme's administrator, with e-mail and API token. */
  readonly jira: Jira;
  readonly sent: Sent[];
  /** Pauses that the client made, in milliseconds; the clock moved instead. */
  readonly slept: number[];
  readonly urlOf: (siteName: string) => string;
  /** Credentials of somebody else, or for another address. */
  snapshot(wish?: { tenant?: string; siteUrl?: string; email?: string; token?: string }): Snapshot;
  readonly account: (email: string) => AccountId;
  /** How often this was called since the list was last emptied. */
  count(method: string, path: string): number;
  close(): Promise<void>;
}

/** The client against the simulated Jira, over loopback, under a clock that only tests and pauses move. */
export async function openJiraBench(): Promise<JiraBench> {
  const clock = createFakeClock();
  const late = { ms: 0 };
  const simulator = createJiraSimulator({
    sites: demoSites(clock.now()),
    clock,
    wait: async (ms) => {
      late.ms += ms;
    },
  });
  const address = await simulator.listen(0);
  const urlOf = (siteName: string) => address.urlOf(siteName);
  const sent: Sent[] = [];
  const slept: number[] = [];
  const outbound = recording(sent, async (request) => {
    late.ms = 0;
    const response = await overLoopback(address.port, request);
    if (late.ms > (request.timeoutMs ?? 5_000)) throw new AppError('outbound_timeout');
    return response;
  });
  const source = createJiraSource({
    outbound,
    clock,
    random: createFixedRandom('jira'),
    sleep: async (ms) => {
      slept.push(ms);
      clock.advance({ ms });
    },
  });
  const site = (name: string) => simulator.sites.get(name) as SimulatedSite;

  const snapshot: JiraBench['snapshot'] = (wish = {}) => ({
    tenant: (wish.tenant ?? 'tenant-acme') as TenantId,
    epoch: 1,
    revision: 1,
    settings: someSettings({
      jira: {
        kind: 'api-token',
        siteUrl: wish.siteUrl ?? urlOf('acme'),
        email: wish.email ?? 'admin@acme.example',
        token: { secret: secretId('jira'), setAt: 1 },
        expiresOn: null,
      },
    }),
    secrets: new Map([[secretId('jira'), new Secret(wish.token ?? demoTokens.acmeAdmin)]]),
  });

  return {
    simulator,
    acme: site('acme'),
    umbra: site('umbra'),
    clock,
    source,
    jira: source.of(snapshot()),
    sent,
    slept,
    urlOf,
    snapshot,
    account: (email) => accountOf(site('acme'), email) as AccountId,
    count: (method, path) => sent.filter(({ request }) => request.method === method && request.url.includes(path)).length,
    close: () => simulator.close(),
  };
}

/** An outbound that keeps what passes through it. */
export function recording(sent: Sent[], send: (request: OutboundRequest) => Promise<OutboundResponse>): Outbound {
  return {
    refusalOf: () => null,
    async send(request) {
      const at = sent.push({ request, response: null }) - 1;
      const response = await send(request);
      sent[at] = { request, response };
      return response;
    },
  };
}

/** What the guarded pool does, without its guard: `*.localhost` goes to loopback, a lost connection is `outbound_failed`. */
function overLoopback(port: number, request: OutboundRequest): Promise<OutboundResponse> {
  const url = new URL(request.url);
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown) => reject(new AppError('outbound_failed', { cause }));
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: request.method,
        path: `${url.pathname}${url.search}`,
        headers: { ...request.headers, host: url.host },
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', failed);
        incoming.on('end', () => {
          const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
          resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(headers), body: new Uint8Array(Buffer.concat(chunks)) });
        });
      },
    );
    outgoing.on('error', failed);
    outgoing.end(request.body);
  });
}

/** An answer as the guarded pool gives it. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): OutboundResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, body: new TextEncoder().encode(text) };
}
