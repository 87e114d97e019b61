import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ConnectionView } from '#contract/rpc/admin';
import { ActivityUnknown } from '../help/last-sign-in.tsx';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { problemWords } from '../i18n/problem-words.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { useActivity } from '../state/use-activity.ts';
import { useSave } from '../state/use-save.ts';
import { DeletedNotes } from '../ui/deleted-notes.tsx';
import { Message } from '../ui/message.tsx';
import { Page } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { TextField } from '../ui/text-field.tsx';
import { unchangedDraft } from './form/draft.ts';
import { DeleteDialog, TestDialog, ValuesDialog } from './provider-dialogs.tsx';
import { ProviderRow } from './provider-row.tsx';
import { useUpkeep } from './use-upkeep.ts';

/** More than so many are not seen at a glance. */
const longList = 8;

export function ProviderList() {
  const { overview, reload } = useOverview();
  const { go, notice } = useNavigation();
  const { busy, error, save, setError } = useSave();
  const [asked, setAsked] = useState<{ what: 'values' | 'test' | 'delete'; connection: ConnectionView } | null>(null);
  const [said, setSaid] = useState<string | null>(notice);
  const activity = useActivity();
  const upkeep = useUpkeep();
  const [search, setSearch] = useState('');
  const expectRevision = overview.saved.revision;

  const turn = async (connection: ConnectionView): Promise<void> => {
    const changed = { ...unchangedDraft(connection), enabled: !connection.enabled };
    const done = await save('connection.save', { expectRevision, create: false, connection: changed });
    setSaid(done === null ? null : changed.enabled ? en.providers.turnedOn(changed.name) : en.providers.turnedOff(changed.name));
  };
  const remove = async (id: string): Promise<void> => {
    await save('connection.remove', { expectRevision, id });
    setAsked(null);
    setSaid(null);
  };
  const makePrimary = async (connection: ConnectionView): Promise<void> => {
    const { primaryConnection } = overview.portal;
    const next = primaryConnection === connection.id ? null : connection.id;
    const done = await save('portal.save', { expectRevision, portal: { ...overview.portal, primaryConnection: next } });
    const words = connectionWords.list;
    setSaid(done === null ? null : next === null ? words.unmadePrimary : words.madePrimary(connection.name));
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
  const { connections } = overview;
  const empty = connections.length === 0;
  const isLong = connections.length > longList;
  const shown = isLong ? connections.filter((connection) => isMeant(connection, search)) : connections;
  return (
    <Page title={en.providers.title} intro={en.providers.intro} {...(empty ? {} : { action: add })}>
      <SaveError
        error={error}
        elsewhere={(error?.problems ?? []).map(problemWords)}
        onReload={() => void reload().then((done) => done && setError(null))}
      />
      {said !== null && <Message kind="success">{said}</Message>}
      <DeletedNotes kind="connection" busy={busy} words={en.providers} onRestore={(id, name) => void restore(id, name)} />
      {empty ? (
        <div className="empty">
          <h3>{en.providers.emptyTitle}</h3>
          <p>{en.providers.emptyText}</p>
          {add}
        </div>
      ) : (
        <>
          {activity.error !== null && <ActivityUnknown error={activity.error} onRetry={activity.reload} />}
          {isLong && <TextField label={connectionWords.list.filter} value={search} error={null} onChange={setSearch} />}
          {shown.length === 0 && <p role="status">{connectionWords.list.filterNone(search)}</p>}
          <ul className="rows" aria-label={en.providers.listLabel}>
            {shown.map((connection) => (
              <ProviderRow
                key={connection.id}
                connection={connection}
                activity={activity.of.get(connection.id)}
                upkeep={upkeep}
                busy={busy}
                isPrimary={overview.portal.primaryConnection === connection.id}
                onTurn={() => void turn(connection)}
                onPrimary={() => void makePrimary(connection)}
                onValues={() => setAsked({ what: 'values', connection })}
                onTest={() => setAsked({ what: 'test', connection })}
                onDelete={() => setAsked({ what: 'delete', connection })}
              />
            ))}
          </ul>
        </>
      )}
      {asked?.what === 'values' && <ValuesDialog connection={asked.connection} onClose={() => setAsked(null)} />}
      {asked?.what === 'test' && <TestDialog connection={asked.connection} onClose={() => setAsked(null)} />}
      {asked?.what === 'delete' && (
        <DeleteDialog
          connection={asked.connection}
          busy={busy}
          onDelete={() => void remove(asked.connection.id)}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  );
}

/** By its name, its short name or one of its domains. */
function isMeant({ id, name, domains }: ConnectionView, search: string): boolean {
  const typed = search.trim().toLowerCase();
  return [id, name, ...(domains.mode === 'list' ? domains.list : [])].some((text) => text.toLowerCase().includes(typed));
}
