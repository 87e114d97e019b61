import Textfield from '@atlaskit/textfield';
import type { ReactNode } from 'react';
import { Field } from './field.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint?: ReactNode;
  readonly type?: 'text' | 'password' | 'email' | 'date' | 'datetime-local' | 'url';
  readonly readOnly?: boolean;
  readonly monospaced?: boolean;
  readonly maxLength?: number;
  readonly onChange: (value: string) => void;
}

/** One line of text. Nothing is filled in by the browser: what is asked here is never the admin's own. */
export function TextField({
  label,
  value,
  error,
  hint,
  type = 'text',
  readOnly = false,
  monospaced = false,
  maxLength,
  onChange,
}: TextFieldProps) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Textfield
          {...control}
          type={type}
          value={value}
          isInvalid={error !== null}
          isReadOnly={readOnly}
          isMonospaced={monospaced}
          autoComplete={type === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
          {...(maxLength === undefined ? {} : { maxLength })}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
