import type { NameIdFormat } from '#contract/settings/saml';
import { connectionWords } from '../i18n/en-connections.ts';
import { CheckBox } from '../ui/check-box.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { UrlField } from '../ui/url-field.tsx';
import { CertificateFields } from './certificate-fields.tsx';
import type { FieldsProps } from './fields.tsx';
import { certificateWords } from './form/problems.ts';
import { calledThere, variantOf } from './form/provider-form.ts';
import type { SamlForm } from './form/saml-form.ts';
import { MoreOptions } from './more-options.tsx';

const words = connectionWords.saml;
const bindings = [
  { value: 'redirect', label: words.redirect },
  { value: 'post', label: words.post },
] as const;
const anyFormat = 'none-of-these';

export const samlProviderPaths = ['entityId', 'signOn', 'logout', 'certificates'].map((name) => `/connection/${name}`);
export const samlOptionPaths = [
  'metadata',
  'signRequests',
  'signed',
  'encryption',
  'allowSha1',
  'allowCbc',
  'nameIdFormat',
  'subject',
  'forceAuthn',
  'requestedContexts',
  'clockSkewSeconds',
  'loginFromProvider',
].map((name) => `/connection/${name}`);

function setterOf({ form, problems, change }: FieldsProps) {
  return {
    set: (changed: Partial<SamlForm>, path: string) => change({ ...form, saml: { ...form.saml, ...changed } }, `/connection/${path}`),
    at: (path: string) => problems.at(`/connection/${path}`),
  };
}

/** What names the provider, under the vendor's own names: usually filled in by the import. */
export function SamlProviderFields(props: FieldsProps) {
  const { form } = props;
  const { saml } = form;
  const { set, at } = setterOf(props);
  const variant = variantOf(form);
  const names = variant.protocol === 'saml' ? variant.fieldNames : null;
  const hint = (ours: string, theirs: string | null | undefined, more?: string) => {
    const said = [calledThere(form.preset, ours, theirs ?? null), more ?? null].filter((part) => part !== null);
    return said.length === 0 ? {} : { hint: said.join(' ') };
  };
  return (
    <>
      <TextField
        label={words.entityId}
        {...hint(words.entityId, names?.entityId)}
        value={saml.entityId}
        error={at('entityId')}
        monospaced
        onChange={(entityId) => set({ entityId }, 'entityId')}
      />
      <UrlField
        label={words.signOn}
        {...hint(words.signOn, names?.signOn)}
        value={saml.signOn.url}
        error={at('signOn')}
        onChange={(url) => set({ signOn: { ...saml.signOn, url } }, 'signOn')}
      />
      <SelectField
        label={words.binding}
        options={bindings}
        value={saml.signOn.binding}
        error={null}
        onChange={(binding) => set({ signOn: { ...saml.signOn, binding } }, 'signOn')}
      />
      <CertificateFields {...props} />
      <UrlField
        label={words.logout}
        {...hint(words.logout, names?.logout, words.logoutHint)}
        value={saml.logout.url}
        error={at('logout')}
        onChange={(url) => set({ logout: { ...saml.logout, url } }, 'logout')}
      />
      {saml.logout.url !== '' && (
        <SelectField
          label={words.logoutBinding}
          options={bindings}
          value={saml.logout.binding}
          error={null}
          onChange={(binding) => set({ logout: { ...saml.logout, binding } }, 'logout')}
        />
      )}
    </>
  );
}

