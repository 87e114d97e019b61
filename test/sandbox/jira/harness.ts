import { addToken } from '../../../sandbox/jira/builders.ts';
import type { Site } from '../../../sandbox/jira/model.ts';
import { accountOf, demoSites } from '../../../sandbox/jira/seed.ts';
import type { SimulatedSite } from '../../../sandbox/jira/simulation.ts';
import { createJiraSimulator, type JiraSimulator, type SimulatorOptions } from '../../../sandbox/jira/simulator.ts';

interface Answered {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The parsed body, loosely typed: tests look at single members. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are judged by the conformance suite; here single members are read
  body: any;
}

export type Asks = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>;

export interface Simulated {
  simulator: JiraSimulator;
  acme: SimulatedSite;
  umbra: SimulatedSite;
  clock: { now(): number; advance(ms: number): void };
  /** Asks as somebody, by e-mail, at the site's own host; a token is made for them. */
  as: (email: string, site?: Site) => Asks;
  anonymous: Asks;
  account: (email: string, site?: Site) => string;
}

export const startOfTest = Date.UTC(2026, 10, 20, 9, 0, 0);

/** The demo's two sites in process, under a clock the test moves. */
export function simulated(options: Omit<SimulatorOptions, 'sites' | 'clock'> = {}): Simulated {
  let now = startOfTest;
  const clock = {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
  const simulator = createJiraSimulator({ ...options, sites: demoSites(startOfTest), clock });
  const acme = siteNamed(simulator, 'acme');
  const umbra = siteNamed(simulator, 'umbra');
  return {
    simulator,
    acme,
    umbra,
    clock,
    as: (email, site = acme) => {
      const user = site.users.get(accountOf(site, email));
      if (!user) throw new Error(`nobody is called ${email}`);
      const { secret } = addToken(site, user, { secret: `token-${site.name}-${email}-${site.tokens.length}`, expiresAt: now + 1e12 });
      return asking(simulator, { host: `${site.host}:8081`, authorization: basic(email, secret) });
    },
    anonymous: asking(simulator, { host: `${acme.host}:8081` }),
    account: (email, site = acme) => accountOf(site, email),
  };
}

/** Asks with exactly these headers, a JSON body where one is given. */
export function asking(simulator: JiraSimulator, always: Record<string, string>): Asks {
  return async (method, path, body, headers = {}) => {
    const answer = await simulator.app.inject({
      method: method as 'GET',
      url: path,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...always, ...headers },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const json = answer.headers['content-type']?.toString().startsWith('application/json');
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
      text: answer.body,
      body: json ? JSON.parse(answer.body) : undefined,
    };
  };
}

export function basic(email: string, token: string): string {
  return `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
}

export const optIn = { 'x-experimentalapi': 'opt-in' };

export function typeNamed(site: Site, name: string): string {
  const type = [...site.desks.values()].flatMap((desk) => desk.requestTypes).find((candidate) => candidate.name === name);
  if (!type) throw new Error(`${site.name} has no request type ${name}`);
  return type.id;
}

export function organizationNamed(site: Site, name: string): string {
  const organization = [...site.organizations.values()].find((candidate) => candidate.name === name);
  if (!organization) throw new Error(`${site.name} has no organization ${name}`);
  return organization.id;
}

function siteNamed(simulator: JiraSimulator, name: string): SimulatedSite {
  const site = simulator.sites.get(name);
  if (!site) throw new Error(`there is no site ${name}`);
  return site;
}
