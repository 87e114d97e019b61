import { useSyncExternalStore } from 'react';

/** A page with a list of things that are added and edited. */
type ListRoute<Page extends string> =
  | { readonly page: Page; readonly view: 'list' | 'add' }
  | { readonly page: Page; readonly view: 'edit'; readonly id: string };

/** Where in the page somebody is. Kept in the frame's own fragment, so that reload and the back button work. */
export type Route =
  | ListRoute<'providers'>
  | ListRoute<'applications'>
  | { readonly page: 'jira' }
  | { readonly page: 'rules' }
  | { readonly page: 'help' }
  | { readonly page: 'support' };

export type PageName = Route['page'];

export function parseRoute(hash: string): Route {
  const [page, view, id] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'jira' || page === 'rules' || page === 'help' || page === 'support') return { page };
  const list = page === 'applications' ? page : 'providers';
  if (view === 'add') return { page: list, view };
  if (view === 'edit' && id !== undefined && id !== '') return { page: list, view, id: decodeURIComponent(id) };
  return { page: list, view: 'list' };
}

export function hashOf(route: Route): string {
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
