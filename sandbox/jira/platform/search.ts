import { createHash } from 'node:crypto';
import { listParameter, numberList, objectBody, textList, textMember } from '../bodies.ts';
import { searchIssues } from '../jql/evaluate.ts';
import { deskOf } from '../lookup.ts';
import { type Answer, type Call, type Operation, ok } from '../operations.ts';
import { Refusal } from '../refusal.ts';
import { staffMaySee } from '../rights.ts';
import { indexedIssues } from '../search-index.ts';
import { issueBean } from '../shapes/issues.ts';
import { wholeNumber } from '../shapes/pages.ts';

const path = '/rest/api/3/search/jql';
const scope = 'read:jira-work';
const tokenLifeMs = 7 * 86_400_000;
const members = ['expand', 'fields', 'fieldsByKeys', 'jql', 'maxResults', 'nextPageToken', 'properties', 'reconcileIssues'];

interface Search {
  jql: string;
  fields: string[];
  maxResults: number;
  nextPageToken: string | undefined;
  reconcileIssues: string[];
}

export const searchOperations: Operation[] = [
  { method: 'POST', path, scope, anonymous: true, handle: (call) => search(call, fromBody(call.body)) },
  { method: 'GET', path, scope, anonymous: true, handle: (call) => search(call, fromQuery(call.query)) },
];

function fromBody(body: unknown): Search {
  const asked = objectBody(body, members);
  const maxResults = asked.maxResults ?? 50;
  if (!Number.isInteger(maxResults)) throw new Refusal(400, "'maxResults' must be a whole number.");
  return {
    jql: textMember(asked, 'jql') ?? '',
    fields: textList(asked, 'fields'),
    maxResults: Number(maxResults),
    nextPageToken: textMember(asked, 'nextPageToken'),
    reconcileIssues: numberList(asked, 'reconcileIssues').map(String),
  };
}

function fromQuery(query: URLSearchParams): Search {
  return {
    jql: query.get('jql') ?? '',
    fields: listParameter(query, 'fields'),
    maxResults: wholeNumber(query.get('maxResults'), 50),
    nextPageToken: query.get('nextPageToken') ?? undefined,
    reconcileIssues: listParameter(query, 'reconcileIssues'),
  };
}

/** Enhanced search: no total, pages by token, ids alone unless fields are asked for, staff sight only. */
function search(call: Call, asked: Search): Answer {
  if (asked.reconcileIssues.length > 50) throw new Refusal(400, 'A maximum of 50 issues can be reconciled.');
  const user = call.caller.kind === 'user' ? call.caller.user : null;
  const asking = { site: call.site, user, now: call.now };
  const indexed = indexedIssues(call.site, call.now, new Set(asked.reconcileIssues));
  const visible = indexed.filter((issue) => user !== null && staffMaySee(deskOf(call.site, issue), issue, user.accountId));
  const found = searchIssues(asking, asked.jql, visible);

  const start = startOf(asked, call.now);
  const fields = asked.fields.length === 0 ? ['id'] : asked.fields;
  const bare = fields.every((name) => name === 'id' || name === 'key');
  const size = Math.min(Math.max(asked.maxResults, 1), bare ? 5000 : call.site.settings.pageCap);
  const page = found.slice(start, start + size);
  const isLast = start + page.length >= found.length;
  return ok({
    issues: page.map((issue) => issueBean(call, issue, fields)),
    ...(isLast ? {} : { nextPageToken: tokenFor(asked.jql, start + page.length, call.now) }),
    isLast,
  });
}

function tokenFor(jql: string, start: number, now: number): string {
  return Buffer.from(JSON.stringify({ query: digest(jql), start, until: now + tokenLifeMs })).toString('base64url');
}

function startOf(asked: Search, now: number): number {
  if (asked.nextPageToken === undefined) return 0;
  try {
    const token: unknown = JSON.parse(Buffer.from(asked.nextPageToken, 'base64url').toString('utf8'));
    const { query, start, until } = token as { query?: unknown; start?: unknown; until?: unknown };
    if (query === digest(asked.jql) && typeof start === 'number' && typeof until === 'number' && until > now) return start;
  } catch {
    // Not one of ours: refused below, like an expired one.
  }
  throw new Refusal(400, 'The provided next page token is invalid or expired.');
}

function digest(jql: string): string {
  return createHash('sha256').update(jql).digest('base64url').slice(0, 16);
}
