import type { ComponentChildren } from 'preact';
import type { ErrorWords } from '#contract/errors/kinds';
import { loginTexts } from '#contract/messages/en/login';
import type { FactorKind } from '../../domain/ports/factor.ts';
import type { SecondFactorView } from '../../login/second-factor.ts';
import { Button } from '../../pages/components/button.tsx';
import { Field } from '../../pages/components/field.tsx';
import { TextInput } from '../../pages/components/inputs.tsx';
import { Notice } from '../../pages/components/notice.tsx';
import { Steps } from '../../pages/components/steps.tsx';
import { QrCode } from './qr-code.tsx';

interface Props {
  readonly view: SecondFactorView;
  /** Binds the form to this browser, this login and this step. */
  readonly formToken: string;
  readonly wrong: ErrorWords | null;
}

/** The page of the present step of a second factor. */
export function SecondFactorPage(props: Props) {
  const { view } = props;
  switch (view.kind) {
    case 'use':
      return <UsePage {...props} view={view} />;
    case 'enrol':
      return <EnrolPage {...props} view={view} />;
    case 'show-recovery-codes':
      return <RecoveryCodesPage {...props} view={view} />;
    default:
      return view satisfies never;
  }
}

type View<Kind> = Props & { view: Extract<SecondFactorView, { kind: Kind }> };

/** What the page says that asks for a factor. */
export const useTexts = { totp: loginTexts.useTotp, 'recovery-code': loginTexts.useRecovery } as const satisfies Record<
  FactorKind,
  unknown
>;

function UsePage(props: View<'use'>) {
  const words = useTexts[props.view.method];
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <Person name={props.view.person} />
      <p class="subtle">{words.text}</p>
      <CodeForm {...props} words={words} numeric={props.view.method === 'totp'} />
      <Others {...props} methods={props.view.others} />
    </div>
  );
}

function EnrolPage(props: View<'enrol'>) {
  const words = loginTexts.enrolTotp;
  const { offer } = props.view;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <Person name={props.view.person} />
      <Steps names={words.steps} current={props.wrong === null ? 0 : 1} />
      <p>{words.text}</p>
      <p>{words.scan}</p>
      <QrCode text={offer.uri} label={words.picture} />
      <p>
        <a href={offer.uri}>{words.openApp}</a>
      </p>
      <details class="by-hand">
        <summary>{words.byHand}</summary>
        <p>
          {words.secret}: <code class="code">{offer.secretText}</code>
        </p>
      </details>
      <CodeForm {...props} words={words} numeric />
      <Others {...props} methods={[]} />
    </div>
  );
}

function RecoveryCodesPage(props: View<'show-recovery-codes'>) {
  const words = loginTexts.recoveryCodes;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <Steps names={loginTexts.enrolTotp.steps} current={2} />
      <p>{words.text}</p>
      <ol class="codes" aria-label={words.list}>
        {props.view.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="subtle">{words.advice}</p>
      <StepForm formToken={props.formToken}>
        <input type="hidden" name="answer" value="kept" />
        <Button wide>{words.button}</Button>
      </StepForm>
    </div>
  );
}

function CodeForm(props: Props & { words: { label: string; hint: string; button: string }; numeric: boolean }) {
  return (
    <StepForm formToken={props.formToken}>
      {props.wrong !== null && (
        <Notice kind="danger" title={props.wrong.title}>
          <p>{props.wrong.action}</p>
        </Notice>
      )}
      <Field id="answer" label={props.words.label} hint={props.words.hint} error={props.wrong?.text} required>
        {(wiring) => (
          <TextInput
            wiring={wiring}
            name="answer"
            inputMode={props.numeric ? 'numeric' : 'text'}
            autocomplete="one-time-code"
            maxLength={40}
            look="spaced"
            autofocus
          />
        )}
      </Field>
      <Button wide>{props.words.button}</Button>
    </StepForm>
  );
}

/** Other ways on, each a form of its own: nothing changes by following a link. */
function Others(props: Props & { methods: readonly FactorKind[] }) {
  return (
    <div class="other-ways">
      {props.methods.map((method) => (
        <StepForm key={method} formToken={props.formToken}>
          <Button name="method" value={method} emphasis="quiet">
            {loginTexts.switchTo[method]}
          </Button>
        </StepForm>
      ))}
      <StepForm formToken={props.formToken}>
        <Button name="cancel" value="yes" emphasis="quiet">
          {loginTexts.cancel}
        </Button>
      </StepForm>
    </div>
  );
}

function StepForm(props: { formToken: string; children: ComponentChildren }) {
  return (
    <form method="post" class="stack">
      <input type="hidden" name="token" value={props.formToken} />
      {props.children}
    </form>
  );
}

function Person(props: { name: string }) {
  return <p class="subtle">{loginTexts.signingInAs.replace('{person}', props.name)}</p>;
}
