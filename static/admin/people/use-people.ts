import { useCallback, useEffect, useRef, useState } from 'react';
import type { PeopleFilter, PeoplePage, PersonSummary } from '#contract/rpc/people';
import type { RpcError } from '#contract/rpc/result';
import { rpc } from '../rpc.ts';

export interface People {
  /** Null until the first page is there. */
  readonly people: readonly PersonSummary[] | null;
  readonly counts: PeoplePage['counts'] | null;
  readonly error: RpcError | null;
  readonly busy: boolean;
  /** Null where there are no more. */
  readonly more: (() => void) | null;
  readonly reload: () => void;
}

/** The list in pages, each asked for when somebody wants it. */
export function usePeople(filter: PeopleFilter): People {
  const [people, setPeople] = useState<readonly PersonSummary[] | null>(null);
  const [page, setPage] = useState<Pick<PeoplePage, 'next' | 'counts'> | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const [busy, setBusy] = useState(false);
  // Which question the page waits for: an answer to an older one comes too late.
  const asked = useRef(0);

  const load = useCallback(
    async (after: string | null) => {
      const number = ++asked.current;
      setBusy(true);
      if (after === null) setPeople(null);
      const result = await rpc('people.list', { filter, after });
      if (number !== asked.current) return;
      setBusy(false);
      setError(result.ok ? null : result.error);
      if (!result.ok) return;
      const { people: found, next, counts } = result.value;
      setPeople((before) => (after === null || before === null ? found : [...before, ...found]));
      setPage({ next, counts });
    },
    [filter],
  );
  useEffect(() => {
    void load(null);
    return () => {
      asked.current++;
    };
  }, [load]);
  const next = page?.next ?? null;
  return {
    people,
    counts: page?.counts ?? null,
    error,
    busy,
    more: next === null ? null : () => void load(next),
    reload: () => void load(null),
  };
}
