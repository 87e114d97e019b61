import { useEffect, useState } from 'react';
import type { Overview } from '#contract/rpc/admin';
import type { RpcError } from '#contract/rpc/result';
import type { Problem } from '#contract/settings/problems';
import { type Merged, merged } from '../state/merged.ts';
import { useUnsaved } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { useProblems } from '../state/use-problems.ts';
import { useSave } from '../state/use-save.ts';
import { draftOf } from './form/draft.ts';
import { problemsIn } from './form/problems.ts';
import type { ProviderForm } from './form/provider-form.ts';

/**
 * The form of one connection, new or stored: what is typed, what is wrong with it, and saving it. `stored` follows what is
 * saved: what somebody else has saved meanwhile is taken over where nobody has typed here.
 */
export function useProviderForm(stored: ProviderForm, adding: boolean) {
  const { overview, reload } = useOverview();
  const saver = useSave();
  const problems = useProblems();
  const [form, setForm] = useState(stored);
  const [start, setStart] = useState(stored);
  const [conflict, setConflict] = useState<'none' | 'loaded' | Merged<ProviderForm>>('none');
  const dirty = JSON.stringify(form) !== JSON.stringify(start);
  useUnsaved(dirty);

  // What was loaded comes with the next rendering, and is put together with what is typed once.
  useEffect(() => {
    if (conflict !== 'loaded') return;
    const put = merged(start, form, stored);
    setForm(put.value);
    setStart(stored);
    setConflict(put);
  }, [conflict, start, form, stored]);

  /** Saves, or shows what is wrong; `onRefused` gets every mistake, the backend's too. */
  const submit = async (onRefused: (problems: readonly Problem[]) => void = () => undefined): Promise<Overview | null> => {
    const found = problemsIn(form, adding, overview.connections);
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
    /** Somebody else saved while this form was open: what became of that, by paths of the form. */
    merge: typeof conflict === 'string' ? null : conflict,
    submit,
    change: (next: ProviderForm, path: string) => {
      setForm(next);
      const changed = next.id === form.id ? [path] : [path, '/connection/id'];
      for (const each of changed) problems.clear(each);
      saver.setError(withoutCorrected(saver.error, changed));
    },
    /** Takes back everything that was typed. */
    reset: (to: ProviderForm = start) => {
      setStart(to);
      setForm(to);
      problems.show([]);
      saver.setError(null);
      setConflict('none');
    },
    /** Loads what somebody else saved, keeps what is typed here, and takes over the rest. */
    reloadBelow: async () => {
      if (!(await reload())) return;
      saver.setError(null);
      setConflict('loaded');
    },
  };
}

/** What was refused, without what has been corrected since; null once nothing of it is left. */
function withoutCorrected(error: RpcError | null, paths: readonly string[]): RpcError | null {
  if (error === null || error.problems.length === 0) return error;
  const left = error.problems.filter(({ path }) => !paths.some((each) => path === each || path.startsWith(`${each}/`)));
  return left.length === 0 ? null : { ...error, problems: left };
}
