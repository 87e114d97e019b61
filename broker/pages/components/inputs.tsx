import type { InputHTMLAttributes } from 'preact';
import type { Wiring } from './field.tsx';

/** Controls that a `Field` hands its wiring to. */
interface Control {
  readonly wiring: Wiring;
  readonly name: string;
  readonly value?: string | undefined;
}

export function TextInput(
  props: Control & {
    type?: 'text' | 'search' | 'date' | 'url' | 'email' | 'tel' | undefined;
    inputMode?: 'text' | 'numeric' | 'decimal' | undefined;
    autocomplete?: string | undefined;
    maxLength?: number | undefined;
    autofocus?: boolean | undefined;
    /** `short` for dates and numbers, `spaced` for codes. */
    look?: 'short' | 'spaced' | undefined;
  },
) {
  // Preact types an input by one literal `type` at a time; the union of ours is checked above.
  const attributes = {
    ...props.wiring,
    class: props.look === undefined ? 'input' : `input ${props.look}`,
    type: props.type ?? 'text',
    name: props.name,
    value: props.value ?? '',
    inputmode: props.inputMode,
    autocomplete: props.autocomplete ?? 'off',
    maxlength: props.maxLength,
    autofocus: props.autofocus,
  } as InputHTMLAttributes<HTMLInputElement>;
  return <input {...attributes} />;
}

export function TextArea(props: Control & { rows?: number | undefined; maxLength?: number | undefined }) {
  // The parser drops one line break after the tag; a text that starts with one would lose it at every round.
  const value = props.value?.startsWith('\n') ? `\n${props.value}` : (props.value ?? '');
  return (
    <textarea {...props.wiring} class="input" name={props.name} rows={props.rows ?? 6} maxlength={props.maxLength}>
      {value}
    </textarea>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** `empty`: words of the entry that stands for no choice; without it, the first choice is taken. */
export function Select(props: Control & { choices: readonly Choice[]; empty?: string | undefined; submitOnChange?: boolean | undefined }) {
  return (
    <select {...props.wiring} class="input" name={props.name} data-submit-on-change={props.submitOnChange ? '' : undefined}>
      {props.empty !== undefined && <option value="">{props.empty}</option>}
      {props.choices.map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === props.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** Any number of choices; stands in a `FieldGroup`. */
export function Checkboxes(props: { name: string; choices: readonly Choice[]; chosen: readonly string[]; invalid?: boolean | undefined }) {
  return (
    <>
      {props.choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="checkbox"
            name={props.name}
            value={choice.value}
            checked={props.chosen.includes(choice.value)}
            aria-invalid={props.invalid ? 'true' : undefined}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </>
  );
}
