import { flag, list, object, type Unproven, unexpected } from './answers.ts';
import type { CallName } from './endpoints.ts';
import type { Caller, CallInput } from './transport.ts';
import type { PagedDTOServiceDeskDTO } from './types.generated.ts';

/** A listing of more pages than this is not a listing but a fault. */
const maxPages = 200;
const pageSize = 100;

/** Every page of a JSM listing looks like this; only `values` differ. */
type Page = Unproven<PagedDTOServiceDeskDTO>;

/**
 * All values of a JSM listing. Goes on until `isLastPage`, because the server caps the size of pages in silence (jsm.md
 * section 3). A page that does not get on (empty, yet not the last) or a listing without end throws
 * `jira_answer_unexpected`: half a listing must never pass for a whole one.
 */
export async function allPages<Name extends CallName>(call: Caller, name: Name, input: CallInput<Name> = {}): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page: Page = object(await call(name, { ...input, query: { ...input.query, start: found.length, limit: pageSize } }), name);
    const values = list(page.values, `${name}/values`);
    found.push(...values);
    if (flag(page.isLastPage, `${name}/isLastPage`)) return found;
    if (values.length === 0) throw unexpected(`${name}/values`);
  }
  throw unexpected(`${name}/isLastPage`);
}
