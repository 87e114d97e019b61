import { type FormEvent, useState } from 'react';
import { formatDate } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { changedFields } from '../state/changed-fields.ts';
import { useNavigation } from '../state/navigation.tsx';
import { Choices } from '../ui/choices.tsx';
import { ConflictNote } from '../ui/conflict-note.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { TextField } from '../ui/text-field.tsx';
import { BackToList } from './back-to-list.tsx';
import { CredentialFields, DomainFields } from './fields.tsx';
import { Guide } from './guide.tsx';
import { ProtocolFields } from './protocol-fields.tsx';
import { draftOf, formOf, type OidcView, vendorName, withName } from './provider-form.ts';
import { ProviderTest } from './provider-test.tsx';
import { RedirectUri } from './redirect-uri.tsx';
import { shownPaths } from './steps.ts';
import { useProviderForm } from './use-provider-form.ts';

const words = en.editor;

/** One stored connection on one page. `connection` follows what is saved; the form keeps what is typed. */
export function EditProvider({ connection }: { connection: OidcView }) {
  const { leave } = useNavigation();
  const [opened] = useState(connection);
  const { form, dirty, change, problems, busy, error, conflicted, submit, reset, reloadBelow } = useProviderForm(formOf(connection), false);
  const fields = { form, problems, change };
  const { clientSecretSetAt } = connection;
  const secretHint = clientSecretSetAt === null ? words.clientSecretHint : words.clientSecretSet(formatDate(clientSecretSetAt));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await submit()) !== null) leave({ page: 'providers', view: 'list' }, words.changed(form.name));
  };
  return (
    <Page title={words.editTitle(opened.name)} back={<BackToList />}>
      <form ref={problems.form} noValidate onSubmit={(event) => void save(event)}>
        <SaveError error={error} elsewhere={problems.elsewhere(shownPaths)} onReload={() => void reloadBelow()} />
        {conflicted && <ConflictNote fields={changedFields(opened, connection, words.fields)} />}
        <Section title={words.aboutTitle}>
          <TextField
            label={words.name}
            hint={words.nameHint}
            value={form.name}
            error={problems.at('/connection/name')}
            onChange={(name) => change(withName(form, name), '/connection/name')}
          />
          <TextField
            label={words.issuer}
            hint={words.issuerHint}
            value={form.issuer}
            error={problems.at('/connection/issuer')}
            onChange={(issuer) => change({ ...form, issuer }, '/connection/issuer')}
          />
          <ProviderTest connection={draftOf(form)} />
          <Choices
            legend={words.state}
            choices={[
              { value: 'on', label: en.common.on, hint: words.enabled },
              { value: 'off', label: en.common.off, hint: words.enabledHint },
            ]}
            value={form.enabled ? 'on' : 'off'}
            error={null}
            onChange={(state) => change({ ...form, enabled: state === 'on' }, '/connection/enabled')}
          />
        </Section>
        <Section title={words.credentialsTitle}>
          <RedirectUri id={connection.id} />
          <details className="details">
            <summary>{words.registerTitle(vendorName(form.preset))}</summary>
            <Guide form={form} />
          </details>
          <CredentialFields {...fields} secretHint={secretHint} />
          <ProtocolFields {...fields} />
        </Section>
        <Section title={words.domainsTitle} intro={words.domainsText}>
          <DomainFields {...fields} />
        </Section>
        <FormBar dirty={dirty} busy={busy} onCancel={() => reset()} />
      </form>
    </Page>
  );
}
