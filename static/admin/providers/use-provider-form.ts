import { useState } from 'react';
import type { Overview } from '#contract/rpc/admin';
import type { Problem } from '#contract/settings/problems';
import { useUnsaved } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { useProblems } from '../state/use-problems.ts';
import { useSave } from '../state/use-save.ts';
import { draftOf } from './form/draft.ts';
import { problemsIn } from './form/problems.ts';
import type { ProviderForm } from './form/provider-form.ts';

/** The form of one connection, new or stored: what is typed, what is wrong with it, and saving it. */
export function useProviderForm(initial: ProviderForm, adding: boolean) {
  const { overview, reload } = useOverview();
  const saver = useSave();
  const problems = useProblems();
  const [form, setForm] = useState(initial);
  const [start, setStart] = useState(initial);
  const [conflicted, setConflicted] = useState(false);
  const dirty = JSON.stringify(form) !== JSON.stringify(start);
  useUnsaved(dirty);

  /** Saves, or shows what is wrong; `onRefused` gets every mistake, the backend's too. */
  const submit = async (onRefused: (problems: readonly Problem[]) => void = () => undefined): Promise<Overview | null> => {
    const found = problemsIn(form, adding);
    problems.show(found);
    if (found.length > 0) {
      onRefused(found);
      return null;
    }
    const request = { expectRevision: overview.saved.revision, create: adding, connection: draftOf(form) };
    return saver.save('connection.save', request, (error) => {
      problems.show(error.problems);
      if (error.problems.length > 0) onRefused(error.problems);
    });
  };

  return {
    form,
    dirty,
    problems,
    busy: saver.busy,
    error: saver.error,
    /** Somebody else saved while this form was open, and what they saved has been loaded. */
    conflicted,
    submit,
    change: (next: ProviderForm, path: string) => {
      setForm(next);
      problems.clear(path);
    },
    /** Takes back everything that was typed. */
    reset: (to: ProviderForm = start) => {
      setStart(to);
      setForm(to);
      problems.show([]);
      saver.setError(null);
    },
    /** Loads what somebody else saved and keeps what is typed here. */
    reloadBelow: async () => {
      if (!(await reload())) return;
      saver.setError(null);
      setConflicted(true);
    },
  };
}
