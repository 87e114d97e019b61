import type { BrowserPage } from './browser.ts';
import { textOf } from './browser.ts';
import type { House } from './house.ts';

/** The support code that a page shows: of a refusal, or in the foot of the portal. */
export function codeOn(page: BrowserPage): string {
  return (/[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}/.exec(textOf(page))?.[0] ?? '').replaceAll('-', '');
}

/** What an administrator of the tenant finds behind the code of a page. */
export function traceOf(house: House, page: BrowserPage, tenant = house.acme) {
  return house.broker.storage.traces.find(tenant.id, codeOn(page));
}
