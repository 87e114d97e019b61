import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { Section } from '../ui/page.tsx';
import { CredentialFields, type FieldsProps } from './fields.tsx';
import { ImportPanel } from './import/import-panel.tsx';
import { OAuth2Options } from './oauth2-fields.tsx';
import { IssuerField, OidcOptions } from './oidc-fields.tsx';
import { SamlOptions, SamlProviderFields } from './saml-fields.tsx';

interface ProviderValuesProps extends FieldsProps {
  readonly secretHint: string;
  /** The issuer has a field here: it is not made of answers to the vendor's questions. */
  readonly withIssuer: boolean;
}

/** What the provider gives: by import, by hand, and the options of its protocol. */
export function ProviderValues({ secretHint, withIssuer, ...fields }: ProviderValuesProps) {
  const { form, change } = fields;
  switch (form.protocol) {
    case 'saml':
      return (
        <>
          <ImportPanel form={form} change={change} />
          <Section title={connectionWords.saml.title}>
            <SamlProviderFields {...fields} />
            <SamlOptions {...fields} />
          </Section>
        </>
      );
    case 'oidc':
      return (
        <>
          {!form.oidc.byHand && <ImportPanel form={form} change={change} />}
          <Section title={en.editor.credentialsTitle}>
            {withIssuer && <IssuerField {...fields} />}
            <CredentialFields {...fields} secretHint={secretHint} />
            <OidcOptions {...fields} />
          </Section>
        </>
      );
    case 'oauth2':
      return (
        <Section title={en.editor.credentialsTitle}>
          <CredentialFields {...fields} secretHint={secretHint} />
          <OAuth2Options {...fields} />
        </Section>
      );
    case 'email-code':
      return null;
    default:
      return form.protocol satisfies never;
  }
}
