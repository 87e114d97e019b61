import type { Call } from '../operations.ts';
import { Refusal } from '../refusal.ts';

/**
 * One page of a JSM listing. The server's cap beats the limit asked for, in silence: readers must look at `isLastPage`.
 */
export function pageOf<Item, Shape>(call: Call, items: readonly Item[], shape: (item: Item) => Shape) {
  const start = wholeNumber(call.query.get('start'), 0);
  const limit = Math.min(wholeNumber(call.query.get('limit'), 50), call.site.settings.pageCap);
  const values = items.slice(start, start + limit).map(shape);
  const isLastPage = start + values.length >= items.length;
  const link = (from: number) => `${call.base}${withQuery(call.target, { start: String(from), limit: String(limit) })}`;
  return {
    _expands: [],
    size: values.length,
    start,
    limit,
    isLastPage,
    _links: {
      base: call.base,
      context: '',
      self: `${call.base}${call.target}`,
      ...(isLastPage ? {} : { next: link(start + limit) }),
      ...(start > 0 ? { prev: link(Math.max(0, start - limit)) } : {}),
    },
    values,
  };
}

/** A page nested in another answer (expanded comments, participants): always the first. */
export function firstPageOf<Item, Shape>(call: Call, target: string, items: readonly Item[], shape: (item: Item) => Shape) {
  return pageOf({ ...call, target, query: new URLSearchParams() }, items, shape);
}

/** A page of the platform API: `startAt`, `maxResults`, `total`, `isLast`. The cap holds whatever is asked. */
export function platformPage<Item, Shape>(
  call: Call,
  items: readonly Item[],
  sizes: { usual: number; cap: number },
  shape: (item: Item) => Shape,
) {
  const startAt = wholeNumber(call.query.get('startAt'), 0);
  const maxResults = Math.min(wholeNumber(call.query.get('maxResults'), sizes.usual), sizes.cap);
  const values = items.slice(startAt, startAt + maxResults).map(shape);
  return {
    self: `${call.base}${call.target}`,
    maxResults,
    startAt,
    total: items.length,
    isLast: startAt + values.length >= items.length,
    values,
  };
}

/** Reads a paging number. Negative or not a number: 400, as Jira answers. */
export function wholeNumber(text: string | null, otherwise: number): number {
  if (text === null || text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(400, `'${text}' is not a valid number.`, { i18nKey: 'sd.validation.number' });
  return Number(text);
}

function withQuery(target: string, changes: Record<string, string>): string {
  const url = new URL(target, 'http://simulator.invalid');
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}
