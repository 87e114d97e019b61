import Button from '@atlaskit/button/new';
import type { RpcError } from '#contract/rpc/result';
import type { ConnectionActivity } from '#contract/rpc/traces';
import { formatDateTime, formatTime } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { traceWords } from '../i18n/traces.ts';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';

const words = traceWords.activity;

/** When somebody last signed in by a connection, and whether its messages are kept at the moment. */
export function LastSignIn({ activity }: { activity: ConnectionActivity | undefined }) {
  if (activity === undefined) return null;
  const { lastSignInAt, capture } = activity;
  return (
    <p className="row-text">
      {lastSignInAt === null ? words.never : words.last(formatDateTime(lastSignInAt))}{' '}
      {capture !== null && <Lozenge kind="warning">{words.capturing(formatTime(capture.endsAt))}</Lozenge>}
    </p>
  );
}

/** Instead of last sign-ins that could not be asked for: their absence would look as if nobody had come. */
export function ActivityUnknown({ error, onRetry }: { error: RpcError; onRetry: () => void }) {
  return (
    <Message kind="warning" title={words.unknown} actions={<Button onClick={onRetry}>{en.common.retry}</Button>}>
      <p>
        {error.text} {error.action}
      </p>
    </Message>
  );
}
