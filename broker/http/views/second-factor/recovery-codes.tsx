import { secondFactorTexts } from '#contract/messages/en/second-factor';
import { Button } from '../../../pages/components/button.tsx';
import { Steps } from '../../../pages/components/steps.tsx';
import { fill } from '../../../pages/text.ts';
import { StepForm } from './step-form.tsx';

/** Codes that are shown once. */
export function RecoveryCodesPage(props: { codes: readonly string[]; person: string; formToken: string }) {
  const all = secondFactorTexts.recoveryCodes;
  // One by itself takes the place of a used one; a list always has ten.
  const isReplacement = props.codes.length === 1;
  const words = isReplacement ? all.replaced : all;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      {!isReplacement && <Steps names={secondFactorTexts.steps} current={2} />}
      <p class="subtle">{fill(secondFactorTexts.codesOf, { person: props.person })}</p>
      <p>{words.text}</p>
      <CodeList codes={props.codes} />
      <p class="subtle">{words.advice}</p>
      <div class="no-print">
        <StepForm formToken={props.formToken} hidden={{ answer: 'kept' }}>
          <Button wide>{words.button}</Button>
        </StepForm>
      </div>
    </div>
  );
}

export function CodeList({ codes }: { codes: readonly string[] }) {
  return (
    <div class="stack">
      <ol class="codes" id="codes" aria-label={secondFactorTexts.recoveryCodes.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="button plain wide no-print"
        data-copy="codes"
        data-copied={secondFactorTexts.recoveryCodes.copied}
        hidden
      >
        {secondFactorTexts.recoveryCodes.copy}
      </button>
    </div>
  );
}
