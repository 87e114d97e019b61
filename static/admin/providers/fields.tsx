import type { ReactNode } from 'react';
import { isPublicMailDomain } from '#contract/settings/public-mail-domains';
import { en } from '../i18n/en.ts';
import { upkeepTexts as upkeep } from '../i18n/upkeep.ts';
import type { Problems } from '../state/use-problems.ts';
import { Choices } from '../ui/choices.tsx';
import { Message } from '../ui/message.tsx';
import { SecretField } from '../ui/secret-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { UrlField } from '../ui/url-field.tsx';
import { calledThere, needsSecret, type ProviderForm, variantOf, withAnswer, withName } from './form/provider-form.ts';
import { domainsOf } from './form/texts.ts';

/** Every group of fields gets the form, the mistakes and a way to change something. */
export interface FieldsProps {
  readonly form: ProviderForm;
  readonly problems: Problems;
  /** `path` is the field that changed: what was said about it no longer counts. */
  readonly change: (form: ProviderForm, path: string) => void;
}

const words = en.editor;

export function NameField({ form, problems, change }: FieldsProps) {
  return (
    <TextField
      label={words.name}
      hint={words.nameHint}
      value={form.name}
      error={problems.at('/connection/name')}
      onChange={(name) => change(withName(form, name), '/connection/name')}
    />
  );
}

export function BasicFields({ form, problems, change }: FieldsProps) {
  return (
    <>
      <NameField form={form} problems={problems} change={change} />
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

/** The vendor's own questions, which together make its addresses. */
export function QuestionFields({ form, problems, change }: FieldsProps) {
  const { questions } = variantOf(form);
  return (
    <>
      {questions.map(({ name, label, hint, pattern }, index) => {
        const asked = {
          label,
          hint,
          value: form.answers[name] ?? '',
          error: problems.at(`/answers/${name}`) ?? (index === 0 ? problems.at('/connection/issuer') : null),
          onChange: (answer: string) => change(withAnswer(form, name, answer), `/answers/${name}`),
        };
        return pattern.startsWith('^https?') ? <UrlField key={name} {...asked} /> : <TextField key={name} {...asked} />;
      })}
    </>
  );
}

/** Client and secret, under the names that the vendor's own pages have for them. */
export function CredentialFields({ form, problems, change, secretHint }: FieldsProps & { readonly secretHint: string }) {
  const variant = variantOf(form);
  if (variant.protocol !== 'oidc' && variant.protocol !== 'oauth2') return null;
  const idHint = calledThere(form.preset, words.clientId, variant.fieldNames.clientId);
  const secretName = calledThere(form.preset, words.clientSecret, variant.fieldNames.clientSecret);
  return (
    <>
      <TextField
        label={words.clientId}
        {...(idHint === null ? {} : { hint: idHint })}
        value={form.clientId}
        error={problems.at('/connection/clientId')}
        monospaced
        onChange={(clientId) => change({ ...form, clientId }, '/connection/clientId')}
      />
      {needsSecret(form) && (
        <>
          <SecretField
            label={words.clientSecret}
            hint={secretName === null ? secretHint : `${secretName} ${secretHint}`}
            value={form.newClientSecret}
            error={problems.at('/connection/newClientSecret')}
            onChange={(newClientSecret) => change({ ...form, newClientSecret }, '/connection/newClientSecret')}
          />
          <TextField
            label={upkeep.secretEnds}
            hint={upkeep.secretEndsHint}
            type="date"
            value={form.clientSecretExpiresOn}
            error={problems.at('/connection/clientSecretExpiresOn')}
            onChange={(clientSecretExpiresOn) => change({ ...form, clientSecretExpiresOn }, '/connection/clientSecretExpiresOn')}
          />
        </>
      )}
    </>
  );
}

interface DomainFieldsProps extends FieldsProps {
  /** The records that prove the domains, where they are known. */
  readonly proofs?: ReactNode;
}

export function DomainFields({ form, problems, change, proofs }: DomainFieldsProps) {
  // Only an OpenID provider and one of plain OAuth 2.0 can say of an address that it was checked.
  const mayTakeAny = form.protocol === 'oidc' || form.protocol === 'oauth2';
  return (
    <>
      {mayTakeAny && (
        <Choices
          legend={words.domainsLegend}
          quietLegend
          choices={[
            { value: 'list', label: words.domainList, hint: words.domainListHint },
            { value: 'any-unclaimed', label: words.domainAny, hint: words.domainAnyHint },
          ]}
          value={form.domainMode}
          error={null}
          onChange={(domainMode) => change({ ...form, domainMode }, '/connection/emailTrust')}
        />
      )}
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
      {form.domainMode === 'list' && <PublicDomains form={form} />}
      {form.domainMode === 'list' && (
        <Choices
          legend={upkeep.proof}
          choices={[
            { value: 'statement', label: upkeep.proofStatement, hint: upkeep.proofStatementHint },
            { value: 'dns', label: upkeep.proofDns, hint: upkeep.proofDnsHint },
          ]}
          value={form.domainProof}
          error={null}
          onChange={(domainProof) => change({ ...form, domainProof }, '/connection/domains')}
        />
      )}
      {form.domainMode === 'list' && form.domainProof === 'dns' && proofs}
      {mayTakeAny && (
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
      )}
    </>
  );
}

function PublicDomains({ form }: Pick<FieldsProps, 'form'>) {
  const found = domainsOf(form.domainLines).filter(isPublicMailDomain).join(', ');
  if (found === '') return null;
  return <Message kind="warning">{form.protocol === 'email-code' ? words.publicDomainsByCode(found) : words.publicDomains(found)}</Message>;
}

export function StateChoice({ form, change }: Pick<FieldsProps, 'form' | 'change'>) {
  return (
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
  );
}
