import type { JiraComment, PlatformComment } from '../../domain/jira.ts';

/**
 * R6: a comment is shown when both views of it call it public and nothing restricts it. A comment that one of them does
 * not know, or knows without the flag, is hidden. Oldest first.
 */
export function publicComments(comments: readonly JiraComment[], platform: readonly PlatformComment[]): JiraComment[] {
  const open = new Set(platform.filter((comment) => comment.jsdPublic === true && !comment.restricted).map((comment) => comment.id));
  return comments
    .filter((comment) => comment.public === true && open.has(comment.id))
    .sort((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id, 'en', { numeric: true }));
}
