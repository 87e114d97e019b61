import Button from '@atlaskit/button/new';
import { useId, useMemo, useRef } from 'react';
import { countryName } from '#contract/policy-words/names';
import { allCountries } from '../i18n/countries.ts';
import { secondFactor } from '../i18n/second-factor.ts';
import { FieldError } from './field-error.tsx';

const words = secondFactor.countries;

interface CountryFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly chosen: readonly string[];
  readonly error: string | null;
  readonly onChange: (chosen: string[]) => void;
}

/** Countries by their names: chosen from a list one by one, and taken away again. */
export function CountryField({ label, hint, chosen, error, onChange }: CountryFieldProps) {
  const id = useId();
  const adding = useRef<HTMLSelectElement>(null);
  // Hundreds of them, which do not change with every key that is pressed somewhere in the form.
  const options = useMemo(
    () =>
      allCountries()
        .filter(({ code }) => !chosen.includes(code))
        .map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        )),
    [chosen],
  );
  const described = [...(error === null ? [] : [`${id}-error`]), ...(hint === undefined ? [] : [`${id}-hint`])].join(' ');
  return (
    <fieldset className="country-field">
      <legend>{label}</legend>
      {chosen.length === 0 ? (
        <p className="subtle">{words.none}</p>
      ) : (
        <ul className="tags">
          {chosen.map((code) => (
            <li key={code} className="tag">
              {countryName(code)}
              <Button
                appearance="subtle"
                spacing="compact"
                aria-label={words.remove(countryName(code))}
                onClick={() => {
                  onChange(chosen.filter((other) => other !== code));
                  // The button that had the focus is gone.
                  adding.current?.focus();
                }}
              >
                <span aria-hidden="true">✕</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <select
        ref={adding}
        className="select"
        aria-label={`${words.add}: ${label}`}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={error !== null}
        value=""
        onChange={(event) => onChange([...chosen, event.currentTarget.value])}
      >
        <option value="">{words.choose}</option>
        {options}
      </select>
      {error !== null && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
