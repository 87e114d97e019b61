import type { ReactNode } from 'react';
import { useId } from 'react';

interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error: string | null;
  readonly children: (control: FieldControl) => ReactNode;
}

/** Label above, hint and error below, tied together for those who listen instead of look. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [error === null ? null : `${id}-error`, hint === undefined ? null : `${id}-hint`].filter((part) => part !== null);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described.length === 0 ? undefined : described.join(' '), 'aria-invalid': error !== null })}
      {error !== null && (
        <p className="field-error" id={`${id}-error`}>
          <span aria-hidden="true" className="field-error-mark" />
          {error}
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
