import { type ReactNode, useId } from 'react';
import { FieldError } from './field-error.tsx';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly badge?: ReactNode;
}

interface ChoicesProps<Value extends string> {
  readonly legend: string;
  /** The legend is read out but not shown: a heading above says the same. */
  readonly quietLegend?: boolean;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly error: string | null;
  readonly columns?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of a few, each explained: radio buttons as cards. */
export function Choices<Value extends string>({
  legend,
  quietLegend = false,
  choices,
  value,
  error,
  columns = false,
  onChange,
}: ChoicesProps<Value>) {
  const id = useId();
  return (
    <fieldset className="choices" aria-describedby={error === null ? undefined : `${id}-error`}>
      <legend className={quietLegend ? 'visually-hidden' : undefined}>{legend}</legend>
      <div className={columns ? 'choice-grid' : 'choice-list'}>
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              aria-invalid={error !== null}
              aria-describedby={choice.hint === undefined ? undefined : `${id}-${choice.value}`}
              onChange={() => onChange(choice.value)}
            />
            <span className="choice-text">
              <span className="choice-label">
                {choice.label} {choice.badge}
              </span>
              {choice.hint !== undefined && (
                <span className="choice-hint" id={`${id}-${choice.value}`}>
                  {choice.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      {error !== null && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
