import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { PersonCard } from '#contract/rpc/people';
import type { RpcResult } from '#contract/rpc/result';
import { people } from '../i18n/people.ts';
import { rpc } from '../rpc.ts';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { TextField } from '../ui/text-field.tsx';

const words = people.search;

/** One person by the whole address or the whole account id. Parts of them find nobody, on purpose. */
export function FindPerson({ onOpen, onAdd }: { onOpen: (id: string) => void; onAdd: (address: string) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<{ readonly text: string; readonly result: RpcResult<PersonCard | null> } | null>(null);
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = text.trim();
    setFound(null);
    setProblem(wanted === '' ? words.missing : null);
    if (wanted === '') return;
    setBusy(true);
    const result = await rpc('people.find', { text: wanted });
    setBusy(false);
    if (result.ok && result.value !== null) onOpen(result.value.id);
    else setFound({ text: wanted, result });
  };
  return (
    <form noValidate onSubmit={(event) => void find(event)}>
      <div className="inline-form">
        <TextField
          label={words.label}
          hint={words.hint}
          value={text}
          error={problem}
          maxLength={320}
          onChange={(typed) => {
            setText(typed);
            setProblem(null);
          }}
        />
        <Button type="submit" isLoading={busy}>
          {words.find}
        </Button>
      </div>
      {found?.result.ok === false && <SaveError error={found.result.error} />}
      {found?.result.ok === true && (
        <Message
          kind="info"
          title={words.none(found.text)}
          {...(found.text.includes('@') ? { actions: <Button onClick={() => onAdd(found.text)}>{words.addThem}</Button> } : {})}
        >
          <p>{words.noneText}</p>
        </Message>
      )}
    </form>
  );
}
