import Button from '@atlaskit/button/new';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  onConfirm(): void;
  onCancel(): void;
}

/** A question before something that hurts. The focus starts on the harmless answer. */
export function Confirm({ open, title, text, confirm, cancel, danger = false, busy = false, onConfirm, onCancel }: ConfirmProps) {
  return (
    <ModalTransition>
      {open && (
        <Modal onClose={onCancel} width="small">
          <ModalHeader>
            <ModalTitle {...(danger ? { appearance: 'warning' as const } : {})}>{title}</ModalTitle>
          </ModalHeader>
          <ModalBody>{text}</ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={onCancel} autoFocus>
              {cancel}
            </Button>
            <Button appearance={danger ? 'warning' : 'primary'} onClick={onConfirm} isLoading={busy}>
              {confirm}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </ModalTransition>
  );
}
