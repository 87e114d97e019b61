import { useEffect, useRef, useState } from 'react';
import { inBatches } from '#contract/people/batches';
import type { LineProblem } from '#contract/people/people-file';
import type { ImportedRow, ImportRow } from '#contract/rpc/people';
import type { RpcError } from '#contract/rpc/result';
import { rpc } from '../rpc.ts';

type Outcomes = Readonly<Record<ImportedRow['outcome'], number>>;

/** What came of some lines, or would come of them. */
export interface ImportReport {
  readonly outcomes: Outcomes;
  /** Lines that are left out, in their order: those of the file itself, and those that the broker refused. */
  readonly problems: readonly { readonly line: number; readonly problem: LineProblem['problem'] | NonNullable<ImportedRow['problem']> }[];
  /** Rows that were asked about. */
  readonly done: number;
}

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' | 'running'; readonly done: number; readonly all: number }
  | { readonly kind: 'checked' | 'finished'; readonly report: ImportReport }
  | { readonly kind: 'failed'; readonly during: 'checking' | 'running'; readonly error: RpcError; readonly done: number };

/** Sends the rows of a file, call after call: first to see what would come of it, then for good. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ kind: 'idle' });
  const run = useRef(0);
  useEffect(
    () => () => {
      run.current++;
    },
    [],
  );

  async function send(rows: readonly ImportRow[], inFile: readonly LineProblem[], dryRun: boolean): Promise<void> {
    const number = ++run.current;
    const during = dryRun ? 'checking' : 'running';
    const told: ImportedRow[] = [];
    for (const batch of inBatches(rows)) {
      setState({ kind: during, done: told.length, all: rows.length });
      const result = await rpc('people.import', { rows: [...batch], dryRun });
      if (number !== run.current) return;
      if (!result.ok) return setState({ kind: 'failed', during, error: result.error, done: told.length });
      told.push(...result.value);
    }
    setState({ kind: dryRun ? 'checked' : 'finished', report: reportOf(told, inFile) });
  }

  return {
    state,
    check: (rows: readonly ImportRow[], inFile: readonly LineProblem[]) => send(rows, inFile, true),
    importAll: (rows: readonly ImportRow[], inFile: readonly LineProblem[]) => send(rows, inFile, false),
    reset: () => {
      run.current++;
      setState({ kind: 'idle' });
    },
  };
}

function reportOf(told: readonly ImportedRow[], inFile: readonly LineProblem[]): ImportReport {
  const count = (outcome: ImportedRow['outcome']) => told.filter((row) => row.outcome === outcome).length;
  const refused = told.flatMap(({ line, problem }) => (problem === null ? [] : [{ line, problem }]));
  const problems = [...inFile, ...refused].toSorted((a, b) => a.line - b.line);
  return {
    outcomes: { added: count('added'), changed: count('changed'), same: count('same'), refused: problems.length },
    problems,
    done: told.length,
  };
}
