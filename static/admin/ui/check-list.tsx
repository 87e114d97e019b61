import { useId } from 'react';
import { CheckBox } from './check-box.tsx';
import { FieldError } from './field-error.tsx';

interface CheckListProps<Value extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  readonly chosen: readonly Value[];
  /** What is said where there is nothing to choose. */
  readonly none?: string;
  readonly hint?: string;
  /** What is chosen, and not (any more) offered, stays in sight until it is taken away. */
  readonly gone: string;
  readonly error: string | null;
  readonly onChange: (chosen: Value[]) => void;
}

/** Several of a few, in the order in which they are offered. */
export function CheckList<Value extends string>({ legend, options, chosen, none, hint, gone, error, onChange }: CheckListProps<Value>) {
  const id = useId();
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...missing.map((value) => ({ value, label: value, hint: gone }))];
  const described = [...(error === null ? [] : [`${id}-error`]), ...(hint === undefined ? [] : [`${id}-hint`])].join(' ');
  return (
    <fieldset
      className="check-list"
      aria-describedby={described === '' ? undefined : described}
      aria-invalid={error !== null}
      tabIndex={-1}
    >
      <legend>{legend}</legend>
      {all.length === 0 && none !== undefined && <p className="subtle">{none}</p>}
      {all.map(({ value, label, hint: about }) => (
        <CheckBox
          key={value}
          label={label}
          {...(about === undefined ? {} : { hint: about })}
          checked={chosen.includes(value)}
          onChange={(on) => onChange(all.map((each) => each.value).filter((each) => (each === value ? on : chosen.includes(each))))}
        />
      ))}
      {error !== null && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
