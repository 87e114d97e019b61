import { OidcConnection } from '#contract/settings/connections/oidc';
import { en } from '../i18n/en.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { FieldsProps } from './fields.tsx';
import { claimNames } from './provider-form.ts';

const words = en.editor;
const algorithms = OidcConnection.properties.idTokenAlgorithm.enum.map((value) => ({ value, label: value }));
const paths = ['scopes', 'mapping', 'idTokenAlgorithm', 'tokenEndpointAuth', 'acrValues', 'maxAgeSeconds', 'prompt'].map(
  (name) => `/connection/${name}`,
);
const noPrompt = 'none-of-these';

/** What the preset fills in and hardly anybody changes: folded away, unless something in it is wrong. */
export function ProtocolFields({ form, problems, change }: FieldsProps) {
  const wrong = paths.some((path) => problems.at(path) !== null);
  return (
    <details className="details" open={wrong ? true : undefined}>
      <summary>{words.advancedTitle}</summary>
      <SelectField
        label={words.algorithm}
        options={algorithms}
        value={form.idTokenAlgorithm}
        error={problems.at('/connection/idTokenAlgorithm')}
        onChange={(idTokenAlgorithm) => change({ ...form, idTokenAlgorithm }, '/connection/idTokenAlgorithm')}
      />
      <SelectField
        label={words.tokenAuth}
        options={[
          { value: 'client_secret_basic', label: words.tokenAuthBasic },
          { value: 'client_secret_post', label: words.tokenAuthPost },
          { value: 'private_key_jwt', label: words.tokenAuthKey },
        ]}
        value={form.tokenEndpointAuth}
        error={problems.at('/connection/tokenEndpointAuth')}
        onChange={(tokenEndpointAuth) => change({ ...form, tokenEndpointAuth }, '/connection/tokenEndpointAuth')}
      />
      <TextField
        label={words.scopes}
        hint={words.scopesHint}
        value={form.scopes}
        error={problems.at('/connection/scopes')}
        monospaced
        onChange={(scopes) => change({ ...form, scopes }, '/connection/scopes')}
      />
      <TextField
        label={words.acrValues}
        hint={words.acrValuesHint}
        value={form.acrValues}
        error={problems.at('/connection/acrValues')}
        monospaced
        onChange={(acrValues) => change({ ...form, acrValues }, '/connection/acrValues')}
      />
      <TextField
        label={words.maxAge}
        hint={words.maxAgeHint}
        value={form.maxAge}
        error={problems.at('/connection/maxAgeSeconds')}
        onChange={(maxAge) => change({ ...form, maxAge }, '/connection/maxAgeSeconds')}
      />
      <SelectField
        label={words.prompt}
        options={[
          { value: noPrompt, label: words.promptNone },
          { value: 'login', label: words.promptLogin },
          { value: 'select_account', label: words.promptAccount },
          { value: 'consent', label: words.promptConsent },
        ]}
        value={form.prompt ?? noPrompt}
        error={problems.at('/connection/prompt')}
        onChange={(prompt) => change({ ...form, prompt: prompt === noPrompt ? null : prompt }, '/connection/prompt')}
      />
      {claimNames.map((name) => (
        <TextField
          key={name}
          label={words.claims[name]}
          {...(name === 'groups' ? { hint: words.groupsHint } : {})}
          value={form.claims[name]}
          error={problems.at(`/connection/mapping/${name}`)}
          monospaced
          onChange={(claim) => change({ ...form, claims: { ...form.claims, [name]: claim } }, `/connection/mapping/${name}`)}
        />
      ))}
    </details>
  );
}
