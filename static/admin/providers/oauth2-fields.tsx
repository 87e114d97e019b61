import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { UrlField } from '../ui/url-field.tsx';
import type { FieldsProps } from './fields.tsx';
import type { OAuth2Form } from './form/oauth2-form.ts';
import { MoreOptions } from './more-options.tsx';

const words = connectionWords.oauth2;
const addresses = ['authorizationUrl', 'tokenUrl', 'userInfoUrl'] as const;

export const oauth2OptionPaths = [...addresses, 'emailsUrl', 'tokenEndpointAuth', 'scopes', 'subject', 'emailVerified'].map(
  (name) => `/connection/${name}`,
);

/** Everything beside the client: filled in by the vendor's preset, or by the answers to its questions. */
export function OAuth2Options({ form, problems, change }: FieldsProps) {
  const { oauth2 } = form;
  const set = (changed: Partial<OAuth2Form>, path: string) => change({ ...form, oauth2: { ...oauth2, ...changed } }, `/connection/${path}`);
  const at = (path: string) => problems.at(`/connection/${path}`);
  return (
    <MoreOptions wrong={oauth2OptionPaths.some((path) => problems.at(path) !== null)}>
      {addresses.map((name) => (
        <UrlField key={name} label={words[name]} value={oauth2[name]} error={at(name)} onChange={(url) => set({ [name]: url }, name)} />
      ))}
      <UrlField
        label={words.emailsUrl}
        hint={words.emailsHint}
        value={oauth2.emailsUrl}
        error={at('emailsUrl')}
        onChange={(emailsUrl) => set({ emailsUrl }, 'emailsUrl')}
      />
      <SelectField
        label={en.editor.tokenAuth}
        options={[
          { value: 'client_secret_basic', label: en.editor.tokenAuthBasic },
          { value: 'client_secret_post', label: en.editor.tokenAuthPost },
        ]}
        value={oauth2.tokenEndpointAuth}
        error={at('tokenEndpointAuth')}
        onChange={(tokenEndpointAuth) => set({ tokenEndpointAuth }, 'tokenEndpointAuth')}
      />
      <TextField
        label={en.editor.scopes}
        hint={en.editor.scopesSeparated}
        value={oauth2.scopes}
        error={at('scopes')}
        monospaced
        onChange={(scopes) => set({ scopes }, 'scopes')}
      />
      <TextField
        label={words.subject}
        hint={words.subjectHint}
        value={oauth2.subject}
        error={at('subject')}
        monospaced
        onChange={(subject) => set({ subject }, 'subject')}
      />
      <TextField
        label={words.emailVerified}
        hint={words.emailVerifiedHint}
        value={oauth2.emailVerified}
        error={at('emailVerified')}
        monospaced
        onChange={(emailVerified) => set({ emailVerified }, 'emailVerified')}
      />
    </MoreOptions>
  );
}
