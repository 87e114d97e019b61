import { useSyncExternalStore } from 'react';

/** A page with a list of things that are added and edited. */
type ListRoute<Page extends string> =
  | { readonly page: Page; readonly view: 'list' | 'add' }
  | { readonly page: Page; readonly view: 'edit'; readonly id: string };

/** Parts of the page *Second factor*. They are one form: going from one to the other loses nothing. */
export const secondFactorTabs = ['policy', 'methods', 'people', 'foresee'] as const;
export type SecondFactorTab = (typeof secondFactorTabs)[number];

/** Where in the page somebody is. Kept in the frame's own fragment, so that reload and the back button work. */
export type Route =
  | ListRoute<'providers'>
  | ListRoute<'applications'>
  | { readonly page: 'jira' }
  | { readonly page: 'second-factor'; readonly tab: SecondFactorTab }
  | { readonly page: 'help' }
  | { readonly page: 'support' };

export type PageName = Route['page'];

export function parseRoute(hash: string): Route {
  const [page, view, id] = hash.replace(/^#\/?/, '').split('/');
  // What this page was called before it had more than one part.
  if (page === 'second-factor' || page === 'rules')
    return { page: 'second-factor', tab: secondFactorTabs.find((tab) => tab === view) ?? 'policy' };
  if (page === 'jira' || page === 'help' || page === 'support') return { page };
  const list = page === 'applications' ? page : 'providers';
  if (view === 'add') return { page: list, view };
  if (view === 'edit' && id !== undefined && id !== '') return { page: list, view, id: decodeURIComponent(id) };
  return { page: list, view: 'list' };
}

export function hashOf(route: Route): string {
  if (route.page === 'second-factor') return `#/${route.page}/${route.tab}`;
  if (!('view' in route) || route.view === 'list') return `#/${route.page}`;
  return 'id' in route ? `#/${route.page}/edit/${encodeURIComponent(route.id)}` : `#/${route.page}/add`;
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** Does everything that was entered stay on screen, or at least in the form that both belong to? */
export function staysInForm(from: Route, to: Route): boolean {
  return from.page === 'second-factor' && to.page === 'second-factor';
}
