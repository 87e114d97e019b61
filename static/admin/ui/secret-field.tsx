import Textfield from '@atlaskit/textfield';
import { type ClipboardEvent, type ReactNode, useState } from 'react';
import { connectionWords as words } from '../i18n/en-connections.ts';
import { Field } from './field.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint: ReactNode;
  readonly onChange: (value: string) => void;
}

/**
 * A secret. A field of one line drops line breaks without a word, and what is left of two lines is no secret that anybody
 * knows; so they are looked for before the browser drops them.
 */
export function SecretField({ label, value, error, hint, onChange }: SecretFieldProps) {
  const [note, setNote] = useState<'trimmed' | 'lines' | null>(null);
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    const plain = text.trim();
    const hasLines = /[\r\n]/.test(plain);
    setNote(hasLines ? 'lines' : text === plain ? null : 'trimmed');
    if (!hasLines && text === plain) return;
    event.preventDefault();
    if (!hasLines) onChange(plain);
  };
  const wrong = note === 'lines' ? words.secret.lines : error;
  return (
    <Field label={label} error={wrong} note={note === 'trimmed' ? words.secret.trimmed : null} hint={hint}>
      {(control) => (
        <Textfield
          {...control}
          type="password"
          value={value}
          isInvalid={wrong !== null}
          autoComplete="new-password"
          spellCheck={false}
          onPaste={paste}
          onChange={(event) => {
            setNote(null);
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}
