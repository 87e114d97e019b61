import Button from '@atlaskit/button/new';
import type { ConnectionView } from '#contract/rpc/admin';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { useOverview } from '../state/overview.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { type Dependent, dependentsOf } from './dependents.ts';
import { formOf } from './form/draft.ts';
import { OurValues } from './our-values.tsx';
import { ProviderTests } from './provider-tests.tsx';

const words = connectionWords.list;

interface DialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

function Closing({ onClose }: { onClose: () => void }) {
  return (
    <div className="dialog-foot">
      <Button onClick={onClose}>{en.common.close}</Button>
    </div>
  );
}

/** Our values for one provider, without opening its form. */
export function ValuesDialog({ connection, onClose }: DialogProps) {
  return (
    <Dialog title={words.metadataWhat(connection.name)} width="medium" onClose={onClose}>
      <div className="dialog-body">
        <OurValues form={formOf(connection)} isStored />
      </div>
      <Closing onClose={onClose} />
    </Dialog>
  );
}

/** Tries a stored connection out. */
export function TestDialog({ connection, onClose }: DialogProps) {
  return (
    <Dialog title={words.testTitle(connection.name)} width="medium" onClose={onClose}>
      <div className="dialog-body">
        <p>{en.editor.checkText}</p>
        <ProviderTests form={formOf(connection)} />
      </div>
      <Closing onClose={onClose} />
    </Dialog>
  );
}

/** Asks before deleting; what still leads to the connection is named instead, with what to do about it. */
export function DeleteDialog({ connection, busy, onDelete, onClose }: DialogProps & { busy: boolean; onDelete: () => void }) {
  const { overview } = useOverview();
  const dependents = dependentsOf(overview, connection.id);
  if (dependents.length === 0)
    return (
      <Confirm
        open
        title={en.providers.deleteTitle(connection.name)}
        text={words.deleteText(
          connection.domains.mode === 'list' ? connection.domains.list.join(', ') : words.anybody,
          'clientSecretSetAt' in connection && connection.clientSecretSetAt !== null,
        )}
        confirm={en.common.delete}
        cancel={en.common.cancel}
        busy={busy}
        onConfirm={onDelete}
        onCancel={onClose}
      />
    );
  return (
    <Dialog title={words.dependsTitle(connection.name)} width="small" onClose={onClose}>
      <div className="dialog-body">
        <p>{words.dependsText}</p>
        <ul>
          {dependents.map((dependent) => (
            <li key={JSON.stringify(dependent)}>{wordsOf(dependent)}</li>
          ))}
        </ul>
      </div>
      <Closing onClose={onClose} />
    </Dialog>
  );
}

function wordsOf(dependent: Dependent): string {
  switch (dependent.kind) {
    case 'portal':
      return words.dependsPortal;
    case 'party-primary':
      return words.dependsPartyPrimary(dependent.name);
    case 'party-list':
      return words.dependsPartyList(dependent.name);
    default:
      return dependent satisfies never;
  }
}
