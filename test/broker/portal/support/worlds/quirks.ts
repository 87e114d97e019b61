/**
 * Jira answering worse than its documents say, where the guard looks twice: each of the two looks has to suffice alone.
 * `jsm-calls-all-public` and `platform-calls-all-public`: one of the two views of comments errs, and the filter of the
 * listing does nothing. `flags-missing`: the platform does not say what is public. `hidden-values`: a request comes with
 * values of fields that its form does not show.
 */
export const quirks = ['jsm-calls-all-public', 'platform-calls-all-public', 'flags-missing', 'hidden-values'] as const;
export type Quirk = (typeof quirks)[number];

type Json = Record<string, unknown>;

const listing = /\/rest\/servicedeskapi\/request\/[^/]+\/comment\?/;
const platform = /\/rest\/api\/3\/issue\/[^/]+\/comment\?/;
const request = /\/rest\/servicedeskapi\/request\/[^/]+\?expand=/;

/** The address that is really asked. */
export function askedInstead(quirk: Quirk | null, url: string): string {
  const ignored = quirk === 'jsm-calls-all-public' || quirk === 'platform-calls-all-public';
  return ignored && listing.test(url) ? url.replace('internal=false', 'internal=true') : url;
}

/** The answer that arrives. `valuesOf` gives everything that stands in the issue. */
export function answeredInstead(
  quirk: Quirk | null,
  url: string,
  body: string,
  valuesOf: (key: string) => ReadonlyMap<string, unknown>,
): string {
  if (quirk === 'jsm-calls-all-public' && listing.test(url)) return changed(body, 'values', (comment) => ({ ...comment, public: true }));
  if (quirk === 'platform-calls-all-public' && platform.test(url)) {
    return changed(body, 'comments', (comment) => ({ ...comment, jsdPublic: true }));
  }
  if (quirk === 'flags-missing' && platform.test(url)) return changed(body, 'comments', ({ jsdPublic: _gone, ...comment }) => comment);
  if (quirk === 'hidden-values' && request.test(url)) {
    const answer = JSON.parse(body) as Json;
    if (typeof answer.issueKey !== 'string') return body;
    const values = [...valuesOf(answer.issueKey)].map(([fieldId, value]) => ({ fieldId, label: fieldId, value }));
    return JSON.stringify({ ...answer, requestFieldValues: values });
  }
  return body;
}

function changed(body: string, list: string, change: (entry: Json) => Json): string {
  const answer = JSON.parse(body) as Json;
  const entries = answer[list];
  return Array.isArray(entries) ? JSON.stringify({ ...answer, [list]: entries.map((entry: Json) => change(entry)) }) : body;
}
