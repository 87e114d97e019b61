import { OidcConnection } from '#contract/settings/connection';
import { en } from '../i18n/en.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { FieldsProps } from './fields.tsx';

const words = en.editor;
const algorithms = OidcConnection.properties.idTokenAlgorithm.anyOf.map(({ const: value }) => ({ value, label: value }));
const claimNames = ['email', 'firstName', 'lastName', 'displayName', 'groups'] as const;
const paths = ['/connection/scopes', '/connection/claims', '/connection/idTokenAlgorithm', '/connection/tokenEndpointAuth'];

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
      {claimNames.map((name) => (
        <TextField
          key={name}
          label={words.claims[name]}
          {...(name === 'groups' ? { hint: words.groupsHint } : {})}
          value={form.claims[name]}
          error={problems.at(`/connection/claims/${name}`)}
          monospaced
          onChange={(claim) => change({ ...form, claims: { ...form.claims, [name]: claim } }, `/connection/claims/${name}`)}
        />
      ))}
    </details>
  );
}
