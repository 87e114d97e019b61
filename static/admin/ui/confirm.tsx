import Button from '@atlaskit/button/new';
import { Dialog } from './dialog.tsx';
import { SlowNote } from './slow-note.tsx';

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** A question before something that hurts. The harmless answer comes first and has the focus. */
export function Confirm({ open, title, text, confirm, cancel, busy = false, onConfirm, onCancel }: ConfirmProps) {
  if (!open) return null;
  return (
    <Dialog title={title} width="small" closable={!busy} onClose={onCancel}>
      <div className="dialog-body">
        <p>{text}</p>
        <SlowNote busy={busy} />
      </div>
      <div className="dialog-foot">
        <Button appearance="subtle" onClick={onCancel} isDisabled={busy}>
          {cancel}
        </Button>
        <Button appearance="danger" onClick={onConfirm} isLoading={busy}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
