import Button from '@atlaskit/button/new';
import { connectionAddresses } from '#contract/settings/addresses';
import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Message } from '../ui/message.tsx';

/** The address of this connection that the provider has to know, or a way to ask again while the broker does not say it. */
export function RedirectUri({ id }: { id: string }) {
  const { overview, reload } = useOverview();
  if (overview.addresses !== null) {
    const { redirectUri } = connectionAddresses(overview.addresses.loginOrigin, id);
    return <CopyField label={en.editor.redirectUri} value={redirectUri} hint={en.editor.redirectUriHint} />;
  }
  return (
    <Message kind="warning" actions={<Button onClick={() => void reload()}>{en.common.retry}</Button>}>
      <p>{en.editor.redirectUriUnknown}</p>
    </Message>
  );
}
