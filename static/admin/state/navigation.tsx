import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useMemo, useRef, useState } from 'react';
import { en } from '../i18n/en.ts';
import { Confirm } from '../ui/confirm.tsx';
import { hashOf, parseRoute, type Route, staysInForm, useHash } from './route.ts';

export interface Navigation {
  readonly route: Route;
  /** Goes there; asks first when entries would be lost. */
  readonly go: (route: Route) => void;
  /** Goes there without asking: what was entered has been saved or thrown away on purpose. `notice` is shown on arrival. */
  readonly leave: (route: Route, notice?: string) => void;
  /** What the page that was left wants to be said here. */
  readonly notice: string | null;
  /** False on the first page after loading: the focus then stays where the browser put it. */
  readonly moved: boolean;
  /** A form says, by a name of its own, whether it holds entries that are not saved. */
  readonly setUnsaved: (form: string, unsaved: boolean) => void;
}

const Context = createContext<Navigation | null>(null);

/**
 * Routes, guarded: a click inside the page, the back button and closing the tab all ask before entries are lost.
 * `shown` is the route on screen; it follows the address only once nothing stands against it.
 */
export function NavigationProvider({ children }: { children: ReactNode }) {
  const hash = useHash();
  const [shown, setShown] = useState(hash);
  const [asking, setAsking] = useState<string | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [moved, setMoved] = useState(false);
  const unsaved = useRef(new Set<string>());

  const show = useCallback((next: string, said: string | null = null) => {
    unsaved.current.clear();
    setAsking(null);
    setNotice(said);
    setMoved(true);
    setShown(next);
    if (window.location.hash !== next) window.location.hash = next;
  }, []);

  /** To another part of the same form: what was entered stays, and the focus stays where it is. */
  const turn = useCallback((next: string) => {
    setShown(next);
    if (window.location.hash !== next) window.location.hash = next;
  }, []);

  useEffect(() => {
    if (hash === shown || sameRoute(hash, shown)) return;
    if (staysInForm(parseRoute(shown), parseRoute(hash))) return turn(hash);
    if (unsaved.current.size === 0) return show(hash);
    // The back button has already changed the address: put it back while the question is open.
    window.history.replaceState(null, '', shown === '' ? '#' : shown);
    setAsking(hash);
  }, [hash, shown, show, turn]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (unsaved.current.size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  const navigation = useMemo<Navigation>(
    () => ({
      route: parseRoute(shown),
      go: (route) => {
        const next = hashOf(route);
        if (staysInForm(parseRoute(shown), route)) turn(next);
        else if (unsaved.current.size > 0) setAsking(next);
        else show(next);
      },
      leave: (route, said) => show(hashOf(route), said),
      notice,
      moved,
      setUnsaved: (form, value) => {
        if (value) unsaved.current.add(form);
        else unsaved.current.delete(form);
      },
    }),
    [shown, show, turn, notice, moved],
  );
  return (
    <Context.Provider value={navigation}>
      {children}
      <Confirm
        open={asking !== null}
        title={en.unsaved.title}
        text={en.unsaved.text}
        confirm={en.unsaved.leave}
        cancel={en.unsaved.stay}
        onConfirm={() => show(asking ?? '')}
        onCancel={() => setAsking(null)}
      />
    </Context.Provider>
  );
}

function sameRoute(one: string, other: string): boolean {
  return hashOf(parseRoute(one)) === hashOf(parseRoute(other));
}

export function useNavigation(): Navigation {
  const navigation = useContext(Context);
  if (navigation === null) throw new Error('useNavigation outside of NavigationProvider');
  return navigation;
}

/** Tells the guard whether this form holds entries that are not saved; a form that goes away holds none. */
export function useUnsaved(unsaved: boolean): void {
  const { setUnsaved } = useNavigation();
  const form = useId();
  useEffect(() => {
    setUnsaved(form, unsaved);
    return () => setUnsaved(form, false);
  }, [form, unsaved, setUnsaved]);
}
