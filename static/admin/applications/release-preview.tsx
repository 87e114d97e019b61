import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { ExamplePerson, ReleasePreview as Preview, ToldFact } from '#contract/rpc/applications';
import type { RpcResult } from '#contract/rpc/result';
import { applications } from '../i18n/applications.ts';
import { problemWords } from '../i18n/problem-words.ts';
import { rpc } from '../rpc.ts';
import { useOverview } from '../state/overview.tsx';
import { CheckBox } from '../ui/check-box.tsx';
import { Message } from '../ui/message.tsx';
import { Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type ApplicationForm, partyOf, problemsIn } from './application-form.ts';
import { exampleOf, personOf, type TypedPerson, withConnection } from './example-person.ts';

const words = applications.preview;
/** After the last key, so that not every letter asks the broker. */
const pauseMs = 400;

/** Somebody made up, and what the application would be told of them: by the broker, with the rules of a sign-in. */
export function ReleasePreview({ form }: { form: ApplicationForm }) {
  const { overview } = useOverview();
  const [person, setPerson] = useState<TypedPerson | null>(() => exampleOf(overview.connections, form.primaryConnection));
  const [asked, setAsked] = useState(false);
  const problems = problemsIn(form, overview.connections);
  const { result, stale } = usePreview(asked && problems.length === 0 && person !== null, form, person);
  if (person === null)
    return (
      <Section title={words.title}>
        <p className="subtle">{words.noConnection}</p>
      </Section>
    );
  const connection = overview.connections.find(({ id }) => id === person.connection);
  const more = connection !== undefined && 'mapping' in connection ? connection.mapping.more : [];
  const change = (part: Partial<TypedPerson>) => setPerson({ ...person, ...part });
  return (
    <Section title={words.title} intro={words.text}>
      <div className="field-pair">
        <SelectField
          label={words.connection}
          value={person.connection}
          options={overview.connections.map(({ id, name }) => ({ value: id, label: name }))}
          error={null}
          onChange={(id) => setPerson(withConnection(person, overview.connections, id))}
        />
        <TextField label={words.email} value={person.email} error={null} onChange={(email) => change({ email })} />
        <TextField label={words.firstName} value={person.firstName} error={null} onChange={(firstName) => change({ firstName })} />
        <TextField label={words.lastName} value={person.lastName} error={null} onChange={(lastName) => change({ lastName })} />
        <TextField
          label={words.groups}
          hint={words.groupsHint}
          value={person.groups}
          error={null}
          onChange={(groups) => change({ groups })}
        />
        {more.map(({ name }) => (
          <TextField
            key={name}
            label={words.moreFact(name)}
            value={person.more[name] ?? ''}
            error={null}
            onChange={(value) => change({ more: { ...person.more, [name]: value } })}
          />
        ))}
      </div>
      <CheckBox label={words.emailVerified} checked={person.emailVerified} onChange={(emailVerified) => change({ emailVerified })} />
      <div className="actions importer-actions">
        <Button onClick={() => setAsked(true)}>{words.show}</Button>
      </div>
      {asked && problems.length > 0 && (
        <Message kind="warning" title={words.incomplete}>
          <ul>
            {[...new Set(problems.map(problemWords))].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Message>
      )}
      {asked && problems.length === 0 && (
        <>
          <p className="subtle" role="status">
            {stale ? words.stale : ''}
          </p>
          {result?.ok === true && <Told preview={result.value} />}
          {result?.ok === false && <SaveError error={result.error} elsewhere={result.error.problems.map(problemWords)} />}
        </>
      )}
    </Section>
  );
}

/** The preview of what stands in the form, anew a moment after each change. */
function usePreview(wanted: boolean, form: ApplicationForm, person: TypedPerson | null) {
  const [answer, setAnswer] = useState<{ readonly to: string; readonly result: RpcResult<Preview> } | null>(null);
  const request = person === null ? '' : JSON.stringify({ party: partyOf(form), person: personOf(person) });
  useEffect(() => {
    if (!wanted) return;
    let isCurrent = true;
    const { party, person: example } = JSON.parse(request) as { party: ReturnType<typeof partyOf>; person: ExamplePerson };
    const timer = setTimeout(() => {
      void rpc('party.preview', { party, person: example }).then((result) => isCurrent && setAnswer({ to: request, result }));
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [wanted, request]);
  return { result: answer?.result ?? null, stale: answer?.to !== request };
}

function Told({ preview }: { preview: Preview }) {
  const { refused, format, nameId, attributes } = preview;
  const facts = [nameId, ...attributes];
  return (
    <div className="told" role="status">
      {refused !== null && <Message kind="warning">{words.refused[refused]}</Message>}
      <dl className="facts" aria-label={words.result}>
        {facts.map((fact) => (
          <div key={fact.name ?? ''}>
            <dt>{fact.name ?? words.nameId}</dt>
            <dd>
              <Values fact={fact} />
              {fact.name === null && fact.values !== null && <p className="subtle">{words.format(format)}</p>}
              {fact.value === 'account-id' && fact.values !== null && <p className="subtle">{words.accountExample}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Values({ fact: { values, withheld } }: { fact: ToldFact }) {
  if (values === null || withheld !== null)
    return (
      <p className="left-out">
        {words.leftOut}
        {withheld === null ? '' : `: ${words.withheld[withheld]}`}
      </p>
    );
  if (values.length === 0) return <p className="subtle">{words.emptyList}</p>;
  return values.map((value) => (
    <p key={value}>
      <code>{value}</code>
    </p>
  ));
}
