import { en } from '../i18n/en.ts';
import { useNavigation } from '../state/navigation.tsx';
import { hashOf } from '../state/route.ts';

const list = { page: 'providers', view: 'list' } as const;

export function BackToList() {
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
      {en.editor.backToList}
    </a>
  );
}
