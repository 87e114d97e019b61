import type { IncomingMessage } from 'node:http';
import type { BearerVerifier } from './credentials.ts';
import type { CustomerView } from './customer-view.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { Site } from './model.ts';

/** One answer of the REST API, for a judge. */
export interface Exchange {
  method: string;
  /** Path below the site, without the query. */
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface SimulatedSite extends Site {
  /** The native portal through the eyes of one person. */
  asCustomer(accountId: string): CustomerView;
}

/** What the routes share. */
export interface Simulation {
  sites: Map<string, SimulatedSite>;
  clock: { now(): number };
  wait: (ms: number) => Promise<void>;
  limits: Limits;
  faults: Faults;
  verifyBearer: BearerVerifier | undefined;
  judge: ((exchange: Exchange) => void) | undefined;
  /** The site a call is for and the door it came through; `null` when there is no such site. */
  reached(raw: IncomingMessage): Reached | null;
}

export interface Reached {
  site: SimulatedSite;
  door: 'host' | 'gateway';
  base: string;
  siteUrl: string;
}
