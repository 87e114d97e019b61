import { secondFactorTexts } from '#contract/messages/en/second-factor';
import { countryName } from '#contract/policy-words/names';
import type { EnrolmentOffer } from '../../../domain/ports/factor-pages.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Field } from '../../../pages/components/field.tsx';
import { TextInput } from '../../../pages/components/inputs.tsx';
import { fill } from '../../../pages/text.ts';
import { WrongNotice } from './code-form.tsx';
import { StepForm, type StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly offer: Extract<EnrolmentOffer, { page: 'phone-number' }>;
  readonly words: { readonly text: string };
}

const texts = secondFactorTexts.phoneNumber;

/** Where codes are to be sent; the next page asks for the first one. */
export function PhoneNumberPage(props: Props) {
  const { countries } = props.offer;
  const [only, ...others] = countries.map(countryName);
  const hint =
    only !== undefined && others.length === 0
      ? fill(texts.hintOfOne, { country: only })
      : fill(texts.hint, { countries: [only, ...others].join(', ') });
  return (
    <>
      <p>{props.words.text}</p>
      <StepForm formToken={props.formToken}>
        {props.wrong !== null && <WrongNotice {...props.wrong} />}
        <Field id="answer" label={texts.label} hint={hint} error={props.wrong?.text} required>
          {(wiring) => <TextInput wiring={wiring} name="answer" type="tel" autocomplete="tel" maxLength={40} autofocus />}
        </Field>
        <p class="subtle">{texts.kept}</p>
        <Button wide>{texts.button}</Button>
      </StepForm>
    </>
  );
}
