/** Runs `work` over `items`, at most `limit` at a time; keeps their order and fails with the first failure. */
export async function atMost<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/** Calls to Jira that one view may have under way at a time (DESIGN section 12). */
export const callsAtATime = 3;
