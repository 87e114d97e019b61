import Button from '@atlaskit/button/new';
import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Message } from '../ui/message.tsx';

/** The address of this connection that the provider has to know; null while the broker does not say it. */
export function useRedirectUri(id: string): string | null {
  const { overview } = useOverview();
  return overview.addresses?.redirectUriTemplate.replace('{connection}', id) ?? null;
}

export function RedirectUri({ id }: { id: string }) {
  const { reload } = useOverview();
  const address = useRedirectUri(id);
  if (address !== null) return <CopyField label={en.editor.redirectUri} value={address} hint={en.editor.redirectUriHint} />;
  return (
    <Message kind="warning" actions={<Button onClick={() => void reload()}>{en.common.retry}</Button>}>
      <p>{en.editor.redirectUriUnknown}</p>
    </Message>
  );
}
