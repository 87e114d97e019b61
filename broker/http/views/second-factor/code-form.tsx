import { secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import type { CodePage } from '../../../domain/ports/factor-pages.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Field } from '../../../pages/components/field.tsx';
import { TextInput } from '../../../pages/components/inputs.tsx';
import { Notice } from '../../../pages/components/notice.tsx';
import { fill } from '../../../pages/text.ts';
import { StepForm, type StepProps, type Wrong } from './step-form.tsx';

interface Words {
  readonly label: string;
  readonly hint: string;
}

interface Props extends StepProps {
  readonly code: Pick<CodePage, 'shape'>;
  readonly words: Words;
  readonly button: string;
  /** How long a browser may be remembered; null where it may not. */
  readonly rememberDays?: number | null;
  /** May the person give a name to what they set up? */
  readonly named?: boolean;
}

/** One field for a code, and what was wrong with the one before. */
export function CodeForm(props: Props) {
  return (
    <StepForm formToken={props.formToken}>
      {props.wrong !== null && <WrongNotice {...props.wrong} />}
      <Field id="answer" label={props.words.label} hint={props.words.hint} error={props.wrong?.text} required>
        {(wiring) => (
          <TextInput
            wiring={wiring}
            name="answer"
            inputMode={props.code.shape === 'digits' ? 'numeric' : 'text'}
            autocomplete={props.code.shape === 'touch' ? 'off' : 'one-time-code'}
            maxLength={props.code.shape === 'touch' ? 64 : 40}
            look="spaced"
            autofocus
          />
        )}
      </Field>
      {props.named && <NameField value={props.wrong?.given?.label} />}
      {props.rememberDays != null && <RememberChoice days={props.rememberDays} checked={props.wrong?.given?.remembers} />}
      <Button wide>{props.button}</Button>
    </StepForm>
  );
}

export function WrongNotice({ title, action }: Wrong) {
  return (
    <Notice kind="danger" title={title}>
      <p>{action}</p>
    </Notice>
  );
}

/** What a person wants to call a new factor. */
export function NameField({ value }: { value?: string | undefined }) {
  return (
    <Field id="label" label={texts.name.label} hint={texts.name.hint}>
      {(wiring) => <TextInput wiring={wiring} name="label" value={value} maxLength={40} autocomplete="off" />}
    </Field>
  );
}

/** The choice not to be asked again in this browser. */
export function RememberChoice({ days, checked }: { days: number; checked: boolean | undefined }) {
  return (
    <p>
      <label class="choice">
        <input type="checkbox" name="remember" value="yes" checked={checked === true} aria-describedby="remember-hint" />{' '}
        {fill(texts.remember, { days })}
      </label>
      <span id="remember-hint" class="subtle">
        {' '}
        {texts.rememberHint}
      </span>
    </p>
  );
}
