import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { en } from '../i18n/en.ts';
import { Confirm } from '../ui/confirm.tsx';
import { hashOf, parseRoute, type Route, useHash } from './route.ts';

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
  /** A form says whether it holds entries that are not saved. */
  readonly setUnsaved: (unsaved: boolean) => void;
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
  const unsaved = useRef(false);

  const show = useCallback((next: string, said: string | null = null) => {
    unsaved.current = false;
    setAsking(null);
    setNotice(said);
    setMoved(true);
    setShown(next);
    if (window.location.hash !== next) window.location.hash = next;
  }, []);

  useEffect(() => {
    if (hash === shown || sameRoute(hash, shown)) return;
    if (!unsaved.current) return show(hash);
    // The back button has already changed the address: put it back while the question is open.
    window.history.replaceState(null, '', shown === '' ? '#' : shown);
    setAsking(hash);
  }, [hash, shown, show]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (unsaved.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  const navigation = useMemo<Navigation>(
    () => ({
      route: parseRoute(shown),
      go: (route) => (unsaved.current ? setAsking(hashOf(route)) : show(hashOf(route))),
      leave: (route, said) => show(hashOf(route), said),
      notice,
      moved,
      setUnsaved: (value) => {
        unsaved.current = value;
      },
    }),
    [shown, show, notice, moved],
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
  useEffect(() => {
    setUnsaved(unsaved);
    return () => setUnsaved(false);
  }, [unsaved, setUnsaved]);
}
