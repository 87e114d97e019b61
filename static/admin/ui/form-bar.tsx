import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { en } from '../i18n/en.ts';
import { usePlaceUnderTitle } from './page.tsx';
import { SlowNote } from './slow-note.tsx';

interface FormBarProps {
  readonly dirty: boolean;
  readonly busy: boolean;
  /** For a form that makes something new, which is read to its end. */
  readonly submit?: string;
  readonly onCancel: () => void;
}

/** Pixels. A form that is higher is higher than most screens. */
const highForm = 1_000;

/**
 * Save and take back, at the end of a form, and once more under the title where a long form changes what is there already:
 * Jira makes the frame as high as its page, so nothing in it can stick to the edge of the screen. Saving is always possible to press: mistakes are
 * told, not hidden behind grey.
 */
export function FormBar(props: FormBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const under = usePlaceUnderTitle();
  const isHigh = useHighForm(bar);
  const save = (): void => bar.current?.closest('form')?.requestSubmit();
  return (
    <>
      <div ref={bar} className="form-bar">
        <Buttons {...props} />
        <SlowNote busy={props.busy} />
      </div>
      {isHigh &&
        props.submit === undefined &&
        under !== null &&
        createPortal(
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; these are the buttons of the form below
          <div className="form-bar" role="group" aria-label={en.common.shortcut}>
            <Buttons {...props} onSubmit={save} />
          </div>,
          under,
        )}
    </>
  );
}

/** `onSubmit`: for buttons that stand outside of their form. */
function Buttons({ dirty, busy, submit = en.common.save, onCancel, onSubmit }: FormBarProps & { readonly onSubmit?: () => void }) {
  return (
    <>
      <Button
        type={onSubmit === undefined ? 'submit' : 'button'}
        appearance="primary"
        isLoading={busy}
        {...(onSubmit === undefined ? {} : { onClick: onSubmit })}
      >
        {submit}
      </Button>
      {dirty && (
        <Button appearance="subtle" onClick={onCancel} isDisabled={busy}>
          {en.common.cancel}
        </Button>
      )}
      {dirty && <span className="form-note">{en.unsaved.note}</span>}
    </>
  );
}

/** Whether the form around is a high one. It stays one: buttons that come and go would move what somebody reads. */
function useHighForm(bar: { readonly current: HTMLElement | null }): boolean {
  const [isHigh, setHigh] = useState(false);
  useEffect(() => {
    const form = bar.current?.closest('form');
    if (!form || isHigh || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => form.offsetHeight > highForm && setHigh(true));
    observer.observe(form);
    return () => observer.disconnect();
  }, [bar, isHigh]);
  return isHigh;
}
