import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '#contract/settings/problems';
import { problemWords } from '../i18n/problem-words.ts';

export interface Problems {
  /** Words for the field at this path, or null. A problem below the path counts for it too. */
  readonly at: (path: string) => string | null;
  /** Problems that no field of the form shows. */
  readonly elsewhere: (shownPaths: readonly string[]) => string[];
  readonly show: (problems: readonly Problem[]) => void;
  /** Forgets what was said about a field: its value is another now. */
  readonly clear: (path: string) => void;
  /** Put on the element around the fields: the first wrong one gets the focus. */
  readonly form: RefObject<HTMLFormElement>;
}

const covers = (path: string, problem: string): boolean => problem === path || problem.startsWith(`${path}/`);

/** The mistakes of a form, by path, with the focus moved to the first of them when they appear. */
export function useProblems(): Problems {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const focusPending = useRef(false);

  const show = useCallback((next: readonly Problem[]) => {
    focusPending.current = next.length > 0;
    setProblems(next);
  }, []);

  // After every render while it is pending: the field may be on a step that is only now on screen.
  useEffect(() => {
    if (!focusPending.current) return;
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (first === null || first === undefined) return;
    focusPending.current = false;
    first.focus();
  });

  return {
    at: (path) => {
      // The deepest says it best: "this domain is none" rather than "no variant of domains fits".
      const [found] = problems.filter((problem) => covers(path, problem.path)).sort((a, b) => b.path.length - a.path.length);
      return found === undefined ? null : problemWords(found);
    },
    elsewhere: (shown) => problems.filter((problem) => !shown.some((path) => covers(path, problem.path))).map(problemWords),
    show,
    clear: useCallback((path) => setProblems((before) => before.filter((problem) => !covers(path, problem.path))), []),
    form,
  };
}
