import Button from '@atlaskit/button/new';
import { connectionAddresses } from '#contract/settings/addresses';
import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Message } from '../ui/message.tsx';

/** Where people reach this tenant, as the broker says it. */
export function Addresses() {
  const { overview, reload } = useOverview();
  const { addresses } = overview;
  if (addresses === null) {
    return (
      <Message kind="warning" actions={<Button onClick={() => void reload()}>{en.common.retry}</Button>}>
        <p>{en.help.addressesUnknown}</p>
      </Message>
    );
  }
  return (
    <>
      <CopyField label={en.help.portal} value={addresses.portalOrigin} />
      <CopyField label={en.help.login} value={addresses.loginOrigin} />
      <CopyField
        label={en.help.redirect}
        value={connectionAddresses(addresses.loginOrigin, '{connection}').redirectUri}
        hint={en.help.redirectHint}
      />
    </>
  );
}
