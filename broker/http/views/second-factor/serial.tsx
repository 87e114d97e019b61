import { secondFactorTexts } from '#contract/messages/en/second-factor';
import { Button } from '../../../pages/components/button.tsx';
import { Field } from '../../../pages/components/field.tsx';
import { TextInput } from '../../../pages/components/inputs.tsx';
import { NameField, WrongNotice } from './code-form.tsx';
import { StepForm, type StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly words: { readonly text: string; readonly label: string; readonly hint: string };
}

const texts = secondFactorTexts.serial;

/** A hardware token by the number on its back, and two of its codes to prove that it is at hand. */
export function SerialPage({ words, wrong, formToken }: Props) {
  return (
    <>
      <p>{words.text}</p>
      <StepForm formToken={formToken}>
        {wrong !== null && <WrongNotice {...wrong} />}
        <Field id="serial" label={texts.number} hint={texts.numberHint} error={wrong?.text} required>
          {(wiring) => <TextInput wiring={wiring} name="serial" maxLength={60} autofocus />}
        </Field>
        <Field id="answer" label={words.label} hint={words.hint} required>
          {(wiring) => <TextInput wiring={wiring} name="answer" inputMode="numeric" maxLength={12} look="spaced" />}
        </Field>
        <Field id="next-code" label={texts.next} hint={texts.nextHint} required>
          {(wiring) => <TextInput wiring={wiring} name="nextCode" inputMode="numeric" maxLength={12} look="spaced" />}
        </Field>
        <NameField value={wrong?.given?.label} />
        <Button wide>{secondFactorTexts.confirm}</Button>
      </StepForm>
    </>
  );
}
