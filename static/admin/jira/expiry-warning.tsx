import { en } from '../i18n/en.ts';
import { now } from '../state/clock.ts';
import { Message } from '../ui/message.tsx';
import { expiryOf } from './expiry.ts';

/** Says in time that the token runs out: calm at 60 and 30 days, loud from 7 days on. */
export function ExpiryWarning({ expiresOn }: { expiresOn: string | null }) {
  const expiry = expiryOf(expiresOn, now());
  const words = en.jira.expiry;
  switch (expiry.kind) {
    case 'far':
      return null;
    case 'unknown':
      return <Message kind="info">{words.unknown}</Message>;
    case 'near':
      return <Message kind={expiry.step <= 7 ? 'error' : 'warning'}>{words.days(expiry.days)}</Message>;
    case 'today':
      return <Message kind="error">{words.today}</Message>;
    case 'expired':
      return <Message kind="error">{words.expired}</Message>;
  }
}
