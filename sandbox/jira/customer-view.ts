import { summaryOf, textOf } from './field-text.ts';
import type { AccountId, Comment, Desk, FieldValue, Issue, RequestType, RequestTypeGroup, Site } from './model.ts';
import { entersPortal, isInvolved, isListedFor, isShownInPortal, mayRaise, opensRequest } from './native-rules.ts';
import { statusOf } from './workflow.ts';

interface NativePortal {
  deskId: string;
  projectKey: string;
  name: string;
}

interface NativeRequest {
  issueId: string;
  key: string;
  deskId: string;
  requestTypeId: string;
  summary: string;
  reporter: AccountId;
  status: string;
  done: boolean;
  /** Values of fields the portal shows, by field id. */
  visibleFields: Record<string, FieldValue>;
  participants: AccountId[];
}

interface NativeComment {
  id: string;
  author: AccountId;
  body: string;
}

/** The native portal of one site through the eyes of one person; computed from the present state at every call. */
export interface CustomerView {
  portals(): NativePortal[];
  /** Groups in the desk's order with the types listed in them; `null` when the portal cannot be entered. */
  requestTypes(deskId: string): { group: RequestTypeGroup; types: RequestType[] }[] | null;
  /** May the person raise a request of this type, be it by a link? */
  mayRaise(deskId: string, requestTypeId: string): boolean;
  /** "My requests": those the person is involved in, newest first. */
  requests(): NativeRequest[];
  /** Of those, the ones with all these words in the title, or all of them in the description where the portal shows it. */
  search(words: readonly string[]): NativeRequest[];
  /** One request by key (or one it had before it was moved) or id, `null` for "does not exist". */
  request(keyOrId: string): NativeRequest | null;
  /** Comments oldest first, `null` when the request cannot be opened. */
  comments(keyOrId: string): NativeComment[] | null;
}

export function asCustomer(site: Site, accountId: AccountId): CustomerView {
  const deskOf = (issue: Issue): Desk => {
    const desk = site.desks.get(issue.deskId);
    if (!desk) throw new Error(`issue ${issue.key} belongs to no desk`);
    return desk;
  };
  const openable = (keyOrId: string): Issue | null => {
    const issues = [...site.issues.values()];
    const issue =
      issues.find((candidate) => candidate.key === keyOrId || candidate.id === keyOrId) ??
      issues.find((candidate) => candidate.formerKeys.includes(keyOrId));
    return issue && opensRequest(site, deskOf(issue), issue, accountId) ? issue : null;
  };
  const requests = () =>
    [...site.issues.values()]
      .filter((issue) => opensRequest(site, deskOf(issue), issue, accountId) && isInvolved(site, deskOf(issue), issue, accountId))
      .sort((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id))
      .map((issue) => shown(deskOf(issue), issue));
  return {
    portals: () =>
      [...site.desks.values()]
        .filter((desk) => entersPortal(site, desk, accountId))
        .map((desk) => ({ deskId: desk.id, projectKey: desk.projectKey, name: desk.name })),
    requestTypes: (deskId) => {
      const desk = site.desks.get(deskId);
      if (!desk || !entersPortal(site, desk, accountId)) return null;
      return desk.groups
        .map((group) => ({
          group,
          types: desk.requestTypes.filter((type) => type.groupIds.includes(group.id) && isListedFor(site, desk, type, accountId)),
        }))
        .filter((entry) => entry.types.length > 0);
    },
    mayRaise: (deskId, requestTypeId) => {
      const desk = site.desks.get(deskId);
      const type = desk?.requestTypes.find((candidate) => candidate.id === requestTypeId);
      return desk !== undefined && type !== undefined && mayRaise(site, desk, type, accountId);
    },
    requests,
    search: (words) =>
      requests().filter((request) => {
        const texts = [request.summary, textOf(request.visibleFields.description)];
        return texts.some((text) => words.every((word) => wordsOf(text).includes(word.toLowerCase())));
      }),
    request: (keyOrId) => {
      const issue = openable(keyOrId);
      return issue && shown(deskOf(issue), issue);
    },
    comments: (keyOrId) => openable(keyOrId)?.comments.filter(isShownInPortal).map(spoken) ?? null,
  };
}

function shown(desk: Desk, issue: Issue): NativeRequest {
  const type = desk.requestTypes.find((candidate) => candidate.id === issue.requestTypeId);
  if (!type) throw new Error(`${issue.key} has no request type`);
  const visibleFields: Record<string, FieldValue> = {};
  for (const field of type.fields) {
    const value = issue.fieldValues.get(field.fieldId);
    if (field.visible && value !== undefined) visibleFields[field.fieldId] = value;
  }
  return {
    issueId: issue.id,
    key: issue.key,
    deskId: desk.id,
    requestTypeId: type.id,
    summary: summaryOf(issue),
    reporter: issue.reporter,
    status: statusOf(desk, issue).customerName,
    done: statusOf(desk, issue).category === 'DONE',
    visibleFields,
    participants: [...issue.participants],
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

function spoken(comment: Comment): NativeComment {
  return { id: comment.id, author: comment.author, body: comment.body };
}
