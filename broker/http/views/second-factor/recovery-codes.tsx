import { secondFactorTexts } from '#contract/messages/en/second-factor';
import { Button } from '../../../pages/components/button.tsx';
import { Steps } from '../../../pages/components/steps.tsx';
import { StepForm } from './step-form.tsx';

/** Codes that are shown once. */
export function RecoveryCodesPage(props: { codes: readonly string[]; formToken: string }) {
  const all = secondFactorTexts.recoveryCodes;
  // One by itself takes the place of a used one; a list always has ten.
  const isReplacement = props.codes.length === 1;
  const words = isReplacement ? all.replaced : all;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      {!isReplacement && <Steps names={secondFactorTexts.steps} current={2} />}
      <p>{words.text}</p>
      <CodeList codes={props.codes} />
      <p class="subtle">{words.advice}</p>
      <StepForm formToken={props.formToken} hidden={{ answer: 'kept' }}>
        <Button wide>{words.button}</Button>
      </StepForm>
    </div>
  );
}

export function CodeList({ codes }: { codes: readonly string[] }) {
  return (
    <ol class="codes" aria-label={secondFactorTexts.recoveryCodes.list}>
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ol>
  );
}
