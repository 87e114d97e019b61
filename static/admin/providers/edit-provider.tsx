import { type FormEvent, useState } from 'react';
import type { ConnectionView } from '#contract/rpc/admin';
import { formatDate } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { useNavigation } from '../state/navigation.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { AssuranceFields } from './assurance-fields.tsx';
import { BackToList } from './back-to-list.tsx';
import { DomainProofs } from './domain-proofs.tsx';
import type { Received } from './example/received.ts';
import { DomainFields, NameField, StateChoice } from './fields.tsx';
import { formOf } from './form/draft.ts';
import { labelsOf } from './form/labels.ts';
import { vendorName } from './form/provider-form.ts';
import { untilFound } from './form/to-be-proven.ts';
import { Guide } from './guide.tsx';
import { MappingExample } from './mapping-example.tsx';
import { MappingFields } from './mapping-fields.tsx';
import { MergeNote } from './merge-note.tsx';
import { MetadataChanges } from './metadata-changes.tsx';
import { MoreOptions } from './more-options.tsx';
import { OurValues, oursIntro } from './our-values.tsx';
import { ProviderTests } from './provider-tests.tsx';
import { ProviderValues } from './provider-values.tsx';
import { shownPaths } from './steps.ts';
import { useProviderForm } from './use-provider-form.ts';

const words = en.editor;

/** One stored connection on one page. `connection` follows what is saved; the form keeps what is typed. */
export function EditProvider({ connection }: { connection: ConnectionView }) {
  const { leave } = useNavigation();
  const [opened] = useState(connection);
  const { form, dirty, change, problems, busy, error, merge, submit, reset, reloadBelow } = useProviderForm(formOf(connection), false);
  const [received, setReceived] = useState<Received | null>(null);
  const fields = { form, problems, change };
  const setAt = secretSetAt(connection);
  const secretHint = setAt === null ? words.clientSecretHint : words.clientSecretSet(formatDate(setAt));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await submit()) !== null)
      leave({ page: 'providers', view: 'list' }, `${words.changed(form.name)}${untilFound(form, formOf(connection))}`);
  };
  return (
    <Page title={words.editTitle(opened.name)} back={<BackToList />}>
      <form ref={problems.form} noValidate onSubmit={(event) => void save(event)}>
        <SaveError error={error} elsewhere={problems.elsewhere(shownPaths)} onReload={() => void reloadBelow()} />
        {merge !== null && (
          <MergeNote
            taken={[...labelsOf(form, merge.taken), ...(setAt === secretSetAt(opened) ? [] : [words.clientSecret])]}
            both={labelsOf(form, merge.both)}
          />
        )}
        <Section title={words.aboutTitle}>
          <NameField {...fields} />
          <StateChoice form={form} change={change} />
        </Section>
        <Section title={words.testTitle} intro={words.checkText}>
          <ProviderTests form={form} onReceived={setReceived} />
        </Section>
        {(form.protocol === 'saml' || form.protocol === 'oidc') && <MetadataChanges connection={connection.id} />}
        <Section title={connectionWords.ours.title} {...oursIntro(form)}>
          <OurValues form={form} isStored />
          <MoreOptions label={words.registerTitle[form.protocol](vendorName(form.preset))} wrong={false}>
            <Guide form={form} />
          </MoreOptions>
        </Section>
        <ProviderValues {...fields} secretHint={secretHint} withIssuer />
        {form.protocol !== 'email-code' && (
          <Section title={connectionWords.mapping.title} intro={connectionWords.mapping.intro}>
            <MappingFields {...fields} />
            <MappingExample form={form} received={received} />
          </Section>
        )}
        <AssuranceFields {...fields} />
        <Section title={words.domainsTitle} intro={words.domainsText}>
          <DomainFields {...fields} proofs={<DomainProofs connection={connection.id} />} />
        </Section>
        <FormBar dirty={dirty} busy={busy} onCancel={() => reset()} />
      </form>
    </Page>
  );
}

/** When the secret was entered, in epoch milliseconds; null where there is none. */
function secretSetAt(connection: ConnectionView): number | null {
  return 'clientSecretSetAt' in connection ? connection.clientSecretSetAt : null;
}
