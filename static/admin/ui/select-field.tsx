import { Field } from './field.tsx';

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly error: string | null;
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

/** A short list of fixed choices. The browser's own control: it works everywhere and needs no script. */
export function SelectField<Value extends string>({ label, value, options, error, hint, onChange }: SelectFieldProps<Value>) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <select
          {...control}
          className="select"
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
