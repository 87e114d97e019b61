import Textfield from '@atlaskit/textfield';
import { en } from '../i18n/en.ts';
import { Field } from '../ui/field.tsx';

interface ColorFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text);

/** A colour by its six digits or by the browser's own picker. */
export function ColorField({ value, error, onChange }: ColorFieldProps) {
  return (
    <Field label={en.help.color} hint={en.help.colorHint} error={error}>
      {(control) => (
        <div className="color">
          <input
            type="color"
            aria-label={en.help.pickColor}
            value={isColor(value) ? value : '#000000'}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Textfield
            {...control}
            value={value}
            isInvalid={error !== null}
            isMonospaced
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.currentTarget.value.trim().toLowerCase())}
          />
        </div>
      )}
    </Field>
  );
}
