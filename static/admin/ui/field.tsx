import type { ReactNode } from 'react';
import { useId } from 'react';
import { FieldError } from './field-error.tsx';

interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Something about the value that is no mistake: what was changed in it, or what to look at. */
  readonly note?: string | null;
  readonly error: string | null;
  readonly children: (control: FieldControl) => ReactNode;
}

/** Label above, error, note and hint below, tied together for those who listen instead of look. */
export function Field({ label, hint, note = null, error, children }: FieldProps) {
  const id = useId();
  const parts = [error === null ? null : `${id}-error`, note === null ? null : `${id}-note`, hint === undefined ? null : `${id}-hint`];
  const described = parts.filter((part) => part !== null);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described.length === 0 ? undefined : described.join(' '), 'aria-invalid': error !== null })}
      {error !== null && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {note !== null && (
        <p className="field-note" id={`${id}-note`} role="status">
          {note}
        </p>
      )}
      {hint !== undefined && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
