import { en } from '../i18n/en.ts';
import type { Problems } from '../state/use-problems.ts';
import { Choices } from '../ui/choices.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { needsSecret, type ProviderForm, variantOf, withAnswer, withName } from './provider-form.ts';

/** Every group of fields gets the form, the mistakes and a way to change something. */
export interface FieldsProps {
  readonly form: ProviderForm;
  readonly problems: Problems;
  /** `path` is the field that changed: what was said about it no longer counts. */
  readonly change: (form: ProviderForm, path: string) => void;
}

const words = en.editor;

export function BasicFields({ form, problems, change }: FieldsProps) {
  return (
    <>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={form.name}
        error={problems.at('/connection/name')}
        onChange={(name) => change(withName(form, name), '/connection/name')}
      />
      <TextField
        label={words.id}
        hint={words.idHint}
        value={form.id}
        error={problems.at('/connection/id')}
        monospaced
        onChange={(id) => change({ ...form, id, idTyped: true }, '/connection/id')}
      />
    </>
  );
}

/** The vendor's own questions, which together make the issuer. */
export function QuestionFields({ form, problems, change }: FieldsProps) {
  const { questions } = variantOf(form.preset);
  return (
    <>
      {questions.map(({ name, label, hint }, index) => (
        <TextField
          key={name}
          label={label}
          hint={hint}
          value={form.answers[name] ?? ''}
          error={problems.at(`/answers/${name}`) ?? (index === 0 ? problems.at('/connection/issuer') : null)}
          onChange={(answer) => change(withAnswer(form, name, answer), `/answers/${name}`)}
        />
      ))}
    </>
  );
}

export function CredentialFields({ form, problems, change, secretHint }: FieldsProps & { readonly secretHint: string }) {
  return (
    <>
      <TextField
        label={words.clientId}
        value={form.clientId}
        error={problems.at('/connection/clientId')}
        monospaced
        onChange={(clientId) => change({ ...form, clientId }, '/connection/clientId')}
      />
      {needsSecret(form) && (
        <TextField
          label={words.clientSecret}
          hint={secretHint}
          type="password"
          value={form.newClientSecret}
          error={problems.at('/connection/newClientSecret')}
          onChange={(newClientSecret) => change({ ...form, newClientSecret }, '/connection/newClientSecret')}
        />
      )}
    </>
  );
}

export function DomainFields({ form, problems, change }: FieldsProps) {
  return (
    <>
      <Choices
        legend={words.domainsTitle}
        quietLegend
        choices={[
          { value: 'list', label: words.domainList, hint: words.domainListHint },
          { value: 'any-unclaimed', label: words.domainAny, hint: words.domainAnyHint },
        ]}
        value={form.domainMode}
        error={null}
        onChange={(domainMode) => change({ ...form, domainMode }, '/connection/emailTrust')}
      />
      {form.domainMode === 'list' && (
        <TextArea
          label={words.domainField}
          hint={words.domainFieldHint}
          rows={3}
          value={form.domainLines}
          error={problems.at('/connection/domains')}
          onChange={(domainLines) => change({ ...form, domainLines }, '/connection/domains')}
        />
      )}
      <Choices
        legend={words.trustTitle}
        choices={[
          { value: 'verified', label: words.trustVerified, hint: words.trustVerifiedHint },
          { value: 'authoritative', label: words.trustAuthoritative, hint: words.trustAuthoritativeHint },
        ]}
        value={form.emailTrust}
        error={problems.at('/connection/emailTrust')}
        onChange={(emailTrust) => change({ ...form, emailTrust }, '/connection/emailTrust')}
      />
    </>
  );
}