export function SamlOptions(props: FieldsProps) {
  const { form, problems } = props;
  const { saml } = form;
  const { set, at } = setterOf(props);
  return (
    <MoreOptions wrong={samlOptionPaths.some((path) => problems.at(path) !== null)}>
      <UrlField
        label={words.metadataUrl}
        hint={words.metadataUrlHint}
        value={saml.metadataUrl}
        error={at('metadata/url')}
        onChange={(metadataUrl) => set({ metadataUrl }, 'metadata')}
      />
      {saml.metadataUrl !== '' && (
        <>
          <SelectField
            label={words.takeOver}
            options={[
              { value: 'certificates', label: words.takeOverCertificates },
              { value: 'everything', label: words.takeOverEverything },
            ]}
            value={saml.takeOver}
            error={at('metadata/takeOver')}
            onChange={(takeOver) => set({ takeOver }, 'metadata')}
          />
          <TextArea
            label={words.metadataSigner}
            hint={words.metadataSignerHint}
            rows={3}
            monospaced
            value={saml.metadataSigner}
            error={certificateWords(saml.metadataSigner) ?? at('metadata/signedBy')}
            onChange={(metadataSigner) => set({ metadataSigner }, 'metadata')}
          />
        </>
      )}
      <CheckBox
        label={words.signRequests}
        hint={words.signRequestsHint}
        checked={saml.signRequests}
        onChange={(signRequests) => set({ signRequests }, 'signRequests')}
      />
      <SelectField
        label={words.signed}
        options={(['either', 'assertion', 'response', 'both'] as const).map((value) => ({ value, label: words.signedOptions[value] }))}
        value={saml.signed}
        error={at('signed')}
        onChange={(signed) => set({ signed }, 'signed')}
      />
      <SelectField
        label={words.encryption}
        options={(['accepted', 'required', 'never'] as const).map((value) => ({ value, label: words.encryptionOptions[value] }))}
        value={saml.encryption}
        error={at('encryption')}
        onChange={(encryption) => set({ encryption }, 'encryption')}
      />
      {saml.encryption !== 'never' && (
        <CheckBox
          label={words.allowCbc}
          hint={words.allowCbcHint}
          checked={saml.allowCbc}
          onChange={(allowCbc) => set({ allowCbc }, 'allowCbc')}
        />
      )}
      <CheckBox
        label={words.allowSha1}
        hint={words.allowSha1Hint}
        checked={saml.allowSha1}
        onChange={(allowSha1) => set({ allowSha1 }, 'allowSha1')}
      />
      <SelectField
        label={words.nameIdFormat}
        options={[
          { value: anyFormat, label: words.nameIdOptions.none },
          ...(['persistent', 'email', 'unspecified'] as const).map((value) => ({ value, label: words.nameIdOptions[value] })),
        ]}
        value={saml.nameIdFormat ?? anyFormat}
        error={at('nameIdFormat')}
        onChange={(format: NameIdFormat | typeof anyFormat) => set({ nameIdFormat: format === anyFormat ? null : format }, 'nameIdFormat')}
      />
      <SelectField
        label={words.subject}
        options={[
          { value: 'name-id', label: words.subjectNameId },
          { value: 'attribute', label: words.subjectAttribute },
        ]}
        value={saml.subjectKind}
        error={null}
        onChange={(subjectKind) => set({ subjectKind }, 'subject')}
      />
      {saml.subjectKind === 'attribute' && (
        <TextField
          label={words.subjectAttributeName}
          hint={words.subjectAttributeHint}
          value={saml.subjectAttribute}
          error={at('subject')}
          monospaced
          onChange={(subjectAttribute) => set({ subjectAttribute }, 'subject')}
        />
      )}
      <CheckBox
        label={words.forceAuthn}
        hint={words.forceAuthnHint}
        checked={saml.forceAuthn}
        onChange={(forceAuthn) => set({ forceAuthn }, 'forceAuthn')}
      />
      <TextField
        label={words.contexts}
        hint={words.contextsHint}
        value={saml.requestedContexts}
        error={at('requestedContexts')}
        monospaced
        onChange={(requestedContexts) => set({ requestedContexts }, 'requestedContexts')}
      />
      <TextField
        label={words.clockSkew}
        value={saml.clockSkew}
        error={at('clockSkewSeconds')}
        onChange={(clockSkew) => set({ clockSkew }, 'clockSkewSeconds')}
      />
      <CheckBox
        label={words.fromProvider}
        hint={words.fromProviderHint}
        checked={saml.loginFromProvider}
        onChange={(loginFromProvider) => set({ loginFromProvider }, 'loginFromProvider')}
      />
    </MoreOptions>
  );
}
