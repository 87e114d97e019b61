import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { type PeopleFilter, peopleLimits } from '#contract/rpc/people';
import { people as words } from '../i18n/people.ts';
import { Message } from '../ui/message.tsx';
import { Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { FindPerson } from './find-person.tsx';
import { factorsOf, nameOf } from './names.ts';
import { PersonLozenge } from './person-lozenge.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { usePeople } from './use-people.ts';

interface PeopleListProps {
  /** What was done before the list came back. */
  readonly said: string | null;
  readonly onOpen: (id: string) => void;
  readonly onImport: () => void;
}

const filters: readonly PeopleFilter[] = ['all', 'required', 'exempt', 'enrolled'];

export function PeopleList({ said, onOpen, onImport }: PeopleListProps) {
  const [filter, setFilter] = useState<PeopleFilter>('all');
  const [adding, setAdding] = useState<{ readonly address: string } | null>(null);
  const { people, counts, error, busy, more, reload } = usePeople(filter);
  return (
    <Section title={words.title} intro={words.intro}>
      {said !== null && <Message kind="success">{said}</Message>}
      <FindPerson onOpen={onOpen} onAdd={(address) => setAdding({ address })} />
      {counts !== null && <Counts counts={counts} />}
      <div className="people-bar">
        <SelectField
          label={words.filter}
          value={filter}
          options={filters.map((value) => ({ value, label: words.filters[value] }))}
          error={null}
          onChange={setFilter}
        />
        <div className="actions">
          <Button appearance="primary" onClick={() => setAdding({ address: '' })}>
            {words.add}
          </Button>
          <Button onClick={onImport}>{words.import}</Button>
        </div>
      </div>
      <SaveError error={error} onRetry={reload} />
      {people === null && error === null && (
        <div className="loading" role="status" aria-label={words.loading}>
          <div className="bone bone-row" />
          <div className="bone bone-row" />
        </div>
      )}
      {people !== null && people.length === 0 && (
        <div className="empty">
          <h3>{words.empty[filter]}</h3>
          {filter === 'all' && <p>{words.emptyHint}</p>}
        </div>
      )}
      {people !== null && people.length > 0 && (
        <ul className="rows" aria-label={words.list}>
          {people.map((person) => (
            <li key={person.id} className="row">
              <div className="row-main">
                <p className="row-title">
                  {nameOf(person)} <PersonLozenge person={person} />
                </p>
                <p className="row-text">{factorsOf(person)}</p>
              </div>
              <Button onClick={() => onOpen(person.id)} aria-label={words.open(nameOf(person))}>
                {words.openShort}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {more !== null && people !== null && (
        <div className="actions people-more">
          <Button onClick={more} isLoading={busy}>
            {words.more}
          </Button>
        </div>
      )}
      {adding !== null && (
        <RuleDialog whom={{ kind: 'new', address: adding.address }} onClose={() => setAdding(null)} onSaved={(card) => onOpen(card.id)} />
      )}
    </Section>
  );
}

function Counts({ counts }: { counts: Readonly<Record<'named' | 'required' | 'exempt' | 'enrolled', number>> }) {
  return (
    <dl className="people-counts" aria-label={words.counts.label}>
      {(['named', 'required', 'exempt', 'enrolled'] as const).map((which) => (
        <div key={which}>
          <dt>{words.counts[which]}</dt>
          <dd>{words.counts.most(counts[which], peopleLimits.counted)}</dd>
        </div>
      ))}
    </dl>
  );
}
