import { OidcConnection } from '#contract/settings/connections/oidc';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { CheckBox } from '../ui/check-box.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { UrlField } from '../ui/url-field.tsx';
import type { FieldsProps } from './fields.tsx';
import { endpointNames, type OidcForm, optionalEndpoints } from './form/oidc-form.ts';
import { MoreOptions } from './more-options.tsx';

const words = en.editor;
const own = connectionWords.oidc;
const algorithms = OidcConnection.properties.idTokenAlgorithm.enum.map((value) => ({ value, label: value }));
const noPrompt = 'none-of-these';

export const oidcOptionPaths = ['scopes', 'idTokenAlgorithm', 'tokenEndpointAuth', 'acrValues', 'maxAgeSeconds', 'prompt', 'endpoints'].map(
  (name) => `/connection/${name}`,
);

export function IssuerField({ form, problems, change }: FieldsProps) {
  return (
    <UrlField
      label={words.issuer}
      hint={words.issuerHint}
      value={form.oidc.issuer}
      error={problems.at('/connection/issuer')}
      onChange={(issuer) => change({ ...form, oidc: { ...form.oidc, issuer } }, '/connection/issuer')}
    />
  );
}

export function OidcOptions({ form, problems, change }: FieldsProps) {
  const { oidc } = form;
  const set = (changed: Partial<OidcForm>, path: string) => change({ ...form, oidc: { ...oidc, ...changed } }, `/connection/${path}`);
  const at = (path: string) => problems.at(`/connection/${path}`);
  return (
    <MoreOptions wrong={oidcOptionPaths.some((path) => problems.at(path) !== null)}>
      <SelectField
        label={words.algorithm}
        options={algorithms}
        value={oidc.idTokenAlgorithm}
        error={at('idTokenAlgorithm')}
        onChange={(idTokenAlgorithm) => set({ idTokenAlgorithm }, 'idTokenAlgorithm')}
      />
      <SelectField
        label={words.tokenAuth}
        options={[
          { value: 'client_secret_basic', label: words.tokenAuthBasic },
          { value: 'client_secret_post', label: words.tokenAuthPost },
          { value: 'private_key_jwt', label: words.tokenAuthKey },
        ]}
        value={oidc.tokenEndpointAuth}
        error={at('tokenEndpointAuth')}
        onChange={(tokenEndpointAuth) => set({ tokenEndpointAuth }, 'tokenEndpointAuth')}
      />
      <TextField
        label={words.scopes}
        hint={words.scopesHint}
        value={oidc.scopes}
        error={at('scopes')}
        monospaced
        onChange={(scopes) => set({ scopes }, 'scopes')}
      />
      <TextField
        label={words.acrValues}
        hint={words.acrValuesHint}
        value={oidc.acrValues}
        error={at('acrValues')}
        monospaced
        onChange={(acrValues) => set({ acrValues }, 'acrValues')}
      />
      <TextField
        label={words.maxAge}
        hint={words.maxAgeHint}
        value={oidc.maxAge}
        error={at('maxAgeSeconds')}
        onChange={(maxAge) => set({ maxAge }, 'maxAgeSeconds')}
      />
      <SelectField
        label={words.prompt}
        options={[
          { value: noPrompt, label: words.promptNone },
          { value: 'login', label: words.promptLogin },
          { value: 'select_account', label: words.promptAccount },
          { value: 'consent', label: words.promptConsent },
        ]}
        value={oidc.prompt ?? noPrompt}
        error={at('prompt')}
        onChange={(prompt) => set({ prompt: prompt === noPrompt ? null : prompt }, 'prompt')}
      />
      <CheckBox
        label={own.fromProvider}
        hint={own.fromProviderHint}
        checked={oidc.loginFromProvider}
        onChange={(loginFromProvider) => set({ loginFromProvider }, 'loginFromProvider')}
      />
      <CheckBox
        label={own.backChannel}
        hint={own.backChannelHint}
        checked={oidc.backChannelLogout}
        onChange={(backChannelLogout) => set({ backChannelLogout }, 'backChannelLogout')}
      />
      <CheckBox label={own.byHand} hint={own.byHandHint} checked={oidc.byHand} onChange={(byHand) => set({ byHand }, 'endpoints')} />
      {oidc.byHand &&
        endpointNames.map((name) => (
          <UrlField
            key={name}
            label={own.endpoints[name]}
            {...(optionalEndpoints.includes(name) ? { hint: own.optional } : {})}
            value={oidc.endpoints[name]}
            error={at(`endpoints/${name}`)}
            onChange={(url) => set({ endpoints: { ...oidc.endpoints, [name]: url } }, `endpoints/${name}`)}
          />
        ))}
    </MoreOptions>
  );
}
