import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { isGuard } from '#contract/presets/applications';
import type { Party } from '#contract/settings/party';
import { applications as words } from '../i18n/applications.ts';
import { en } from '../i18n/en.ts';
import { problemWords } from '../i18n/problem-words.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { useSave } from '../state/use-save.ts';
import { Confirm } from '../ui/confirm.tsx';
import { DeletedNotes } from '../ui/deleted-notes.tsx';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { ApplicationRow } from './application-row.tsx';

export function ApplicationList() {
  const { overview, reload } = useOverview();
  const { go, notice } = useNavigation();
  const { busy, error, save, setError } = useSave();
  const [deleting, setDeleting] = useState<Party | null>(null);
  const [said, setSaid] = useState<string | null>(notice);
  const expectRevision = overview.saved.revision;

  const turn = async (party: Party): Promise<void> => {
    const changed = { ...party, enabled: !party.enabled };
    const done = await save('party.save', { expectRevision, create: false, party: changed });
    setSaid(done === null ? null : changed.enabled ? words.turnedOn(changed.name) : words.turnedOff(changed.name));
  };
  const remove = async (): Promise<void> => {
    if (deleting === null) return;
    await save('party.remove', { expectRevision, id: deleting.id });
    setDeleting(null);
    setSaid(null);
  };
  const restore = async (id: string, name: string): Promise<void> => {
    const done = await save('party.restore', { expectRevision, id });
    setSaid(done === null ? null : words.restored(name));
  };
  const add = (
    <Button appearance="primary" onClick={() => go({ page: 'applications', view: 'add' })}>
      {words.add}
    </Button>
  );
  const empty = overview.parties.length === 0;
  return (
    <Page title={words.title} intro={words.intro} {...(empty ? {} : { action: add })}>
      <SaveError
        error={error}
        elsewhere={(error?.problems ?? []).map(problemWords)}
        onReload={() => void reload().then((done) => done && setError(null))}
      />
      {said !== null && <Message kind="success">{said}</Message>}
      <DeletedNotes kind="party" busy={busy} words={words} onRestore={(id, name) => void restore(id, name)} />
      {empty ? (
        <div className="empty">
          <h3>{words.emptyTitle}</h3>
          <p>{words.emptyText}</p>
          {add}
        </div>
      ) : (
        <ul className="rows" aria-label={words.listLabel}>
          {overview.parties.map((party) => (
            <ApplicationRow key={party.id} party={party} busy={busy} onTurn={() => void turn(party)} onDelete={() => setDeleting(party)} />
          ))}
        </ul>
      )}
      <Confirm
        open={deleting !== null}
        title={words.deleteTitle(deleting?.name ?? '')}
        text={deleting !== null && isGuard(deleting.preset) ? words.deleteGuardText : words.deleteText}
        confirm={en.common.delete}
        cancel={en.common.cancel}
        busy={busy}
        onConfirm={() => void remove()}
        onCancel={() => setDeleting(null)}
      />
    </Page>
  );
}
