import { applications as words } from '../i18n/applications.ts';
import { RouteLink } from '../ui/route-link.tsx';

const list = { page: 'applications', view: 'list' } as const;

export function BackToApplications() {
  return (
    <RouteLink className="back" to={list}>
      {words.backToList}
    </RouteLink>
  );
}
