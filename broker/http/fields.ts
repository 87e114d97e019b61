import { type ParsedUrlQuery, parse } from 'node:querystring';

/** Our longest form is a request with a few long lists to tick; the portal bounds each list by itself. */
const maxFormFields = 1_000;
/** Providers answer with less than ten parameters, links of ours have fewer. */
const maxQueryFields = 100;

/*
 * A body of the permitted length may hold 200,000 names of one letter, which take longer to read than any good message
 * does to verify. What has more fields than anybody needs is read as if it had none: whoever needs one misses it, and says so.
 */

/** The fields of a posted form (URL Standard, 5.1). */
export function parseForm(text: string): ParsedUrlQuery {
  return hasMoreFields(text, maxFormFields) ? {} : parse(text, '&', '=', { maxKeys: 0 });
}

/** The fields of a query. */
export function parseQuery(text: string): ParsedUrlQuery {
  return text === '' || hasMoreFields(text, maxQueryFields) ? {} : parse(text, '&', '=', { maxKeys: 0 });
}

/** Looks no further than it has to. */
function hasMoreFields(text: string, max: number): boolean {
  let count = 1;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    count += 1;
    if (count > max) return true;
  }
  return false;
}
