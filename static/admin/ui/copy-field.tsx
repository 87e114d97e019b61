import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useRef, useState } from 'react';
import { en } from '../i18n/en.ts';
import { Field } from './field.tsx';

/** A value to be carried elsewhere. Where the frame may not use the clipboard, the value is selected for the keyboard. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const [copied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      setCopied(document.execCommand?.('copy') ?? false);
    }
  };
  return (
    <Field label={label} error={null} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <div className="copy">
          <Textfield {...control} ref={input} value={value} isReadOnly isMonospaced onFocus={(event) => event.currentTarget.select()} />
          <Button onClick={() => void copy()} aria-label={copied ? `${en.common.copied}: ${label}` : en.common.copyWhat(label)}>
            {copied ? en.common.copied : en.common.copy}
          </Button>
          <span className="visually-hidden" role="status">
            {copied ? en.common.copied : ''}
          </span>
        </div>
      )}
    </Field>
  );
}
