import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toldPage } from '../../../../broker/portal/guard/told-page.ts';

/** Keys `1` to `count` in Jira's pages of `pageSize`; only those in `told` may be told. */
function aSearch(count: number, pageSize: number, told: (key: number) => boolean) {
  let searches = 0;
  return {
    searches: () => searches,
    search: async (token: string | null) => {
      searches += 1;
      const start = Number(token ?? 0);
      const keys = Array.from({ length: count }, (_, index) => String(index + 1)).slice(start, start + pageSize);
      return { keys, nextPageToken: start + pageSize < count ? String(start + pageSize) : null };
    },
    tell: async (keys: readonly string[]) => keys.map((key) => (told(Number(key)) ? key : null)),
  };
}

async function allPages(size: number, ask: ReturnType<typeof aSearch>): Promise<string[][]> {
  const pages: string[][] = [];
  let token: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof toldPage<string>>> = await toldPage(size, token, ask);
    pages.push([...page.rows]);
    token = page.nextPageToken;
  } while (token !== null);
  return pages;
}

describe('pages of what may be told', () => {
  test('are full but for the last, lose nothing and repeat nothing, whatever is kept back', async () => {
    const cases = fc.record({
      told: fc.array(fc.boolean(), { maxLength: 40 }),
      size: fc.integer({ min: 1, max: 5 }),
      pageSize: fc.integer({ min: 4, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ told, size, pageSize }) => {
        const pages = await allPages(
          size,
          aSearch(told.length, pageSize, (key) => told[key - 1] === true),
        );
        const wanted = told.flatMap((one, index) => (one ? [String(index + 1)] : []));
        expect(pages.flat()).toEqual(wanted);
        // As many pages as if nothing else had been found.
        expect(pages.map((page) => page.length)).toEqual(
          wanted.length === 0
            ? [0]
            : Array.from({ length: Math.ceil(wanted.length / size) }, (_, at) => wanted.slice(at * size, (at + 1) * size).length),
        );
      }),
    );
  });

  test('cost one search where one suffices', async () => {
    const ask = aSearch(11, 11, () => true);
    expect((await toldPage(10, null, ask)).nextPageToken).not.toBeNull();
    expect(ask.searches()).toBe(1);
  });

  test('give up after ten searches and go on from there', async () => {
    const ask = aSearch(1_000, 5, (key) => key > 900);
    const page = await toldPage(10, null, ask);
    expect(page).toMatchObject({ rows: [], nextPageToken: '0 50'.padEnd(512) });
    expect(ask.searches()).toBe(10);
    expect((await toldPage(10, page.nextPageToken, ask)).nextPageToken).toBe('0 100'.padEnd(512));
  });

  test('begin at the beginning for a token that is none', async () => {
    const ask = aSearch(3, 5, () => true);
    expect((await toldPage(10, 'x" OR 1', ask)).rows).toEqual(['1', '2', '3']);
  });
});
