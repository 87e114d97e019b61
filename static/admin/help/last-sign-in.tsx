import { useEffect, useState } from 'react';
import type { ConnectionActivity } from '#contract/rpc/traces';
import { formatDateTime, formatTime } from '../i18n/dates.ts';
import { traceWords } from '../i18n/traces.ts';
import { rpc } from '../rpc.ts';
import { Lozenge } from '../ui/lozenge.tsx';

const words = traceWords.activity;

/** What goes on at each connection that is live, by its id. Empty until it is known, and where the broker does not answer. */
export function useActivity(): ReadonlyMap<string, ConnectionActivity> {
  const [activity, setActivity] = useState<ReadonlyMap<string, ConnectionActivity>>(new Map());
  useEffect(() => {
    let wanted = true;
    void rpc('connection.activity', {}).then((result) => {
      if (wanted && result.ok) setActivity(new Map(result.value.map((each) => [each.id, each])));
    });
    return () => {
      wanted = false;
    };
  }, []);
  return activity;
}

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
