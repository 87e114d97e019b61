import type { Refusal } from '../domain/app-error.ts';
import type { Desk, RequestField, RequestType } from '../domain/jira.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { JiraSource } from '../domain/ports/jira.ts';
import { attributedComment } from './guard/attribution.ts';
import { createCatalogue } from './guard/catalogue.ts';
import { publicComments } from './guard/comments.ts';
import { type ActingCustomer, customerKey } from './guard/customer.ts';
import { createDeskAccess } from './guard/desk-access.ts';
import { createMemory } from './guard/memory.ts';
import { noFormWhenGone } from './guard/readable.ts';
import { createRecentWrites } from './guard/recent-writes.ts';
import { createRequestAccess } from './guard/request-access.ts';
import { createRequestLists, type ListFilter } from './guard/request-list.ts';
import { groupedTypes, openType, type TypesOfGroup } from './guard/request-types.ts';
import { type RequestRow, type RequestView, requestRow, requestView } from './guard/request-view.ts';
import { absent, allow, type Verdict } from './guard/verdict.ts';

export interface PortalView {
  readonly desk: Desk;
  readonly groups: readonly TypesOfGroup[];
}

export interface FormView {
  readonly desk: Desk;
  readonly type: RequestType;
  /** Visible fields only; Jira fills hidden ones with their presets. */
  readonly fields: readonly RequestField[];
}

/** What a caller made of a form: values to send, or its own reason not to. */
export type Filled<Held> =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly held: Held };

export type Raised<Held> =
  | { readonly ok: true; readonly kind: 'raised'; readonly key: string; readonly form: FormView }
  | { readonly ok: true; readonly kind: 'held'; readonly held: Held; readonly form: FormView }
  /** Jira failed after the form was filled; whether the request exists is for `findRaised` to say. */
  | { readonly ok: true; readonly kind: 'failed'; readonly error: unknown; readonly form: FormView }
  | Refusal;

/**
 * The portal's only door to Jira. Jira answers as an administrator; this decides what of it one customer may have, by the
 * rules R1 to R6, R8 and R10 of the portal's security model: denied by default, and what is denied does not exist.
 * It shows nothing and knows no HTTP.
 */
export interface PortalGuard {
  /** R2, at most a minute old. */
  portals(customer: ActingCustomer): Promise<readonly Desk[]>;
  /** R2 and R3, now. */
  portal(customer: ActingCustomer, deskId: string): Promise<Verdict<PortalView>>;
  /** R2, R3 and R8, now. */
  form(customer: ActingCustomer, deskId: string, typeId: string): Promise<Verdict<FormView>>;
  /** R10: R2 and R3 now, then `fill` reads the form, then Jira is asked once. On a restricted desk that call would make the person a customer, so it never comes first. */
  raise<Held>(
    customer: ActingCustomer,
    where: { readonly deskId: string; readonly typeId: string },
    fill: (form: FormView) => Promise<Filled<Held>>,
  ): Promise<Raised<Held>>;
  /** Keys of requests of this type and summary that the customer raised since `since`; for an answer that was lost. */
  findRaised(
    customer: ActingCustomer,
    wanted: { readonly desk: Desk; readonly typeId: string; readonly summary: string; readonly since: number },
  ): Promise<readonly string[]>;
  /** R5, and R4 on each row. */
  requests(
    customer: ActingCustomer,
    filter: ListFilter,
  ): Promise<{
    readonly rows: readonly RequestRow[];
    readonly nextPageToken: string | null;
    readonly desks: readonly Desk[];
  }>;
  /** R4, R6 and R8, now. */
  request(customer: ActingCustomer, deskId: string, key: string): Promise<Verdict<RequestView>>;
  /** R10: R4 now, then a public comment whose first line names the customer. `before` may stop it at the last moment. */
  comment(
    customer: ActingCustomer,
    where: { readonly deskId: string; readonly key: string },
    text: string,
    before: () => Promise<boolean>,
  ): Promise<Verdict<'sent' | 'stopped'>>;
}

