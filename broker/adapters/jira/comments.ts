import type { JiraComment, PlatformComment } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { date, id, list, object, textOrEmpty, unexpected, wholeNumber } from './answers.ts';
import { allPages } from './pages.ts';
import { personOf } from './people.ts';
import type { Caller } from './transport.ts';
import type { Comment, CommentCreateDTO, CommentDTO, PageOfComments } from './types.generated.ts';

const maxPages = 200;

export function commentCalls(call: Caller): Pick<Jira, 'comments' | 'platformComments' | 'addComment'> {
  return {
    /** Public ones only: what is not asked for cannot leak. Each one is looked at again all the same (R6). */
    async comments(issueIdOrKey) {
      return (await allPages(call, 'listComments', { at: { issueIdOrKey }, query: { public: true, internal: false } })).map(commentOf);
    },

    async platformComments(issueIdOrKey) {
      const found: PlatformComment[] = [];
      for (let pages = 0; pages < maxPages; pages += 1) {
        const query = { startAt: found.length, maxResults: 100, orderBy: 'created' };
        const page = object<PageOfComments>(await call('listIssueComments', { at: { issueIdOrKey }, query }), 'listIssueComments');
        const comments = list(page.comments, 'listIssueComments/comments').map(platformCommentOf);
        found.push(...comments);
        if (found.length >= wholeNumber(page.total, 'listIssueComments/total')) return found;
        if (comments.length === 0) throw unexpected('listIssueComments/comments');
      }
      throw unexpected('listIssueComments/total');
    },

    async addComment(issueIdOrKey, body) {
      const comment: CommentCreateDTO = { body, public: true };
      return commentOf(await call('addComment', { at: { issueIdOrKey }, body: comment }));
    },
  };
}

function commentOf(value: unknown): JiraComment {
  const comment = object<CommentDTO>(value, 'comment');
  return {
    id: id(comment.id, 'comment/id'),
    // A missing flag means hidden.
    public: comment.public === true,
    author: personOf(comment.author, 'comment/author'),
    body: textOrEmpty(comment.body, 'comment/body'),
    createdAt: date(comment.created, 'comment/created'),
  };
}

function platformCommentOf(value: unknown): PlatformComment {
  const comment = object<Comment>(value, 'platformComment');
  return {
    id: id(comment.id, 'platformComment/id'),
    jsdPublic: typeof comment.jsdPublic === 'boolean' ? comment.jsdPublic : null,
    restricted: comment.visibility !== undefined && comment.visibility !== null,
  };
}
