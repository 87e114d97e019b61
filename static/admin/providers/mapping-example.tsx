import Button from '@atlaskit/button/new';
import { useEffect, useId, useState } from 'react';
import type { Compile } from '#contract/mapping/patterned';
import { connectionWords } from '../i18n/en-connections.ts';
import { Message } from '../ui/message.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { type Person, personIn, type Refused } from './example/person.ts';
import { readExample } from './example/read-example.ts';
import { exampleOf, type Received } from './example/received.ts';
import { sampleFor } from './example/samples.ts';
import type { ProviderForm } from './form/provider-form.ts';

const words = connectionWords.example;

/** Who somebody would be: the mapping of the form, tried on an example while it is typed. */
export function MappingExample({ form, received }: { form: ProviderForm; received: Received | null }) {
  const id = useId();
  const [text, setText] = useState('');
  const compile = useCompile(text !== '');
  if (form.protocol === 'email-code') return null;
  const labels = {
    oidc: [words.oidc, words.oidcHint],
    saml: [words.saml, words.samlHint],
    oauth2: [words.oauth2, words.oauth2Hint],
  } as const;
  const [label, hint] = labels[form.protocol];
  const example = readExample(form.protocol, text);
  const wrong = example === 'unreadable' ? words.unreadable : example === 'not-an-object' ? words.notAnObject : null;
  return (
    <section className="example" aria-labelledby={id}>
      <h4 id={id}>{words.title}</h4>
      <p className="section-intro">{words.intro}</p>
      <TextArea label={label} hint={hint} rows={7} monospaced value={text} error={wrong} onChange={setText} />
      <div className="actions">
        {text === '' && <Button onClick={() => setText(sampleFor(form))}>{words.fill}</Button>}
        {received !== null && <Button onClick={() => setText(exampleOf(form, received))}>{words.fillReceived}</Button>}
      </div>
      {compile === 'failed' && <Message kind="warning">{words.notLoaded}</Message>}
      {typeof compile === 'function' && typeof example === 'object' && <Result person={tryOut(() => personIn(form, example, compile))} />}
    </section>
  );
}

/** The reader of expressions is a fifth of this page, so it is fetched when somebody needs it. */
function useCompile(wanted: boolean): Compile | 'failed' | null {
  const [compile, setCompile] = useState<Compile | 'failed' | null>(null);
  useEffect(() => {
    if (!wanted || compile !== null) return;
    import('#contract/settings/patterns').then(
      ({ compilePattern }) => setCompile(() => compilePattern),
      () => setCompile('failed'),
    );
  }, [wanted, compile]);
  return compile;
}

function tryOut(work: () => Person): Person | string {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function Result({ person }: { person: Person | string }) {
  if (typeof person === 'string') return <Message kind="warning">{words.pattern(person)}</Message>;
  if (!person.ok) return <Message kind="warning">{words.fault[person.fault]}</Message>;
  const { facts, subject, refused } = person;
  const rows: readonly (readonly [string, string])[] = [
    [
      words.email,
      facts.email === null ? words.missing : `${facts.email.address} (${facts.email.verified ? words.verified : words.unverified})`,
    ],
    [words.subject, subject ?? words.noSubject],
    [words.firstName, facts.firstName ?? words.missing],
    [words.lastName, facts.lastName ?? words.missing],
    [words.displayName, facts.displayName ?? words.missing],
    [words.groups, groupsText(facts.groups)],
    ...Object.entries(facts.attributes).map(([name, values]) => [name, values.join(', ')] as const),
  ];
  return (
    <div role="status">
      {refused !== null && <Message kind="warning">{refusedWords(refused)}</Message>}
      <dl className="facts" aria-label={words.result}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function groupsText(groups: readonly string[] | null): string {
  if (groups === null) return words.unknownGroups;
  return groups.length === 0 ? words.noGroups : groups.join(', ');
}

function refusedWords(refused: Refused): string {
  switch (refused.why) {
    case 'no-email':
      return words.noEmail;
    case 'no-subject':
      return words.noSubject;
    case 'not-verified':
      return words.mustBeVerified;
    case 'other-domain':
      return words.otherDomain(refused.domain);
    default:
      return refused satisfies never;
  }
}
