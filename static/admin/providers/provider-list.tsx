import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ConnectionView } from '#contract/rpc/admin';
import { formatTime } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { problemWords } from '../i18n/problem-words.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { useSave } from '../state/use-save.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { unchangedDraft } from './provider-form.ts';
import { ProviderRow } from './provider-row.tsx';

const undoMs = 3_600_000;

export function ProviderList() {
  const { overview, reload } = useOverview();
  const { go, notice } = useNavigation();
  const { busy, error, save, setError } = useSave();
  const [deleting, setDeleting] = useState<ConnectionView | null>(null);
  const [said, setSaid] = useState<string | null>(notice);
  const expectRevision = overview.saved.revision;

  const turn = async (connection: ConnectionView): Promise<void> => {
    const changed = { ...unchangedDraft(connection), enabled: !connection.enabled };
    const done = await save('connection.save', { expectRevision, create: false, connection: changed });
    setSaid(done === null ? null : changed.enabled ? en.providers.turnedOn(changed.name) : en.providers.turnedOff(changed.name));
  };
  const remove = async (): Promise<void> => {
    if (deleting === null) return;
    await save('connection.remove', { expectRevision, id: deleting.id });
    setDeleting(null);
    setSaid(null);
  };
  const restore = async (id: string, name: string): Promise<void> => {
    const done = await save('connection.restore', { expectRevision, id });
    setSaid(done === null ? null : en.providers.restored(name));
  };
  const add = (
    <Button appearance="primary" onClick={() => go({ page: 'providers', view: 'add' })}>
      {en.providers.add}
    </Button>
  );
  const empty = overview.connections.length === 0;
  return (
    <Page title={en.providers.title} intro={en.providers.intro} {...(empty ? {} : { action: add })}>
      <SaveError
        error={error}
        elsewhere={(error?.problems ?? []).map(problemWords)}
        onReload={() => void reload().then((done) => done && setError(null))}
      />
      {said !== null && <Message kind="success">{said}</Message>}
      {overview.deleted
        .filter(({ kind }) => kind === 'connection')
        .map(({ id, name, at }) => (
          <Message
            key={id}
            kind="info"
            title={en.providers.deleted(name)}
            actions={
              <Button onClick={() => void restore(id, name)} isDisabled={busy} aria-label={en.providers.restoreWhat(name)}>
                {en.providers.restore}
              </Button>
            }
          >
            <p>{en.providers.restoreUntil(formatTime(at + undoMs))}</p>
          </Message>
        ))}
      {empty ? (
        <div className="empty">
          <h3>{en.providers.emptyTitle}</h3>
          <p>{en.providers.emptyText}</p>
          {add}
        </div>
      ) : (
        <ul className="rows" aria-label={en.providers.listLabel}>
          {overview.connections.map((connection) => (
            <ProviderRow
              key={connection.id}
              connection={connection}
              busy={busy}
              onTurn={() => void turn(connection)}
              onDelete={() => setDeleting(connection)}
            />
          ))}
        </ul>
      )}
      <Confirm
        open={deleting !== null}
        title={en.providers.deleteTitle(deleting?.name ?? '')}
        text={en.providers.deleteText}
        confirm={en.common.delete}
        cancel={en.common.cancel}
        busy={busy}
        onConfirm={() => void remove()}
        onCancel={() => setDeleting(null)}
      />
    </Page>
  );
}
