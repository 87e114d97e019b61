import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PersonCard } from '#contract/rpc/people';
import type { RpcResult } from '#contract/rpc/result';
import { people as words } from '../i18n/people.ts';
import { rpc } from '../rpc.ts';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { titleOf } from './names.ts';
import { PersonActions } from './person-actions.tsx';
import { PersonFacts } from './person-facts.tsx';
import { PersonLozenge } from './person-lozenge.tsx';

/** One person: what is said of them, what they have, what can be done for them. */
export function PersonView({ id, onBack }: { id: string; onBack: (said?: string) => void }) {
  const [found, setFound] = useState<RpcResult<PersonCard | null> | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = useCallback(async () => setFound(await rpc('people.open', { id })), [id]);
  useEffect(() => void load(), [load]);
  const person = found?.ok === true ? found.value : null;
  const isShown = person !== null;
  // What was pressed is gone from the screen: whoever listens hears where they are.
  useEffect(() => {
    if (isShown) heading.current?.focus();
  }, [isShown]);
  return (
    <section className="section">
      <Button appearance="subtle" spacing="compact" onClick={() => onBack()}>
        {words.back}
      </Button>
      {found === null && (
        <div className="loading" role="status" aria-label={words.loading}>
          <div className="bone bone-title" />
          <div className="bone bone-row" />
        </div>
      )}
      {found?.ok === false && <SaveError error={found.error} onRetry={() => void load()} />}
      {found?.ok === true && person === null && <Message kind="warning" title={words.gone} />}
      {person !== null && (
        <>
          <h3 ref={heading} tabIndex={-1} className="person-title">
            {titleOf(person)} <PersonLozenge person={person} />
          </h3>
          {person.self && <Message kind="info">{words.self}</Message>}
          <PersonFacts person={person} />
          <PersonActions
            person={person}
            onChanged={(card) => setFound({ ok: true, value: card })}
            onForgotten={() => onBack(words.done.forgotten)}
          />
        </>
      )}
    </section>
  );
}
