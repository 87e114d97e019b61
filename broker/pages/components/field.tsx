import type { ComponentChildren, VNode } from 'preact';
import { pageTexts } from '#contract/messages/en/portal';
import { Icon } from './icon.tsx';

/** What ties a control to its label, hint and error; given to the control by its field. */
export interface Wiring {
  readonly id: string;
  readonly required: boolean;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export interface FieldWords {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
}

/** A labelled control with its hint and, after a refused submit, what was wrong with it. */
export function Field(props: FieldWords & { id: string; children: (wiring: Wiring) => VNode }) {
  return (
    <div class="field">
      <label class="label" for={props.id}>
        {props.label}
        <Must when={props.required} />
      </label>
      {props.children(wiringOf(props.id, props))}
      <Notes id={props.id} words={props} />
    </div>
  );
}

/** The same for a set of controls under one question. */
export function FieldGroup(props: FieldWords & { id: string; children: ComponentChildren }) {
  const wiring = wiringOf(props.id, props);
  return (
    <fieldset class="field" id={props.id} aria-describedby={wiring['aria-describedby']}>
      <legend class="label">
        {props.label}
        <Must when={props.required} />
      </legend>
      {props.children}
      <Notes id={props.id} words={props} />
    </fieldset>
  );
}

function Must(props: { when: boolean | undefined }) {
  if (!props.when) return null;
  return (
    <span class="must">
      {' '}
      <span aria-hidden="true">*</span>
      <span class="hidden">{pageTexts.required}</span>
    </span>
  );
}

function Notes(props: { id: string; words: FieldWords }) {
  const { hint, error } = props.words;
  return (
    <>
      {error !== undefined && (
        <p class="error" id={`${props.id}-error`}>
          <Icon name="danger" size={16} />
          {error}
        </p>
      )}
      {hint !== undefined && hint !== null && hint !== '' && (
        <p class="hint" id={`${props.id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}

function wiringOf(id: string, words: FieldWords): Wiring {
  const hasHint = words.hint !== undefined && words.hint !== null && words.hint !== '';
  const notes = [words.error === undefined ? '' : `${id}-error`, hasHint ? `${id}-hint` : ''].filter(Boolean);
  return {
    id,
    required: words.required === true,
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
    'aria-invalid': words.error === undefined ? undefined : 'true',
  };
}
