import { en } from '../i18n/en.ts';
import { RouteLink } from '../ui/route-link.tsx';

const list = { page: 'providers', view: 'list' } as const;

export function BackToList() {
  return (
    <RouteLink className="back" to={list}>
      {en.editor.backToList}
    </RouteLink>
  );
}
