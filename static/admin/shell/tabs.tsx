import { en } from '../i18n/en.ts';
import { useNavigation } from '../state/navigation.tsx';
import { hashOf, type PageName, type Route } from '../state/route.ts';

const pages: readonly { readonly page: PageName; readonly route: Route }[] = [
  { page: 'providers', route: { page: 'providers', view: 'list' } },
  { page: 'applications', route: { page: 'applications', view: 'list' } },
  { page: 'jira', route: { page: 'jira' } },
  { page: 'second-factor', route: { page: 'second-factor', tab: 'policy' } },
  { page: 'help', route: { page: 'help' } },
  { page: 'support', route: { page: 'support' } },
];

/** The pages, as links: they have addresses, and the browser's own habits work on them. */
export function Tabs() {
  const { route, go } = useNavigation();
  return (
    <nav className="tabs" aria-label={en.tabs.label}>
      {pages.map(({ page, route: target }) => (
        <a
          key={page}
          href={hashOf(target)}
          aria-current={route.page === page ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(target);
          }}
        >
          {en.tabs[page]}
        </a>
      ))}
    </nav>
  );
}
