import { applications as words } from '../i18n/applications.ts';
import { useNavigation } from '../state/navigation.tsx';
import { hashOf } from '../state/route.ts';

const list = { page: 'applications', view: 'list' } as const;

export function BackToApplications() {
  const { go } = useNavigation();
  return (
    <a
      className="back"
      href={hashOf(list)}
      onClick={(event) => {
        event.preventDefault();
        go(list);
      }}
    >
      {words.backToList}
    </a>
  );
}
