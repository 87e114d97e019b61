/**
 * A stateful stand-in for Jira Cloud with Jira Service Management: several sites in one process, each reached by its
 * own host or through the gateway path `/ex/jira/{cloudId}`. It owns its data and nothing else; it imports nothing of
 * the product, so that it can judge the product.
 */
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { controlRoute } from './control.ts';
import type { BearerVerifier } from './credentials.ts';
import { asCustomer } from './customer-view.ts';
import { createFaults, type Faults } from './faults.ts';
import { createLimits, generousLimits, type LimitSettings, type Limits } from './limits.ts';
import type { Site } from './model.ts';
import { agentPages } from './pages/routes.ts';
import { restRoutes } from './rest.ts';
import type { Exchange, Reached, SimulatedSite, Simulation } from './simulation.ts';

export interface SimulatorOptions {
  sites?: Site[];
  clock?: { now(): number };
  limits?: LimitSettings;
  /** How slowness waits; tests pass one that does not. */
  wait?: (ms: number) => Promise<void>;
  /** Accepts bearer tokens that are not in a site's list, such as an app's system tokens. */
  verifyBearer?: BearerVerifier;
  /** Looks at every REST answer before it leaves; what it throws is answered with 500 and its message. */
  judge?: (exchange: Exchange) => void;
}

export interface JiraSimulator {
  app: FastifyInstance;
  sites: Map<string, SimulatedSite>;
  addSite(site: Site): SimulatedSite;
  faults: Faults;
  limits: Limits;
  /** Listens on loopback; 0 picks a free port. */
  listen(port: number): Promise<{ port: number; urlOf(siteName: string): string }>;
  close(): Promise<void>;
}

const gateway = /^\/ex\/jira\/([^/?]+)/;

/** Builds the simulator; nothing listens yet. */
export function createJiraSimulator(options: SimulatorOptions = {}): JiraSimulator {
  const sites = new Map<string, SimulatedSite>();
  const throughGateway = new WeakMap<IncomingMessage, string>();
  const addSite = (site: Site): SimulatedSite => {
    const simulated = Object.assign(site, { asCustomer: (accountId: string) => asCustomer(site, accountId) });
    sites.set(site.name, simulated);
    return simulated;
  };
  for (const site of options.sites ?? []) addSite(site);

  const app = fastify({
    bodyLimit: 20 * 1024 * 1024,
    rewriteUrl: (raw) => {
      const url = raw.url ?? '/';
      const match = gateway.exec(url);
      if (!match) return url;
      throughGateway.set(raw, decodeURIComponent(match[1] ?? ''));
      const below = url.slice(match[0].length);
      return below.startsWith('/') ? below : `/${below}`;
    },
  });
  const simulation: Simulation = {
    sites,
    clock: options.clock ?? { now: () => Date.now() },
    wait: options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    limits: createLimits(structuredClone(options.limits ?? generousLimits)),
    faults: createFaults(),
    verifyBearer: options.verifyBearer,
    judge: options.judge,
    reached: (raw) => findSite(sites, raw, throughGateway.get(raw)),
  };
  app.register(formbody);
  app.register(restRoutes, { simulation });
  app.register(agentPages, { simulation });
  app.register(controlRoute, { simulation });

  return {
    app,
    sites,
    addSite,
    faults: simulation.faults,
    limits: simulation.limits,
    listen: async (port) => {
      await app.listen({ host: '127.0.0.1', port });
      const bound = (app.server.address() as AddressInfo).port;
      return { port: bound, urlOf: (siteName) => `http://${sites.get(siteName)?.host ?? siteName}:${bound}` };
    },
    close: () => app.close(),
  };
}

function findSite(sites: Map<string, SimulatedSite>, raw: IncomingMessage, cloudId: string | undefined): Reached | null {
  const host = raw.headers.host ?? '';
  const [hostName = '', port = ''] = host.split(':');
  const all = [...sites.values()];
  const site = all.find((candidate) => (cloudId === undefined ? candidate.host === hostName : candidate.cloudId === cloudId));
  if (!site) return null;
  const siteUrl = `http://${site.host}${port === '' ? '' : `:${port}`}`;
  if (cloudId === undefined) return { site, door: 'host', base: siteUrl, siteUrl };
  return { site, door: 'gateway', base: `http://${host}/ex/jira/${cloudId}`, siteUrl };
}
