import { useSyncExternalStore } from 'react';

/** Where in the page somebody is. Kept in the frame's own fragment, so that reload and the back button work. */
export type Route =
  | { readonly page: 'providers'; readonly view: 'list' | 'add' }
  | { readonly page: 'providers'; readonly view: 'edit'; readonly id: string }
  | { readonly page: 'jira' }
  | { readonly page: 'rules' }
  | { readonly page: 'help' };

export type PageName = Route['page'];

export function parseRoute(hash: string): Route {
  const [page, view, id] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'jira' || page === 'rules' || page === 'help') return { page };
  if (view === 'add') return { page: 'providers', view };
  if (view === 'edit' && id !== undefined && id !== '') return { page: 'providers', view, id: decodeURIComponent(id) };
  return { page: 'providers', view: 'list' };
}

export function hashOf(route: Route): string {
  if (route.page !== 'providers' || route.view === 'list') return `#/${route.page}`;
  return 'id' in route ? `#/providers/edit/${encodeURIComponent(route.id)}` : '#/providers/add';
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
