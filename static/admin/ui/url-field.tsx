import Textfield from '@atlaskit/textfield';
import { type ReactNode, useState } from 'react';
import { addressRemark } from '#contract/settings/address-text';
import { connectionWords as words } from '../i18n/en-connections.ts';
import { sentence } from '../i18n/problem-words.ts';
import { Field } from './field.tsx';

interface UrlFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint?: ReactNode;
  readonly onChange: (value: string) => void;
}

/** An address. Spaces around a pasted one are taken away and that is said; what shows of it at once is told at once. */
export function UrlField({ label, value, error, hint, onChange }: UrlFieldProps) {
  const [trimmed, setTrimmed] = useState(false);
  const [left, setLeft] = useState(false);
  const remark = addressRemark(value);
  // While somebody types, every address is unfinished.
  const wrong = error ?? (left && remark?.kind === 'error' ? sentence(remark.text) : null);
  const note = trimmed ? words.address.trimmed : remark?.kind === 'warning' ? sentence(remark.text) : null;
  return (
    <Field label={label} error={wrong} note={wrong === null ? note : null} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Textfield
          {...control}
          type="text"
          inputMode="url"
          value={value}
          isInvalid={wrong !== null}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => setLeft(true)}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setTrimmed(typed !== typed.trim());
            setLeft(false);
            onChange(typed.trim());
          }}
        />
      )}
    </Field>
  );
}
