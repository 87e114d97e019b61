import Button from '@atlaskit/button/new';
import { en } from '../i18n/en.ts';

interface FormBarProps {
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly submit?: string;
  readonly onCancel: () => void;
}

/** Save and take back, at the end of a form. Saving is always possible to press: mistakes are told, not hidden behind grey. */
export function FormBar({ dirty, busy, submit = en.common.save, onCancel }: FormBarProps) {
  return (
    <div className="form-bar">
      <Button type="submit" appearance="primary" isLoading={busy}>
        {submit}
      </Button>
      {dirty && (
        <Button appearance="subtle" onClick={onCancel} isDisabled={busy}>
          {en.common.cancel}
        </Button>
      )}
      {dirty && <span className="form-note">{en.unsaved.note}</span>}
    </div>
  );
}
