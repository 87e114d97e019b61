import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import { Field } from './field.tsx';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly hint: string;
  readonly error: string | null;
  readonly onChange: (value: number) => void;
}

/** A whole number. What is none stays as it was typed and counts as NaN, which no schema takes. */
export function NumberField({ label, value, hint, error, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  // A value from elsewhere (another version, an undo) goes before what was typed.
  const shown = numberIn(typed) === value || (Number.isNaN(value) && Number.isNaN(numberIn(typed))) ? typed : String(value);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Textfield
          {...control}
          type="text"
          inputMode="numeric"
          width="small"
          value={shown}
          isInvalid={error !== null}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            onChange(numberIn(event.currentTarget.value));
          }}
        />
      )}
    </Field>
  );
}

function numberIn(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}
