import { useState } from 'react';
import type { AdminRpc, Overview } from '#contract/rpc/admin';
import type { Problem } from '#contract/settings/problems';
import { useUnsaved } from './navigation.tsx';
import { useOverview } from './overview.tsx';
import { useProblems } from './use-problems.ts';
import { type SavingName, useSave } from './use-save.ts';

interface FormOptions<Value, Name extends SavingName> {
  /** What is saved now: follows the overview. */
  readonly saved: Value;
  readonly call: Name;
  readonly request: (value: Value, expectRevision: number) => AdminRpc[Name]['request'];
  /** Mistakes that show without asking the backend. */
  readonly check: (value: Value) => readonly Problem[];
}

/** A form over one part of the settings: what is typed, what is wrong with it, saving, and somebody else's save in between. */
export function useForm<Value extends object, Name extends SavingName>({ saved, call, request, check }: FormOptions<Value, Name>) {
  const { overview, reload } = useOverview();
  const saver = useSave();
  const problems = useProblems();
  const [base, setBase] = useState(saved);
  const [value, setValue] = useState(saved);
  const [state, setState] = useState<'open' | 'conflicted' | 'done'>('open');
  const dirty = JSON.stringify(value) !== JSON.stringify(base);
  useUnsaved(dirty);

  return {
    value,
    base,
    dirty,
    problems,
    busy: saver.busy,
    error: saver.error,
    conflicted: state === 'conflicted',
    done: state === 'done' && !dirty,
    change: (next: Value, path: string) => {
      setValue(next);
      problems.clear(path);
    },
    submit: async (): Promise<Overview | null> => {
      const found = check(value);
      problems.show(found);
      if (found.length > 0) return null;
      const after = await saver.save(call, request(value, overview.saved.revision), (error) => problems.show(error.problems));
      if (after === null) return null;
      setBase(value);
      setState('done');
      return after;
    },
    reset: () => {
      setValue(saved);
      setBase(saved);
      setState('open');
      problems.show([]);
      saver.setError(null);
    },
    /** Another save has made this what is saved: it is what the form begins with now. */
    adopt: (next: Value) => {
      setValue(next);
      setBase(next);
      setState('open');
      problems.show([]);
      saver.setError(null);
    },
    reloadBelow: async () => {
      if (!(await reload())) return;
      saver.setError(null);
      setState('conflicted');
    },
  };
}
