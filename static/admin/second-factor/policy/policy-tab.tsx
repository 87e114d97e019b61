import Button from '@atlaskit/button/new';
import { type FormEvent, useMemo, useState } from 'react';
import { type PolicyNames, policyNames } from '#contract/policy-words/names';
import { policyWarnings } from '#contract/policy-words/warnings';
import { rulesOf } from '#contract/presets/policies';
import type { Overview } from '#contract/rpc/admin';
import type { SecondFactorState } from '#contract/rpc/second-factor';
import type { PolicySettings } from '#contract/settings/policy';
import type { SecondFactorSettings } from '#contract/settings/second-factor';
import { formatDateTime } from '../../i18n/dates.ts';
import { secondFactor } from '../../i18n/second-factor.ts';
import { changedFields } from '../../state/changed-fields.ts';
import { useOverview } from '../../state/overview.tsx';
import { useSave } from '../../state/use-save.ts';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { FormBar } from '../../ui/form-bar.tsx';
import { Message } from '../../ui/message.tsx';
import { Section } from '../../ui/page.tsx';
import { SaveError } from '../../ui/save-error.tsx';
import { StateLozenge } from '../state-lozenge.tsx';
import type { PolicyForm } from '../use-second-factor-forms.ts';
import type { Nameable } from './condition-field.tsx';
import { PresetCards } from './preset-cards.tsx';
import { RulesEditor } from './rules-editor.tsx';
import { Switches } from './switches.tsx';

const words = secondFactor.rules;

interface PolicyTabProps {
  readonly form: PolicyForm;
  /** Methods and networks as they stand on the page. */
  readonly around: SecondFactorSettings;
  readonly broker: SecondFactorState | null;
}

/** *Who is asked*: a switch per application, the presets, and rules of one's own. */
export function PolicyTab({ form, around, broker }: PolicyTabProps) {
  const { overview } = useOverview();
  const names = useNames(around);
  const nameable = useNameable(overview, around);
  const { value, base, problems, change } = form;
  // Rules of one's own are kept while somebody looks at the presets.
  const [own, setOwn] = useState(base.preset === 'own' ? base : null);
  const choose = (preset: PolicySettings['preset']): void => {
    if (preset === value.preset) return;
    if (value.preset === 'own') setOwn(value);
    if (preset === 'own') change(own ?? { preset, rules: rulesOf(value) }, '/policy');
    else change({ preset }, '/policy');
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await form.submit();
  };
  const warnings = policyWarnings(rulesOf(value), {
    connections: overview.connections,
    parties: overview.parties,
    secondFactor: around,
    ready: broker?.ready ?? null,
    countries: broker?.countries ?? null,
  });
  return (
    <>
      <Switches />
      <form ref={problems.form} noValidate onSubmit={(event) => void submit(event)}>
        <Section title={words.title} intro={words.intro}>
          <StateLozenge dirty={form.dirty} />
          <SaveError error={form.error} elsewhere={problems.elsewhere(['/policy'])} onReload={() => void form.reloadBelow()} />
          {form.conflicted && <ConflictNote fields={changedFields(base, overview.policy, secondFactor.fields)} />}
          {form.done && <Message kind="success">{secondFactor.policySaved}</Message>}
          <UndoNote form={form} onUndone={() => setOwn(null)} />
          <PresetCards
            chosen={value.preset}
            hasOwn={own !== null}
            names={names}
            error={value.preset === 'own' ? null : problems.at('/policy')}
            onChoose={choose}
          />
          {value.preset !== 'own' && (
            <p className="make-own">
              <Button onClick={() => change({ preset: 'own', rules: rulesOf(value) }, '/policy')}>{words.makeOwn}</Button>{' '}
              <span className="subtle">{words.makeOwnHint}</span>
            </p>
          )}
        </Section>
        {value.preset === 'own' && (
          <Section title={secondFactor.editor.title}>
            <RulesEditor
              rules={value.rules}
              names={names}
              nameable={nameable}
              methods={around.methods}
              problemAt={problems.at}
              onChange={(rules, path) => change({ preset: 'own', rules }, path)}
            />
          </Section>
        )}
        {warnings.length > 0 && (
          <Message kind="warning" title={words.warnings}>
            <ul>
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Message>
        )}
        <FormBar dirty={form.dirty} busy={form.busy} onCancel={form.reset} />
      </form>
    </>
  );
}

/** The policy from before, one click away as long as nothing else is being written. */
function UndoNote({ form, onUndone }: { form: PolicyForm; onUndone: () => void }) {
  const { overview } = useOverview();
  const saver = useSave();
  const [undone, setUndone] = useState(false);
  const { policyBefore } = overview;
  const undo = async (): Promise<void> => {
    const after = await saver.save('policy.undo', { expectRevision: overview.saved.revision });
    if (after === null) return;
    form.adopt(after.policy);
    setUndone(true);
    onUndone();
  };
  return (
    <>
      <SaveError error={saver.error} />
      {undone && !form.dirty && !form.done && <Message kind="success">{words.undone}</Message>}
      {policyBefore !== null && !form.dirty && (
        <Message
          kind="info"
          title={words.undoTitle(secondFactor.presetName(policyBefore.preset), formatDateTime(policyBefore.at))}
          actions={
            <Button onClick={() => void undo()} isLoading={saver.busy}>
              {words.undo}
            </Button>
          }
        />
      )}
    </>
  );
}

/** Names as people know them, those of networks as they stand on the page. */
export function useNames({ networks }: Pick<SecondFactorSettings, 'networks'>): PolicyNames {
  const { connections, parties } = useOverview().overview;
  return useMemo(() => policyNames({ connections, parties, networks, portal: secondFactor.portal }), [connections, parties, networks]);
}

function useNameable({ connections, parties, portal }: Overview, { networks }: Pick<SecondFactorSettings, 'networks'>): Nameable {
  return useMemo(() => {
    const choices = (all: readonly { readonly id: string; readonly name: string }[]) =>
      all.map(({ id, name }) => ({ value: id, label: name }));
    return {
      connections: choices(connections),
      applications: [{ value: 'portal', label: portal.name }, ...choices(parties)],
      networks: choices(networks),
    };
  }, [connections, parties, portal, networks]);
}
