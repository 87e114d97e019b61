import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { MetadataStatus } from '#contract/rpc/lifecycle';
import type { RpcError, RpcResult } from '#contract/rpc/result';
import { formatDateTime } from '../i18n/dates.ts';
import { faultWords, metadataTexts as words } from '../i18n/metadata.ts';
import { rpc } from '../rpc.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { MetadataChangeList } from './metadata-change-list.tsx';

/**
 * What the provider of one connection publishes, how it differs from the settings, and what to do about it. Shows nothing
 * for a connection that is not watched, or is not live yet.
 */
export function MetadataChanges({ connection }: { connection: string }) {
  const [status, setStatus] = useState<MetadataStatus | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const [busy, setBusy] = useState<'refresh' | 'approve' | 'dismiss' | null>(null);
  const [asking, setAsking] = useState<'approve' | 'trust' | null>(null);

  useEffect(() => {
    let wanted = true;
    setStatus(null);
    void rpc('lifecycle.list', {}).then((result) => {
      if (!wanted) return;
      if (result.ok) setStatus(result.value.metadata.find((each) => each.connection === connection) ?? null);
      else setError(result.error);
    });
    return () => {
      wanted = false;
    };
  }, [connection]);

  async function act(kind: 'refresh' | 'approve' | 'dismiss', call: () => Promise<RpcResult<MetadataStatus>>): Promise<void> {
    setBusy(kind);
    const result = await call();
    setBusy(null);
    setAsking(null);
    setError(result.ok ? null : result.error);
    if (result.ok) setStatus(result.value);
  }
  const refresh = () => void act('refresh', () => rpc('metadata.refresh', { connection }));
  const approve = (digest: string) => void act('approve', () => rpc('metadata.approve', { connection, digest }));
  const dismiss = (digest: string) => void act('dismiss', () => rpc('metadata.dismiss', { connection, digest }));

  if (status === null) return <SaveError error={error} />;
  const { staged, returned, taken } = status;
  const moves = status.changes.find((change) => change.kind === 'sign-on' && change.standing !== 'live');
  const isDismissed = status.changes.some((change) => 'standing' in change && change.standing === 'dismissed');
  return (
    <section className="metadata-changes" aria-labelledby="metadata-changes">
      <h3 id="metadata-changes">{words.title}</h3>
      <p>{status.fetchedAt === null ? words.never : words.read(formatDateTime(status.fetchedAt), formatDateTime(status.nextAt))}</p>
      <Fault fault={status.fault} />
      {status.changes.length > 0 && <MetadataChangeList changes={status.changes} />}
      {status.changes.length === 0 && status.fetchedAt !== null && status.fault === null && <p>{words.same}</p>}
      {taken !== null && (
        <p>
          {words.taken(formatDateTime(taken.at), taken.by)} {words.settingsHint}
        </p>
      )}
      <SaveError error={error} />
      <div className="actions">
        <Button onClick={refresh} isLoading={busy === 'refresh'} isDisabled={busy !== null}>
          {words.refresh}
        </Button>
        {staged !== null && (
          <Button appearance={isDismissed ? 'default' : 'primary'} onClick={() => setAsking('approve')} isDisabled={busy !== null}>
            {words.approve}
          </Button>
        )}
        {returned !== null && (
          <Button onClick={() => setAsking('trust')} isDisabled={busy !== null}>
            {words.trust}
          </Button>
        )}
        {staged !== null && !isDismissed && (
          <Button onClick={() => dismiss(staged)} isLoading={busy === 'dismiss'} isDisabled={busy !== null}>
            {words.dismiss}
          </Button>
        )}
        {taken !== null && (
          <Button onClick={() => dismiss(taken.digest)} isLoading={busy === 'dismiss'} isDisabled={busy !== null}>
            {words.undo}
          </Button>
        )}
      </div>
      <Confirm
        open={asking === 'approve' && staged !== null}
        title={words.approveTitle}
        text={words.approveText(moves?.kind === 'sign-on' && moves.to !== null ? moves.to.url : words.none)}
        confirm={words.approveConfirm}
        cancel={words.cancel}
        busy={busy === 'approve'}
        onConfirm={() => staged !== null && approve(staged)}
        onCancel={() => setAsking(null)}
      />
      <Confirm
        open={asking === 'trust' && returned !== null}
        title={words.trustTitle}
        text={words.trustText}
        confirm={words.trustConfirm}
        cancel={words.cancel}
        busy={busy === 'approve'}
        onConfirm={() => returned !== null && approve(returned)}
        onCancel={() => setAsking(null)}
      />
    </section>
  );
}

function Fault({ fault }: { fault: MetadataStatus['fault'] }) {
  if (fault === null) return null;
  const known = faultWords(fault.code);
  return (
    <Message kind="warning" title={words.refusedTitle(formatDateTime(fault.since))}>
      <p>{known === null ? words.unknownFault : `${known.text} ${known.action}`}</p>
    </Message>
  );
}
