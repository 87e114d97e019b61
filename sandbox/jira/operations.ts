import type { Site } from './model.ts';
import type { Caller } from './rights.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One call, after the site was found and the caller proved. */
export interface Call {
  site: Site;
  caller: Caller;
  now: number;
  /** Address that links in answers start with: the site itself, or the gateway with the cloud id. */
  base: string;
  /** Address of the site as people open it. */
  siteUrl: string;
  /** Path and query as asked, below `base`. */
  target: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: unknown;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One operation of Atlassian's documents, with the path as they write it. */
export interface Operation {
  method: Method;
  path: string;
  /** Classic OAuth scope; a token with scopes that lacks it is turned away at the gateway. `null`: none needed. */
  scope: string | null;
  /** Marked experimental in the document: needs `X-ExperimentalApi: opt-in`. */
  experimental?: true;
  /** May be called without credentials. */
  anonymous?: true;
  /** Changes the issue named by this path parameter: counts against the per-issue write limit. */
  writesIssue?: string;
  handle(call: Call): Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });

/** Which of the two error forms an address answers with. */
export function apiOf(path: string): 'jsm' | 'platform' {
  return path.startsWith('/rest/servicedeskapi') ? 'jsm' : 'platform';
}
