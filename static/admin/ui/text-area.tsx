import { Field } from './field.tsx';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, value, error, hint, rows, onChange }: TextAreaProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          className="text-area"
          rows={rows}
          value={value}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
