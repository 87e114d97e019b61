import type { FormEvent } from 'react';
import { rulesOf } from '#contract/presets/policies';
import type { RpcError } from '#contract/rpc/result';
import type { SecondFactorState } from '#contract/rpc/second-factor';
import { methodKinds } from '#contract/settings/methods';
import type { PolicySettings } from '#contract/settings/policy';
import { secondFactor } from '../../i18n/second-factor.ts';
import { changedFields } from '../../state/changed-fields.ts';
import { useOverview } from '../../state/overview.tsx';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { FormBar } from '../../ui/form-bar.tsx';
import { Message } from '../../ui/message.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Section } from '../../ui/page.tsx';
import { SaveError } from '../../ui/save-error.tsx';
import { StateLozenge } from '../state-lozenge.tsx';
import type { MethodsForm } from '../use-second-factor-forms.ts';
import { MethodCard } from './method-card.tsx';
import { NetworkFields } from './network-fields.tsx';

const words = secondFactor;

interface MethodsTabProps {
  readonly form: MethodsForm;
  readonly broker: { readonly state: SecondFactorState | null; readonly error: RpcError | null };
  /** The policy as it stands on the page: what it names cannot simply go. */
  readonly policy: PolicySettings;
}

/** *Methods and networks*: what people may use, how long things are remembered, and networks with names. */
export function MethodsTab({ form, broker, policy }: MethodsTabProps) {
  const { overview } = useOverview();
  const { value, base, problems, change } = form;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await form.submit();
  };
  return (
    <form ref={problems.form} noValidate onSubmit={(event) => void submit(event)}>
      <Section title={words.method.title} intro={words.method.intro}>
        <StateLozenge dirty={form.dirty} />
        <SaveError error={form.error} elsewhere={problems.elsewhere(['/secondFactor'])} onReload={() => void form.reloadBelow()} />
        {form.conflicted && <ConflictNote fields={changedFields(base, overview.secondFactor, words.settingsFields)} />}
        {form.done && <Message kind="success">{words.methodsSaved}</Message>}
        {broker.error !== null && (
          <Message kind="warning" title={words.method.stateUnknown}>
            {broker.error.text}
          </Message>
        )}
        <ul className="method-list">
          {methodKinds.map((kind) => (
            <MethodCard
              key={kind}
              kind={kind}
              methods={value.methods}
              broker={broker.state}
              problemAt={(below) => problems.at(`/secondFactor/methods/${kind}/${below}`)}
              onChange={(methods, below) => change({ ...value, methods }, `/secondFactor/methods/${kind}/${below}`)}
            />
          ))}
        </ul>
      </Section>
      <Section title={words.memory.title}>
        <div className="field-pair">
          <NumberField
            label={words.memory.rememberDays}
            hint={words.memory.rememberHint}
            value={value.rememberDays}
            error={problems.at('/secondFactor/rememberDays')}
            onChange={(rememberDays) => change({ ...value, rememberDays }, '/secondFactor/rememberDays')}
          />
          <NumberField
            label={words.memory.graceDays}
            hint={words.memory.graceHint}
            value={value.graceDays}
            error={problems.at('/secondFactor/graceDays')}
            onChange={(graceDays) => change({ ...value, graceDays }, '/secondFactor/graceDays')}
          />
        </div>
      </Section>
      <Section title={words.networks.title} intro={words.networks.intro}>
        <NetworkFields
          networks={value.networks}
          saved={overview.secondFactor.networks}
          rules={rulesOf(policy)}
          problemAt={(below) => problems.at(`/secondFactor/networks/${below}`)}
          onChange={(networks, below) => change({ ...value, networks }, `/secondFactor/networks${below}`)}
        />
      </Section>
      <FormBar dirty={form.dirty} busy={form.busy} onCancel={form.reset} />
    </form>
  );
}
