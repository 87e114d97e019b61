import type { AccountId, EpochMs } from '../../domain/brands.ts';
import type { Desk, JiraComment, JiraRequest, RequestField } from '../../domain/jira.ts';
import { bylineOf } from './attribution.ts';
import { personName, type ReadableField, readableFields, withoutAccountIds } from './readable.ts';
import type { OpenedRequest } from './request-access.ts';

/** A request as a list shows it. */
export interface RequestRow {
  readonly key: string;
  readonly deskId: string;
  readonly deskName: string;
  readonly typeName: string;
  readonly summary: string;
  readonly status: JiraRequest['status'];
  readonly createdAt: EpochMs;
  readonly reporterName: string;
  readonly mine: boolean;
}

export type FeedItem =
  | { readonly kind: 'status'; readonly name: string; readonly at: EpochMs }
  | {
      readonly kind: 'comment';
      readonly id: string;
      readonly authorName: string;
      readonly mine: boolean;
      /** Who really wrote it, as the first line of a comment sent through this portal says; null for others. */
      readonly byline: string | null;
      readonly text: string;
      readonly at: EpochMs;
    };

/** A request as its page shows it. No ids of people, no addresses, nothing that the native portal hides (R8). */
export interface RequestView extends RequestRow {
  readonly typeId: string;
  readonly fields: readonly ReadableField[];
  /** Oldest first. */
  readonly feed: readonly FeedItem[];
}

export function requestRow(me: AccountId, opened: OpenedRequest, desk: Desk | undefined): RequestRow {
  const { request } = opened;
  return {
    key: request.key,
    deskId: request.deskId,
    deskName: desk?.name ?? '',
    typeName: request.requestTypeName,
    summary: withoutAccountIds(request.summary),
    status: request.status,
    createdAt: request.createdAt,
    reporterName: personName(request.reporter.displayName),
    mine: request.reporter.accountId === me,
  };
}

export function requestView(
  me: AccountId,
  facts: {
    readonly opened: OpenedRequest;
    readonly desk: Desk;
    readonly form: readonly RequestField[];
    readonly statuses: readonly { readonly name: string; readonly at: EpochMs }[];
    /** R6 was applied. */
    readonly comments: readonly JiraComment[];
  },
): RequestView {
  const feed: FeedItem[] = [
    ...facts.statuses.map((status) => ({ kind: 'status' as const, name: status.name, at: status.at })),
    ...facts.comments.map((comment) => said(me, comment)),
  ];
  return {
    ...requestRow(me, facts.opened, facts.desk),
    typeId: facts.opened.request.requestTypeId,
    fields: readableFields(facts.opened.request, facts.form),
    feed: feed.sort((a, b) => a.at - b.at),
  };
}

function said(me: AccountId, comment: JiraComment): FeedItem {
  const { byline, text } = bylineOf(comment.body);
  return {
    kind: 'comment',
    id: comment.id,
    authorName: personName(comment.author.displayName),
    mine: comment.author.accountId === me,
    byline,
    text: withoutAccountIds(text),
    at: comment.createdAt,
  };
}
