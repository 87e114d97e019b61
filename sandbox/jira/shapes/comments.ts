import type { Comment, Issue } from '../model.ts';
import type { Call } from '../operations.ts';
import { dateDto, jiraTime } from './dates.ts';
import { firstPageOf } from './pages.ts';
import { adf, renderedHtml } from './text.ts';
import { platformUser, userDto, userOrGhost } from './users.ts';

export function commentDto(call: Call, issue: Issue, comment: Comment, expand: ReadonlySet<string>) {
  const path = `/rest/servicedeskapi/request/${issue.id}/comment/${comment.id}`;
  return {
    _expands: ['attachment', 'renderedBody'],
    id: comment.id,
    body: comment.body,
    ...(expand.has('renderedBody') ? { renderedBody: { html: renderedHtml(comment.body) } } : {}),
    author: userDto(call, userOrGhost(call, comment.author)),
    created: dateDto(comment.createdAt),
    public: comment.public,
    ...(expand.has('attachment') ? { attachments: firstPageOf(call, `${path}/attachment`, [], (none: never) => none) } : {}),
    _links: { self: `${call.base}${path}` },
  };
}

export function platformComment(call: Call, issue: Issue, comment: Comment, expand: ReadonlySet<string>) {
  const author = platformUser(call, userOrGhost(call, comment.author));
  return {
    self: `${call.base}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
    id: comment.id,
    author,
    body: adf(comment.body),
    ...(expand.has('renderedBody') ? { renderedBody: renderedHtml(comment.body) } : {}),
    ...(expand.has('properties') ? { properties: [...comment.properties].map(([key, value]) => ({ key, value })) } : {}),
    updateAuthor: author,
    created: jiraTime(comment.createdAt),
    updated: jiraTime(comment.createdAt),
    ...(comment.visibility ? { visibility: { ...comment.visibility, identifier: comment.visibility.value } } : {}),
    jsdPublic: comment.public,
    jsdAuthorCanSeeRequest: true,
  };
}