export function createPortalGuard(deps: { jira: JiraSource; clock: Clock }): PortalGuard {
  const memory = createMemory({ clock: deps.clock, capacity: 20_000 });
  const catalogue = createCatalogue({ jira: deps.jira, memory });
  const access = createDeskAccess({ jira: deps.jira, catalogue, memory });
  const recent = createRecentWrites({ clock: deps.clock });
  const requests = createRequestAccess({ jira: deps.jira, desks: access });
  const lists = createRequestLists({ jira: deps.jira, catalogue, access, requests, recent });

  const form = async (customer: ActingCustomer, deskId: string, typeId: string): Promise<Verdict<FormView>> => {
    const entered = await access.enter(customer, deskId, 'live');
    if (!entered.ok) return entered;
    const type = openType(entered.value, await catalogue.groups(customer, deskId), typeId);
    if (!type.ok) return type;
    const fields = await catalogue.fields(customer, deskId, typeId, 'live');
    return allow({ desk: entered.value.desk, type: type.value, fields: fields.filter((field) => field.visible) }, type.because);
  };

  return {
    form,

    portals: async (customer) => (await lists.desks(customer)).map(({ desk }) => desk),

    async portal(customer, deskId) {
      const entered = await access.enter(customer, deskId, 'live');
      if (!entered.ok) return entered;
      const groups = groupedTypes(entered.value, await catalogue.groups(customer, deskId));
      return allow({ desk: entered.value.desk, groups }, entered.because);
    },

    async raise(customer, where, fill) {
      const opened = await form(customer, where.deskId, where.typeId);
      if (!opened.ok) return opened;
      const filled = await fill(opened.value);
      if (!filled.ok) return { ok: true, kind: 'held', held: filled.held, form: opened.value };
      const shown = new Set(opened.value.fields.map((field) => field.id));
      if (!Object.keys(filled.values).every((id) => shown.has(id))) return absent('R8: a field that the form does not show');
      try {
        const created = await deps.jira.of(customer.snapshot).createRequest({
          deskId: opened.value.desk.id,
          requestTypeId: opened.value.type.id,
          fields: filled.values,
          raiseOnBehalfOf: customer.accountId,
        });
        recent.add(customerKey(customer), created.id);
        return { ok: true, kind: 'raised', key: created.key, form: opened.value };
      } catch (error) {
        return { ok: true, kind: 'failed', error, form: opened.value };
      }
    },

    async findRaised(customer, wanted) {
      const rows = await lists.raisedSince(customer, wanted.desk, wanted.since);
      return rows
        .filter(({ request }) => request.requestTypeId === wanted.typeId && request.summary.trim() === wanted.summary.trim())
        .map(({ request }) => request.key);
    },

    async requests(customer, filter) {
      const page = await lists.mine(customer, filter);
      const rows = page.rows.map((row) =>
        requestRow(
          customer.accountId,
          row,
          page.named.find((desk) => desk.id === row.request.deskId),
        ),
      );
      return { rows, nextPageToken: page.nextPageToken, desks: page.desks };
    },

    async request(customer, deskId, key) {
      const opened = await requests.open(customer, deskId, key);
      if (!opened.ok) return opened;
      const jira = deps.jira.of(customer.snapshot);
      const { request } = opened.value;
      const [desk, fields, statuses, comments, platform] = await Promise.all([
        catalogue.findDesk(customer, deskId, 'listed'),
        catalogue.fields(customer, deskId, request.requestTypeId, 'live').catch(noFormWhenGone),
        jira.statusHistory(request.key),
        jira.comments(request.key),
        jira.platformComments(request.key),
      ]);
      if (desk === null) return absent('R2: no such desk');
      const view = requestView(customer.accountId, {
        opened: opened.value,
        desk,
        form: fields,
        statuses,
        comments: publicComments(comments, platform),
      });
      return allow(view, opened.because);
    },

    async comment(customer, where, text, before) {
      const opened = await requests.open(customer, where.deskId, where.key);
      if (!opened.ok) return opened;
      if (!(await before())) return allow('stopped', opened.because);
      const { request } = opened.value;
      await deps.jira.of(customer.snapshot).addComment(request.key, attributedComment(customer.displayName, text));
      recent.add(customerKey(customer), request.id);
      return allow('sent', opened.because);
    },
  };
}
