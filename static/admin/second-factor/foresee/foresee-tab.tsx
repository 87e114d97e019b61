import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { everydayPerson, preparedPeople } from '#contract/presets/described-people';
import type { RpcError } from '#contract/rpc/result';
import { type DescribedPerson, type Foreseen, PolicyDraft } from '#contract/rpc/second-factor';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { problemWords } from '../../i18n/problem-words.ts';
import { secondFactor } from '../../i18n/second-factor.ts';
import { rpc } from '../../rpc.ts';
import { useOverview } from '../../state/overview.tsx';
import { useProblems } from '../../state/use-problems.ts';
import { Choices } from '../../ui/choices.tsx';
import { Message } from '../../ui/message.tsx';
import { Section } from '../../ui/page.tsx';
import { SaveError } from '../../ui/save-error.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { SlowNote } from '../../ui/slow-note.tsx';
import { useNames } from '../policy/policy-tab.tsx';
import type { SecondFactorForms } from '../use-second-factor-forms.ts';
import { ForeseenResult } from './foreseen-result.tsx';
import { PersonFields } from './person-fields.tsx';

const words = secondFactor.foresee;

/** What was asked, with what came of it: an answer to an older question is told to be one. */
interface Answer {
  readonly question: string;
  readonly person: DescribedPerson;
  readonly foreseen: Foreseen;
}

/** *What would happen to …*: somebody described, and the way of their sign-in by rules that may not be saved yet. */
export function ForeseeTab({ forms, countriesBy }: { forms: SecondFactorForms; countriesBy: string | null }) {
  const { overview } = useOverview();
  const [first] = overview.connections;
  const [prepared, setPrepared] = useState<string>(preparedPeople[0]?.id ?? '');
  const [person, setPerson] = useState(() => describe(preparedPeople[0]?.id ?? '', blank(overview.connections)));
  const isDraft = forms.policy.dirty || forms.secondFactor.dirty;
  const [which, setWhich] = useState<'draft' | 'saved'>('draft');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [unfinished, setUnfinished] = useState<readonly Problem[]>([]);
  const problems = useProblems();
  const names = useNames(forms.secondFactor.value);
  const draft: PolicyDraft =
    isDraft && which === 'draft'
      ? { policy: forms.policy.value, secondFactor: forms.secondFactor.value }
      : { policy: overview.policy, secondFactor: overview.secondFactor };
  const question = JSON.stringify({ person, draft });

  if (first === undefined)
    return (
      <Section title={words.title}>
        <Message kind="info">{words.noConnection}</Message>
      </Section>
    );
  const ask = async (): Promise<void> => {
    setError(null);
    problems.show([]);
    const wrong = problemsOf(PolicyDraft, draft);
    setUnfinished(wrong);
    if (wrong.length > 0) return setAnswer(null);
    setBusy(true);
    const result = await rpc('second-factor.foresee', { person, draft });
    setBusy(false);
    if (result.ok) return setAnswer({ question, person, foreseen: result.value });
    setAnswer(null);
    setError(result.error);
    problems.show(result.error.problems);
  };
  const take = (id: string): void => {
    setPrepared(id);
    if (id !== '')
      setPerson(describe(id, { ...blank(overview.connections), connection: person.connection, application: person.application }));
  };
  const chosen = preparedPeople.find(({ id }) => id === prepared);
  return (
    <form
      ref={problems.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <Section title={words.title} intro={words.intro}>
        {isDraft && (
          <Choices
            legend={words.which}
            choices={[
              { value: 'draft', label: words.whichDraft },
              { value: 'saved', label: words.whichSaved },
            ]}
            value={which}
            error={null}
            onChange={setWhich}
          />
        )}
        <SelectField
          label={words.prepared}
          value={prepared}
          options={[...preparedPeople.map(({ id, label }) => ({ value: id, label })), { value: '', label: words.preparedChoose }]}
          error={null}
          {...(chosen === undefined ? {} : { hint: chosen.text })}
          onChange={take}
        />
        <details className="details">
          <summary>{words.describe}</summary>
          <PersonFields
            person={person}
            problemAt={(below) => problems.at(`/person/${below}`)}
            onChange={(next) => {
              setPrepared('');
              setPerson(next);
            }}
          />
        </details>
        <p className="form-bar">
          <Button type="submit" appearance="primary" isLoading={busy}>
            {words.ask}
          </Button>
          {answer !== null && answer.question !== question && <span className="form-note">{words.again}</span>}
        </p>
        <SlowNote busy={busy} />
        {unfinished.length > 0 && (
          <Message kind="warning" title={words.unfinishedTitle}>
            <p>{words.unfinished}</p>
            <ul>
              {[...new Set(unfinished.map(problemWords))].map((said) => (
                <li key={said}>{said}</li>
              ))}
            </ul>
          </Message>
        )}
        <SaveError error={error} elsewhere={problems.elsewhere(['/person'])} />
      </Section>
      {answer !== null && <ForeseenResult {...answer} names={names} countriesBy={countriesBy} />}
    </form>
  );
}

/** Somebody of the first connection that is on. */
function blank(connections: readonly { readonly id: string; readonly enabled: boolean; readonly domains: unknown }[]): DescribedPerson {
  const connection = connections.find(({ enabled }) => enabled) ?? connections[0];
  return everydayPerson(connection?.id ?? '', firstDomain(connection?.domains), 'portal');
}

function firstDomain(domains: unknown): string | null {
  const { list } = (domains ?? {}) as { readonly list?: readonly string[] };
  return list?.[0] ?? null;
}

function describe(id: string, base: DescribedPerson): DescribedPerson {
  return { ...base, ...preparedPeople.find((each) => each.id === id)?.person };
}
