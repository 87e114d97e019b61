import { errorWords } from '#contract/errors';
import { methodTexts, secondFactorTexts as texts } from '#contract/messages/en/second-factor';
import type { FactorKind } from '../../../domain/ports/factor.ts';
import type { SecondFactorView } from '../../../login/second-factor/show.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Notice } from '../../../pages/components/notice.tsx';
import { Steps } from '../../../pages/components/steps.tsx';
import { fill } from '../../../pages/text.ts';
import { OfferPage } from './offer.tsx';
import { OtherWays, sendingOf } from './other-ways.tsx';
import { PromptPage } from './prompt.tsx';
import { RecoveryCodesPage } from './recovery-codes.tsx';
import { StepForm, type StepProps } from './step-form.tsx';

interface Props extends StepProps {
  readonly view: SecondFactorView;
}

/** The page of the present step of a second factor. */
export function SecondFactorPage(props: Props) {
  const { view } = props;
  switch (view.kind) {
    case 'use':
      return <UsePage {...props} view={view} />;
    case 'enrol':
      return <EnrolPage {...props} view={view} />;
    case 'choose':
      return <ChoosePage {...props} view={view} />;
    case 'show-recovery-codes':
      return <RecoveryCodesPage codes={view.codes} person={view.person} formToken={props.formToken} />;
    default:
      return view satisfies never;
  }
}

export function titleOf(view: SecondFactorView): string {
  switch (view.kind) {
    case 'use':
      return texts.title;
    case 'enrol':
    case 'choose':
      return texts.setUpTitle;
    case 'show-recovery-codes':
      return texts.recoveryCodes.title;
    default:
      return view satisfies never;
  }
}

/** Does the script of the page ask what the person has done on another device? */
export function waitsElsewhere(view: SecondFactorView): boolean {
  if (view.kind === 'use') return view.prompt?.page === 'phone';
  return view.kind === 'enrol' && view.offer?.page === 'pair';
}

type View<Kind> = Props & { view: Extract<SecondFactorView, { kind: Kind }> };

function UsePage(props: View<'use'>) {
  const { method, prompt, problem, others, rememberDays } = props.view;
  return (
    <div class="stack">
      <h1>{methodTexts[method].use.heading}</h1>
      <Person name={props.view.person} />
      {problem !== null && <ProblemNotice {...errorWords[problem.code]} />}
      {prompt === null ? (
        <BeginAgain formToken={props.formToken} method={method} />
      ) : (
        <PromptPage {...props} method={method} prompt={prompt} rememberDays={rememberDays} />
      )}
      <OtherWays formToken={props.formToken} methods={others} {...sendingOf(prompt)} />
    </div>
  );
}

function ProblemNotice({ title, action }: { title: string; action: string }) {
  return (
    <Notice kind="warning" title={title}>
      <p>{action}</p>
    </Notice>
  );
}

/** The same method from its beginning. */
function BeginAgain({ formToken, method }: { formToken: string; method: FactorKind }) {
  return (
    <StepForm formToken={formToken}>
      <Button name="method" value={method} wide>
        {texts.tryAgain}
      </Button>
    </StepForm>
  );
}

function EnrolPage(props: View<'enrol'>) {
  const { method, offer, others, later } = props.view;
  const words = methodTexts[method].enrol ?? methodTexts[method].use;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <Person name={props.view.person} />
      <Steps names={texts.steps} current={props.wrong === null ? 0 : 1} />
      {offer === null ? (
        <>
          <ProblemNotice {...errorWords.second_factor_gone} />
          <BeginAgain formToken={props.formToken} method={method} />
        </>
      ) : (
        <OfferPage {...props} method={method} offer={offer} />
      )}
      <OtherWays isSetUp formToken={props.formToken} methods={others} later={later} {...sendingOf(offer)} />
    </div>
  );
}

function ChoosePage(props: View<'choose'>) {
  const { methods, later } = props.view;
  return (
    <div class="stack">
      <h1>{texts.choose.heading}</h1>
      <Person name={props.view.person} />
      <p>{texts.choose.text}</p>
      <ul class="ways" aria-label={texts.choose.label}>
        {methods.map((method) => (
          <li key={method}>
            <StepForm formToken={props.formToken}>
              <Button name="method" value={method} emphasis="plain" wide>
                {methodTexts[method].name}
              </Button>
              <p class="subtle">{methodTexts[method].enrol?.choice}</p>
            </StepForm>
          </li>
        ))}
      </ul>
      <OtherWays formToken={props.formToken} methods={[]} later={later} />
    </div>
  );
}

function Person(props: { name: string }) {
  return <p class="subtle">{fill(texts.signingInAs, { person: props.name })}</p>;
}
