import Button from '@atlaskit/button/new';
import { useRef, useState } from 'react';
import { en } from '../i18n/en.ts';

/**
 * A text of several lines to be carried elsewhere. Where the frame may not use the clipboard, it is shown and selected for
 * the keyboard.
 */
export function CopyText({ label, what, text }: { label: string; what: string; text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'shown'>('idle');
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('shown');
      requestAnimationFrame(() => area.current?.select());
    }
  };
  return (
    <>
      <Button onClick={() => void copy()} aria-label={`${state === 'copied' ? en.common.copied : label}: ${what}`}>
        {state === 'copied' ? en.common.copied : label}
      </Button>
      <span className="visually-hidden" role="status">
        {state === 'copied' ? en.common.copied : ''}
      </span>
      {state === 'shown' && <textarea ref={area} className="text-area" readOnly rows={8} value={text} aria-label={what} />}
    </>
  );
}
