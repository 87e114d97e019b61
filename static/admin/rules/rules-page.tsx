import type { FormEvent } from 'react';
import { PolicySettings } from '#contract/settings/policy';
import { problemsOf } from '#contract/settings/shape';
import { en } from '../i18n/en.ts';
import { changedFields } from '../state/changed-fields.ts';
import { useOverview } from '../state/overview.tsx';
import { useForm } from '../state/use-form.ts';
import { Choices } from '../ui/choices.tsx';
import { ConflictNote } from '../ui/conflict-note.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';

const presets = ['recommended', 'only-without', 'everybody', 'nist-aal2', 'strict', 'nobody'] as const;

/** *Sign-in rules*: who is asked for a second factor. */
export function RulesPage() {
  const { overview } = useOverview();
  const form = useForm({
    saved: overview.policy,
    call: 'policy.save',
    request: (policy, expectRevision) => ({ policy, expectRevision }),
    check: (policy) => problemsOf(PolicySettings, policy).map(({ path, message }) => ({ path: `/policy${path}`, message })),
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await form.submit();
  };
  return (
    <Page title={en.rules.title} intro={en.rules.intro}>
      <form ref={form.problems.form} noValidate onSubmit={(event) => void submit(event)}>
        <SaveError error={form.error} elsewhere={form.problems.elsewhere(['/policy/preset'])} onReload={() => void form.reloadBelow()} />
        {form.conflicted && <ConflictNote fields={changedFields(form.base, overview.policy, en.rules.fields)} />}
        {form.done && <Message kind="success">{en.rules.savedText}</Message>}
        <Choices
          legend={en.rules.legend}
          choices={[
            ...presets.map((preset) => ({
              value: preset,
              ...en.rules.presets[preset],
              ...(preset === 'recommended' && { badge: <Lozenge kind="info">{en.rules.recommended}</Lozenge> }),
            })),
            ...(form.base.preset === 'own' ? [{ value: 'own' as const, ...en.rules.presets.own }] : []),
          ]}
          value={form.value.preset}
          error={form.problems.at('/policy/preset')}
          // Rules of one's own are kept while somebody looks at the other choices.
          onChange={(preset) => form.change(preset === 'own' ? form.base : { preset }, '/policy/preset')}
        />
        <FormBar dirty={form.dirty} busy={form.busy} onCancel={form.reset} />
      </form>
    </Page>
  );
}
