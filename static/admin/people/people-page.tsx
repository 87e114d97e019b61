import { useState } from 'react';
import { ImportPeople } from './import-people.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonView } from './person-view.tsx';

type View =
  | { readonly kind: 'list'; readonly said: string | null }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'import' };

const list: View = { kind: 'list', said: null };

/** *People*, a part of the page *Second factor*: the list, one person, an import. */
export function PeoplePage() {
  const [view, setView] = useState<View>(list);
  switch (view.kind) {
    case 'list':
      return <PeopleList said={view.said} onOpen={(id) => setView({ kind: 'person', id })} onImport={() => setView({ kind: 'import' })} />;
    case 'person':
      return <PersonView key={view.id} id={view.id} onBack={(said) => setView({ kind: 'list', said: said ?? null })} />;
    case 'import':
      return <ImportPeople onBack={() => setView(list)} />;
  }
}
