import type { Issue, Site } from './model.ts';

/**
 * Notes that an issue changed and keeps the state reached, so that searches go on seeing older ones until the search
 * lag has passed. Without a lag only the newest state is kept.
 */
export function touch(site: Site, issue: Issue, at: number): void {
  issue.updatedAt = at;
  const earlier = site.searchHistory.get(issue.id) ?? [];
  const states = [...earlier, { at, state: structuredClone(issue) }];
  const settled = states.findLastIndex((entry) => entry.at + site.settings.searchLagMs <= at);
  site.searchHistory.set(issue.id, states.slice(Math.max(settled, 0)));
}

/** The issues as the search index knows them now; those named in `reconcile` as they really are. */
export function indexedIssues(site: Site, now: number, reconcile: ReadonlySet<string>): Issue[] {
  const seen: Issue[] = [];
  for (const issue of site.issues.values()) {
    const history = site.searchHistory.get(issue.id);
    if (site.settings.searchLagMs === 0 || !history || reconcile.has(issue.id)) {
      seen.push(issue);
      continue;
    }
    const known = history.findLast((entry) => entry.at + site.settings.searchLagMs <= now);
    if (known) seen.push(known.state);
  }
  return seen;
}
