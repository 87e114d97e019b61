import { Field } from './field.tsx';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint: string;
  readonly rows: number;
  readonly note?: string | null;
  readonly monospaced?: boolean;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, value, error, hint, rows, note = null, monospaced = false, onChange }: TextAreaProps) {
  return (
    <Field label={label} error={error} note={note} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          className={monospaced ? 'text-area text-area-code' : 'text-area'}
          rows={rows}
          value={value}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
