import Button from '@atlaskit/button/new';
import type { Overview } from '#contract/rpc/admin';
import { formatTime } from '../i18n/dates.ts';
import { useOverview } from '../state/overview.tsx';
import { Message } from './message.tsx';

const undoMs = 3_600_000;

interface DeletedNotesProps {
  readonly kind: Overview['deleted'][number]['kind'];
  readonly busy: boolean;
  readonly words: {
    readonly deleted: (name: string) => string;
    readonly restore: string;
    readonly restoreWhat: (name: string) => string;
    readonly restoreUntil: (when: string) => string;
  };
  readonly onRestore: (id: string, name: string) => void;
}

/** What was deleted within the last hour, each with the way back. */
export function DeletedNotes({ kind, busy, words, onRestore }: DeletedNotesProps) {
  const { overview } = useOverview();
  return overview.deleted
    .filter((deleted) => deleted.kind === kind)
    .map(({ id, name, at }) => (
      <Message
        key={id}
        kind="info"
        title={words.deleted(name)}
        actions={
          <Button onClick={() => onRestore(id, name)} isDisabled={busy} aria-label={words.restoreWhat(name)}>
            {words.restore}
          </Button>
        }
      >
        <p>{words.restoreUntil(formatTime(at + undoMs))}</p>
      </Message>
    ));
}
