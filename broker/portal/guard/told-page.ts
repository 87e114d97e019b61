/**
 * Pages of what a person may be told, out of pages of what Jira found. Full pages, and a next one only where something
 * follows: a page with gaps, or an empty one that has a successor, would tell of what was kept back.
 */

interface Found {
  readonly keys: readonly string[];
  readonly nextPageToken: string | null;
}

export interface ToldPage<Row> {
  readonly rows: readonly Row[];
  readonly nextPageToken: string | null;
}

/** A page of Jira's, and how many of its keys are behind us. */
interface Place {
  readonly token: string | null;
  readonly skip: number;
}

/** Pages of Jira's that one page may cost; who has more than that kept back from them gets a short page. */
const maxPages = 10;

/**
 * The page of `size` rows that begins at `from`, a token of an earlier page or null. `search` gives one of Jira's pages,
 * `tell` a row for each key, or null where it may not be told. Keys that follow the page are told on until one row shows
 * that there is a next page.
 */
export async function toldPage<Row>(
  size: number,
  from: string | null,
  ask: {
    readonly search: (token: string | null) => Promise<Found>;
    readonly tell: (keys: readonly string[]) => Promise<readonly (Row | null)[]>;
  },
): Promise<ToldPage<Row>> {
  const rows: Row[] = [];
  let place = read(from);
  for (let pages = 0; pages < maxPages; pages += 1) {
    const found = await ask.search(place.token);
    for (let at = place.skip; at < found.keys.length; ) {
      const keys = found.keys.slice(at, at + size + 1 - rows.length);
      for (const [index, row] of (await ask.tell(keys)).entries()) {
        if (row === null) continue;
        if (rows.length === size) return { rows, nextPageToken: written({ token: place.token, skip: at + index }) };
        rows.push(row);
      }
      at += keys.length;
    }
    if (found.nextPageToken === null) return { rows, nextPageToken: null };
    place = { token: found.nextPageToken, skip: 0 };
  }
  return { rows, nextPageToken: written(place) };
}

/** Sealing keeps lengths, and a place within Jira's first page has no token: all places are of one length, so that none tells. */
const placeLength = 512;

function written({ token, skip }: Place): string {
  const place = `${skip} ${token ?? ''}`;
  return place.padEnd(Math.ceil(place.length / placeLength) * placeLength);
}

function read(from: string | null): Place {
  const match = /^(\d{1,4}) (\S*) *$/.exec(from ?? '');
  return { token: match?.[2] || null, skip: Number(match?.[1] ?? 0) };
}
